"""What one pass over an XML document knows and finds: the names of its namespaces, and its faults."""

from collections.abc import Iterator, Mapping

from lxml import etree

from namsao.core.epcis.faults import MOST_FAULTS, Fault, Malformed
from namsao.core.epcis.names import GS1_PREFIXES
from namsao.core.epcis.xml.tables import (
    JSON_LD,
    MASTER_DATA,
    OWN_NAMESPACES,
    SBDH,
    VERSIONS,
    XML,
    XSD,
    XSI,
    Shape,
)

# Note: GS1's XML writes the namespace of its master data without the colon that JSON-LD needs.
_BUILT_IN = {namespace: prefix for prefix, namespace in GS1_PREFIXES.items()} | {MASTER_DATA: "cbvmda"}
_SILENT = OWN_NAMESPACES | {XSI, XSD, XML, SBDH, JSON_LD}
_HINTS = frozenset({f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation", f"{{{XSI}}}type"})


class Reading:
    """form: "xml2" or "xml12". prefixes: prefix -> namespace, as the document declares them.

    Note: GS1's own are among them when the XML says them, as the event hash counts what is declared.
    """

    def __init__(self, form: str, root: etree._Element) -> None:
        self.form = form
        self.prefixes: dict[str, str] = {}
        self.faults: list[Fault] = []
        self._by_namespace = dict(_BUILT_IN)
        self._keys: dict[str, str] = {}
        for prefix, namespace in root.nsmap.items():
            if prefix and namespace not in _SILENT:
                self._prefix(namespace, prefix)

    def key(self, name: str, element: etree._Element) -> str:
        """The JSON-LD key of an element's or attribute's name: prefix:local, or @local for JSON-LD's own."""
        known = self._keys.get(name)
        if known is None:
            known = self._keys[name] = self._key(name, element)
        return known

    def fault(self, element: etree._Element, rule: str, what: str, what_en: str, attribute: str = "") -> None:
        """Note a fault of an element or of one of its attributes. Raises: Malformed when there are enough."""
        self.note(Fault(path_of(element, attribute), rule, what, what_en))

    def note(self, fault: Fault) -> None:
        """Note a fault. Raises: Malformed when there are enough."""
        self.faults.append(fault)
        if len(self.faults) >= MOST_FAULTS:
            raise Malformed(self.faults)

    def _key(self, name: str, element: etree._Element) -> str:
        if name[0] != "{":
            return name
        namespace, _, local = name[1:].partition("}")
        if namespace == JSON_LD:
            return f"@{local}"
        wanted = next((prefix for prefix, uri in element.nsmap.items() if uri == namespace and prefix), "")
        return f"{self._prefix(namespace, wanted)}:{local}"

    def _prefix(self, namespace: str, wanted: str) -> str:
        """The prefix of a namespace: the one it has in XML, unless that is another's in JSON-LD already."""
        known = self._by_namespace.get(namespace)
        if known is None:
            taken = set(self._by_namespace.values())
            candidates = (wanted, *(f"ns{number}" for number in range(1, len(taken) + 2)))
            known = next(each for each in candidates if each and each not in taken)
            self._by_namespace[namespace] = known
        self.prefixes.setdefault(known, namespace)
        return known


def members(reading: Reading, element: etree._Element, shape: Shape) -> Iterator[tuple[str, etree._Element]]:
    """The elements inside, with their tags; what stands out of place or is missing becomes a fault."""
    last, seen, places = -1, set(), shape.places
    if not shape.attributed and element.keys():
        attributes(reading, element, {}, is_open=False)
    _no_text(reading, element, element.text)
    for child in element:
        tag = str(child.tag)
        place = places.get(tag)
        if place is None:
            if not (shape.foreign and is_foreign(tag)):
                _unknown(reading, child)
                continue
            place = len(places)
        elif tag in seen and tag not in shape.many:
            _repeated(reading, child)
        if place < last and not shape.loose:
            _out_of_order(reading, child, shape)
        last = place
        seen.add(tag)
        yield tag, child
        _no_text(reading, child, child.tail)
    for tag in sorted(shape.required - seen):
        _missing(reading, element, tag)
    if (shape.filled and not len(element)) or (shape.choice and len(element) != 1):
        _wrong_number(reading, element, shape)


def attributes(
    reading: Reading, element: etree._Element, known: Mapping[str, object], *, is_open: bool
) -> dict[str, str]:
    """The attributes of other namespaces, JSON-LD key -> text, where the schema has room for them.

    known: those the caller reads by itself. Anything else becomes a fault: an attribute without a namespace
    has no place in JSON-LD, even where the schema shuts its eyes.
    """
    foreign = {}
    for name, value in element.items():
        if name in known or name in _HINTS:
            continue
        namespace = name[1:].partition("}")[0] if name[0] == "{" else ""
        if is_open and namespace and namespace != XSI and namespace not in OWN_NAMESPACES:
            if namespace != XML:
                foreign[reading.key(name, element)] = value
        else:
            reading.fault(
                element,
                "attribute",
                f"Thuộc tính {_short(name)} không được có ở đây.",
                f"The attribute {_short(name)} has no place here.",
                _short(name),
            )
    return foreign


def is_foreign(tag: str) -> bool:
    """Is it an element of somebody's own namespace, an extension?"""
    return tag[0] == "{" and tag[1:].partition("}")[0] not in OWN_NAMESPACES


def leaf(reading: Reading, element: etree._Element, known: Mapping[str, object] | None = None) -> str:
    """The text of an element that has nothing else inside, without the space around it.

    known: attributes that the caller reads.
    """
    if element.keys():
        attributes(reading, element, known or {}, is_open=False)
    for child in element:
        _unknown(reading, child)
    return (element.text or "").strip()


def path_of(element: etree._Element, attribute: str = "") -> str:
    """Where an element stands, as an XPath with its line: /epcis:EPCISDocument/…/ObjectEvent[2]/action:17."""
    steps = [f"@{attribute}"] if attribute else []
    node: etree._Element | None = element
    while node is not None:
        before = len(list(node.itersiblings(str(node.tag), preceding=True)))
        alone = not before and next(node.itersiblings(str(node.tag)), None) is None
        name = etree.QName(node).localname
        steps.append((f"{node.prefix}:" if node.prefix else "") + name + ("" if alone else f"[{before + 1}]"))
        node = node.getparent()
    return "/" + "/".join(reversed(steps)) + f":{element.sourceline}"


def _no_text(reading: Reading, element: etree._Element, text: str | None) -> None:
    if text and not text.isspace():
        reading.fault(
            element,
            "text",
            f"Có chữ lạc giữa các phần tử: “{text.strip()[:40]}”.",
            f"There is stray text between elements: “{text.strip()[:40]}”.",
        )


def _unknown(reading: Reading, child: etree._Element) -> None:
    version, name = VERSIONS[reading.form], _short(str(child.tag))
    reading.fault(
        child,
        "unknown",
        f"EPCIS {version} không có <{name}> ở chỗ này; phần mở rộng phải có không gian tên riêng.",
        f"EPCIS {version} has no <{name}> here; an extension needs a namespace of its own.",
    )


def _repeated(reading: Reading, child: etree._Element) -> None:
    name = _short(str(child.tag))
    reading.fault(
        child, "maxOccurs", f"<{name}> chỉ được có một lần ở đây.", f"<{name}> may stand here only once."
    )


def _out_of_order(reading: Reading, child: etree._Element, shape: Shape) -> None:
    name = _short(str(child.tag))
    place = shape.places.get(str(child.tag), len(shape.order))
    before = ", ".join(map(_short, shape.order[max(0, place - 3) : place]))
    vi, en = (f"sau {before}, ", f"after {before} and ") if before else ("", "")
    reading.fault(
        child,
        "order",
        f"<{name}> sai thứ tự: nó đứng {vi}trước các phần tử khác.",
        f"<{name}> is out of order: it stands {en}before the other elements.",
    )


def no_attribute(reading: Reading, element: etree._Element, name: str) -> None:
    """Note that an attribute is missing."""
    reading.fault(element, "required", f"Thiếu thuộc tính {name}.", f"The attribute {name} is missing.", name)


def _missing(reading: Reading, element: etree._Element, tag: str) -> None:
    name = _short(tag)
    reading.fault(element, "required", f"Thiếu <{name}>.", f"<{name}> is missing.")


def _wrong_number(reading: Reading, element: etree._Element, shape: Shape) -> None:
    name = _short(str(element.tag))
    vi, en = (
        ("đúng một phần tử", "exactly one element") if shape.choice else ("ít nhất một phần tử", "an element")
    )
    reading.fault(
        element, "minOccurs", f"<{name}> phải có {vi} bên trong.", f"<{name}> must have {en} inside."
    )


def _short(name: str) -> str:
    return name.rpartition("}")[2]
