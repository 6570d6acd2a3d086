"""How good, how complete and how fast is watchword? Measured beside peers; no part of the package."""
