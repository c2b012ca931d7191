"""Labels: GS1 Digital Link QR codes for batches and serials, printed sheets, single codes.

Owns: LabelRun. Needs: products, core/serials, core/gs1. Tells: labels_issued.
"""
