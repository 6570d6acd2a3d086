"""How is a whole file of customers screened? Rows in, hits out, in order, in constant memory, and resumable.

`run.screen_file` is the way in; every row goes through `screen.Screener`, so that a file gives the answers of
screening its rows one by one.
"""
