"""Does it find what it should? A pack of measurements for an auditor, the same to the byte for the same seed."""
