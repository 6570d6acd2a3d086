"""How do other matchers fare on the same sets? One script for each, run in an environment of its own."""
