"""Whom does a changed list touch? The customer book, screened again when lists, customers or the policy change."""
