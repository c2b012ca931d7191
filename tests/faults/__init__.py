"""Kills, fills and breaks a real installation on purpose; what people were told is kept must be there after.

Every process is a real one (`python -m namsao …`), every kill a SIGKILL. Each check has a control: a variant
broken on purpose (`sabotage`), which the same check must catch. Run with `bin/test --all`.
"""
