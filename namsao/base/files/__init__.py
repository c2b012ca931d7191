"""Uploads, addressed by sha256: type decided by content, images re-encoded without EXIF, sizes limited.

Owns: StoredFile. Needs: audit. Tells: nothing.
"""
