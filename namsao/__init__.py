"""namsao: software that runs an OCOP programme, from the plot to the passport."""

__version__ = "0.1.0"
