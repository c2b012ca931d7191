"""Who did what to which thing, when and why: entries that are only ever added.

Owns: Entry. Needs: nothing above the framework (the actor is kept as an id and a name). Tells: nothing.
"""
