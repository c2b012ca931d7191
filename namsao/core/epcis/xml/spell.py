"""JSON-LD of the standard and of others as XML elements: the way back from `extensions`."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from lxml import etree

from namsao.core.epcis.faults import Fault, Malformed, pointer, shown
from namsao.core.epcis.xml.extensions import LANGUAGE, NIL, TYPE
from namsao.core.epcis.xml.tables import JSON_LD, MASTER_DATA, OWN_NAMESPACES, XML, XSI
from namsao.core.gs1.errors import quoted

_NAME = re.compile(r"[^\W\d][\w.\-]*")
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_LAST_SEPARATOR = re.compile(r"(.*[/#:])([^/#:]+)")
_MASTER_DATA = frozenset({MASTER_DATA, f"{MASTER_DATA}:"})


class Names:
    """From JSON-LD keys to the names of XML. prefixes: prefix -> namespace, declared and GS1's own."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._known: dict[str, tuple[str, dict[str, str]]] = {}

    def of(self, key: str, at: str) -> tuple[str, dict[str, str]]:
        """The name {namespace}local of a key, and the prefix it wants. Raises: Malformed."""
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._of(key, at)
        return known

    def declared(self) -> Iterator[tuple[str, str]]:
        """Prefix and namespace of those that XML can declare."""
        for prefix, namespace in self._prefixes.items():
            if _is_usable(prefix):
                yield prefix, MASTER_DATA if namespace in _MASTER_DATA else namespace

    def _of(self, key: str, at: str) -> tuple[str, dict[str, str]]:
        prefix, colon, local = key.partition(":")
        if key[:1] == "@":
            namespace, prefix, local = JSON_LD, "ld", key[1:]
        elif not colon:
            namespace, prefix, local = "", "", key
        elif prefix in self._prefixes:
            namespace = self._prefixes[prefix]
        else:
            match = _LAST_SEPARATOR.fullmatch(key)
            namespace, local = match.groups() if match else ("", "")
            prefix = ""
        if namespace in _MASTER_DATA:
            namespace = MASTER_DATA
        if (
            not _NAME.fullmatch(local)
            or (colon and not namespace)
            or namespace in {*OWN_NAMESPACES, XML, XSI}
        ):
            refuse(
                pointer(at, key),
                "name",
                f"Tên {quoted(key)} không viết được thành tên phần tử XML.",
                f"The name {quoted(key)} cannot be written as a name in XML.",
            )
        nsmap = {prefix: namespace} if namespace and _is_usable(prefix) else {}
        return (f"{{{namespace}}}{local}" if namespace else local), nsmap


def _is_usable(prefix: str) -> bool:
    return _PREFIX.fullmatch(prefix) is not None and not prefix.lower().startswith("xml")


def refuse(path: str, rule: str, what: str, what_en: str) -> NoReturn:
    """Raises: Malformed with this one fault; path: JSON Pointer in the document."""
    raise Malformed([Fault(path, rule, what, what_en)])


def write(parent: etree._Element, names: Names, key: str, value: Any, at: str) -> None:
    """Append a value under its key, as one element or as many. at: JSON Pointer of what the key stands in.

    Raises: Malformed for a key that XML cannot spell; ValueError for text that XML cannot hold.
    """
    if isinstance(value, list):
        for item in value:
            write(parent, names, key, {"@set": item} if isinstance(item, list) else item, at)
        return
    name, nsmap = names.of(key, at)
    element = etree.SubElement(parent, name, nsmap=nsmap)
    if isinstance(value, dict):
        if value.keys() == {"@value", "@language"} and all(isinstance(each, str) for each in value.values()):
            element.set(LANGUAGE, value["@language"])
            element.text = value["@value"]
        else:
            fill(element, names, value, pointer(at, key))
    else:
        _set(element, value)


def fill(element: etree._Element, names: Names, members: Mapping[str, Any], at: str) -> None:
    """Append the members of an object, its "#text" as the text of the element. Raises: as `write`."""
    for key, value in members.items():
        if key == "#text" and not isinstance(value, dict | list):
            _set(element, value)
        else:
            write(element, names, key, value, at)


def attributes(
    names: Names, members: Mapping[str, Any], at: str
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Extensions where the schema has room for attributes only, and the prefixes the element must declare.

    Raises: Malformed for a value that is no text, number or truth.
    """
    found: list[tuple[str, str]] = []
    nsmap: dict[str, str] = {}
    for key, value in members.items():
        if isinstance(value, dict | list) or value is None:
            vi, en = shown(value)
            refuse(
                pointer(at, key),
                "attribute",
                f"{key} phải là chữ hoặc số khi viết thành thuộc tính XML; đang ghi {vi}.",
                f"{key} must be text or a number to be written as an attribute in XML, not {en}.",
            )
        name, wanted = names.of(key, at)
        found.append((name, text_of(value)))
        nsmap |= wanted
    return found, nsmap


def text_of(value: Any) -> str:
    """A JSON scalar as the text of XML Schema's simple types."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)


def _set(element: etree._Element, value: Any) -> None:
    """The text of an element, with the type that brings it back."""
    if value is None:
        element.set(NIL, "true")
        return
    element.text = text_of(value)
    if not isinstance(value, str):
        kind = "boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "double"
        element.set(TYPE, f"xsd:{kind}")
