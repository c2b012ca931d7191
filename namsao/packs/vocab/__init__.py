"""Vocabularies: closed lists given by law, such as the 26 criteria sets and their industries."""
