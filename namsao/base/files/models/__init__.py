"""Stored files."""

from namsao.base.files.models.stored_file import StoredFile

__all__ = ["StoredFile"]
