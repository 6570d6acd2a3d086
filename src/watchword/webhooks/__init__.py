"""How does another system hear of what happened? Signed messages from an outbox, in order, until they arrive."""
