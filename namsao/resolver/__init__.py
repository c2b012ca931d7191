"""The public door: answers scans from memory, without Django.

Reads one published table, writes one scan log.
"""
