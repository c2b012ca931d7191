"""Stars by the law: dossier, commune, council, decision, certificate, and what comes after.

Owns dossiers, councils, score sheets, results, decisions, star certificates, inspections and revocations.
Needs products (what is rated), evidence (what proves it), parties, places, files, keys.
Tells when a certificate is granted, extended, revoked or runs out, and when a dossier moves.
Source: Decision 26/2026/QĐ-TTg.
"""
