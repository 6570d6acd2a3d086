"""The lists that one keeps: every state that was ever accepted, which of them stands, and how old it is."""
