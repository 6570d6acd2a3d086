"""Payment messages read into parties: who is in them, where exactly, and what is wrong with them.

Nothing here screens, decides or moves a payment; `clearing` does.
"""
