"""EPCIS in XML: 2.0 and 1.2 read into our JSON-LD, and written from it."""
