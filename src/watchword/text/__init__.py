"""Which tools read text: scripts, names, companies, identifiers, dates and places?

Nothing here knows of lists, scores or storage. Nothing is re-exported: import the module that you mean.
"""
