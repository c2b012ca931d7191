"""Certificates and laboratory reports with their validity: what a passport may show as proven.

Owns: Certificate. Needs: products. Tells: certificate_changed.
"""
