"""The commands, a file for each family, and what they share."""
