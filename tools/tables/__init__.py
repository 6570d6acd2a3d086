"""Generators of the tables in `watchword.text.tables`; nothing at run time imports them."""
