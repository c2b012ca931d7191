"""Who may do what, and which rows they see: one rule answers both (decision 0009).

Owns: the table of policies. Needs: an Actor (core). Tells: nothing.
Each app writes its rules in `policy.py`; views reach rows only through `gate`.
"""
