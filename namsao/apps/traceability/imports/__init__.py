"""Files from outside, read without believing them: EPCIS documents and tables of lots, and what they would do."""
