"""Uploads, addressed by sha256: type decided by content, pictures drawn anew, PDFs judged, sizes limited.

Owns: StoredFile. Needs: audit. Tells: nothing.
"""
