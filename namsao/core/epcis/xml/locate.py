"""From a path in the JSON of an event to the place in its XML."""

from lxml import etree

from namsao.core.epcis.xml.reading import path_of

_GROUPS = frozenset({"extension", "baseExtension"})


def xpath(element: etree._Element, pointer: str) -> str:
    """The path of what a JSON Pointer means, as far down as the XML has it. element: that of the event."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    here = element
    for place, step in enumerate(steps):
        below = _below(here, step)
        if below is not None:
            here = below
        elif here.get(step) is not None:
            return path_of(here, step)
        elif place == len(steps) - 1 and not step.isdigit() and step != here.tag:
            way, _, line = path_of(here).rpartition(":")
            return f"{way}/{step}:{line}"
    return path_of(here)


def _below(element: etree._Element, step: str) -> etree._Element | None:
    """The element inside for one step: the n-th for a number, else that of the name, through <extension> too."""
    if step.isdigit():
        return next((child for place, child in enumerate(element) if place == int(step)), None)
    local = step.rpartition(":")[2]
    for child in element:
        if etree.QName(child).localname == local:
            return child
    for child in element:
        found = _below(child, step) if child.tag in _GROUPS else None
        if found is not None:
            return found
    return None
