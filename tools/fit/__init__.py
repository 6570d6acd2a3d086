"""What does each piece of evidence say about two parties being one? `python -m tools.fit` fits and writes the table."""
