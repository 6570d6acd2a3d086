"""Money followed from pledge to payee: what was pledged, committed and disbursed, by whom and to whom.

Nothing here screens or releases; `disbursing` does.
"""
