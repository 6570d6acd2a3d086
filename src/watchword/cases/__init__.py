"""Answers on record, and what people make of them: alerts, decisions, two pairs of eyes. Folds over the ledger."""
