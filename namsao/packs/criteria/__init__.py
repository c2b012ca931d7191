"""The 26 sets of criteria of Decision 26/2026/QĐ-TTg, one file per set and version.

`set-07.json` is version 1; a correction is a new file `set-07.v2.json` with the same id and version 2, never an edit.
`published.json` lists the sha256 of every file; a test compares. A dossier pins "criteria/set-07@1" and
`namsao.packs.pinned` loads exactly that file. `namsao.core.rating.criteria.read` makes a `CriteriaSet` of one.
"""
