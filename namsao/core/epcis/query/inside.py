"""What lies in the parts of an event: its extensions by section, its sensors, its quantities.

Source: GS1 EPCIS 2.0, sections 7.3 and 8.2.7.1 (INNER: at any level below an extension of the top).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from namsao.core.epcis.query.conditions import Section
from namsao.core.epcis.query.names import full_name

_QUANTITY_LISTS = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")


def objects(value: Any) -> list[Mapping[str, Any]]:
    """The objects in a list, or the one object; none of anything else."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Mapping)]


def texts(value: Any) -> list[str]:
    """The texts in a list, or the one text; none of anything else."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def holders(event: Mapping[str, Any], section: Section) -> list[Mapping[str, Any]]:
    """The objects of an event in which a section's fields stand."""
    if section is Section.EXTENSION:
        return [event]
    if section in _FIELDS:
        return objects(event.get(_FIELDS[section]))
    elements = objects(event.get("sensorElementList"))
    if section is Section.SENSOR_ELEMENT:
        return elements
    field = "sensorMetadata" if section is Section.SENSOR_METADATA else "sensorReport"
    return [each for element in elements for each in objects(element.get(field))]


def named(
    event: Mapping[str, Any], section: Section, name: str, prefixes: Mapping[str, str], *, is_inner: bool
) -> Iterator[Any]:
    """Every value under the full name of an extension in a section; the values of a list one by one."""
    for holder in holders(event, section):
        for written, value in holder.items():
            found = full_name(written, prefixes)
            if found is None:
                continue
            if is_inner:
                yield from _below(value, name, prefixes)
            elif found == name:
                yield from _single(value)


def quantities(event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every quantity of a class that an event lists."""
    for field in _QUANTITY_LISTS:
        yield from objects(event.get(field))


def _below(value: Any, name: str, prefixes: Mapping[str, str]) -> Iterator[Any]:
    # Not by recursion: an extension may be nested as deep as its writer likes.
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(each)
        elif isinstance(each, Mapping):
            for written, inner in each.items():
                if full_name(written, prefixes) == name:
                    yield from _single(inner)
                waiting.append(inner)


def _single(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting.extend(each)
        else:
            yield each


_FIELDS = {
    Section.ILMD: "ilmd",
    Section.ERROR: "errorDeclaration",
    Section.READ_POINT: "readPoint",
    Section.BIZ_LOCATION: "bizLocation",
}
