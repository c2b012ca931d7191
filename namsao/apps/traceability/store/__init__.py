"""How events get into tables, and what follows from them: parts of the verbs in `actions`, no verbs themselves."""
