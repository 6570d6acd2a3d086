"""Payments that can't reach a barred party: each is decided, put on record, and handed over once."""
