"""The face: page frames, components, tokens, form fields and formats.

Owns every template, stylesheet and icon that more than one app shows; knows no product and no person.
Needs from the project: the context variables `menu`, `who` and `programme_name` for the workbench frame.
"""
