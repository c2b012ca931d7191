"""The evidence library: papers with their files and validity, and the certificates a passport may show.

Owns: Certificate, Document, DocumentFile, ExpiryWarning. Needs: farms, products, files. Tells: certificate_changed,
document_expiring.
"""
