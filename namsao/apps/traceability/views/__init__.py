"""The screens of the repository."""
