"""The law of the stars: sets of criteria, score sheets, stars with reasons, the path to the next star.

`criteria.read` makes a `CriteriaSet` of a parsed pack; `sheet.read_sheet` reads scores; `tally.tally` and
`tally.council` give the stars; `path.path` the cheapest way up; `agreement` the spread, quorum and ranks of a council.
Source: Decision 26/2026/QĐ-TTg of 22/05/2026, article 3 and Appendix II.
"""
