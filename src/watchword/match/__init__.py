"""Matching: candidates that miss nothing, one score, and its evidence."""
