"""How good, how complete and how fast is watchword? Measurements, with peers beside them; not part of the package."""
