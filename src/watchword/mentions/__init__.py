"""Which listed parties does a running text name, and where? One engine for pages and payments.

Way in: `finder.MentionFinder`. Everything that it lets through is screened by `screen.decide`; nothing here
scores names of its own.
"""
