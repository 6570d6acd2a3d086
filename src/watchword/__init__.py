"""watchword: screening against sanctions and terrorist designations. Public names only."""

__version__ = "0.1.0"
