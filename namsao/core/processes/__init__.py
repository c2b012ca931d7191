"""How a kind of product is made: its expected stages, and what a trace lacks against them.

`template` holds a template, `reading` makes one of a pack, `seen` is what a trace shows, `matching` lays it beside the
stages, `gaps` and `yields` judge. A template is advice: most of its ranges nobody has confirmed, and it says so.
"""
