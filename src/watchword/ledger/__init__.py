"""Records that can't be quietly changed: sealed, signed, provable. What is recorded is decided upstairs."""
