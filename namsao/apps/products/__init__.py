"""The OCOP register: producers' products, their facilities, stars, batches.

Owns: Facility, Product, Recognition, Delisting, Batch with its inputs and steps.
Needs: farms, traceability, keys, files. Tells: product_changed, batch_made, batch_changed.
"""
