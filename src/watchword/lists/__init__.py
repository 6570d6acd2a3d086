"""The lists room: one small reader and mapper for each publisher format, recognised by content in `registry`."""
