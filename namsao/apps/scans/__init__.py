"""What the door answers, and what it heard: published entries, passport pages, scans, problem reports.

Owns: Published, Scan, Segment, ProblemReport. Needs: products, evidence, labels. Tells: nothing yet.
"""
