"""What others put into events: elements of their own namespaces and their JSON-LD, both ways.

| XML | JSON-LD |
|---|---|
| `<ex:a>text</ex:a>` | `"ex:a": "text"` |
| `<ex:a><ex:b>…</ex:b></ex:a>` | `"ex:a": {"ex:b": …}` |
| `<ex:a>…</ex:a><ex:a>…</ex:a>` | `"ex:a": [ … , … ]` |
| `xsi:type="xsd:integer"`, `double`, `decimal`, `boolean`, … | number, true, false |
| `xsi:nil="true"` | null |
| `<ex:a xml:lang="vi">text</ex:a>` | `{"@value": "text", "@language": "vi"}` |
| attributes `unit="KGM"` beside the text | `{"unit": "KGM", "#text": "text"}` |
| `<ld:id>…</ld:id>`, ld being the namespace of JSON-LD | `"@id": …` |

Note: a list of one comes back as its item, an empty list not at all, an empty object as "": JSON-LD says the
same by them. Source: examples of GS1 with extensions in both forms; XML Schema, section 2.6 (xsi:type, xsi:nil).
"""

from typing import Any

from lxml import etree

from namsao.core.epcis.xml.parse import DEEPEST
from namsao.core.epcis.xml.reading import Reading
from namsao.core.epcis.xml.tables import XML, XSD, XSI
from namsao.core.epcis.xml.values import XSD_KINDS, converted

TYPE = f"{{{XSI}}}type"
NIL = f"{{{XSI}}}nil"
LANGUAGE = f"{{{XML}}}lang"


def add(into: dict[str, Any], reading: Reading, element: etree._Element) -> None:
    """Put an element of somebody's namespace under its key."""
    put(into, reading.key(str(element.tag), element), read(reading, element))


def put(into: dict[str, Any], key: str, value: Any) -> None:
    """A second value under a key makes a list of both."""
    if key not in into:
        into[key] = value
    elif isinstance(into[key], list):
        into[key].append(value)
    else:
        into[key] = [into[key], value]


def read(reading: Reading, element: etree._Element, depth: int = 8) -> Any:
    """The JSON-LD value of an element of any namespace. depth: elements around it; 8 is the most of EPCIS."""
    if depth > DEEPEST:
        reading.fault(
            element,
            "depth",
            f"Lồng nhau quá {DEEPEST} tầng.",
            f"Nested deeper than {DEEPEST} levels.",
        )
        return ""
    names = element.keys()
    if not names and not len(element):
        return element.text or ""
    inside: dict[str, Any] = {}
    for name in names:
        if name not in (TYPE, NIL) and not name.startswith(f"{{{XML}}}"):
            inside[reading.key(name, element)] = element.get(name)
    words = element.text or ""
    for child in element:
        put(inside, reading.key(str(child.tag), child), read(reading, child, depth + 1))
        words += child.tail or ""
    if not inside:
        return _leaf(reading, element, words)
    if LANGUAGE in names:
        inside["@language"] = element.get(LANGUAGE)
    if words and not words.isspace():
        inside["#text"] = _typed(reading, element, words if not len(element) else words.strip())
    return inside


def _leaf(reading: Reading, element: etree._Element, words: str) -> Any:
    language = element.get(LANGUAGE)
    if language is not None:
        return {"@value": words, "@language": language}
    if element.get(NIL) in ("true", "1"):
        return None
    return _typed(reading, element, words)


def _typed(reading: Reading, element: etree._Element, words: str) -> Any:
    """The text as what xsi:type says it is; types other than numbers and truth stay text."""
    prefix, _, name = element.get(TYPE, "").rpartition(":")
    kind = XSD_KINDS.get(name)
    if kind is None or element.nsmap.get(prefix or None) != XSD:
        return words
    return converted(reading, element, kind, words)
