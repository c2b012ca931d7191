"""The OCOP register: producers' products, their facilities, stars, batches.

Owns: Facility, Product, Recognition, Delisting, Batch with its inputs and steps; bought and landed lots, cases and
pallets (SSCC), despatches and receipts, each act of them a Slip.
Needs: farms, traceability, keys, files. Tells: product_changed, batch_made, batch_changed.
"""
