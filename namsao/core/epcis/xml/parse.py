"""Bytes to an XML tree, with everything refused that XML offers to an attacker.

No document type, no entities, no network, no huge or bottomless trees.
"""

from lxml import etree

from namsao.core.epcis.faults import Fault, Malformed

LARGEST_BYTES = 20_000_000
DEEPEST = 100
"""Levels of elements, the root being the first."""


def parse(content: bytes) -> etree._Element:
    """The root of the document, comments and processing instructions left out.

    Raises: Malformed for what is no well-formed XML, has a document type, or is larger than we read.
    """
    if len(content) > LARGEST_BYTES:
        raise _refusal(
            "size",
            f"Tài liệu lớn hơn {LARGEST_BYTES // 1_000_000} MB; hãy chia thành nhiều tài liệu nhỏ hơn.",
            f"The document is larger than {LARGEST_BYTES // 1_000_000} MB; send it in smaller ones.",
        )
    try:
        root = etree.fromstring(content, _parser())
    except etree.XMLSyntaxError as reason:
        line = reason.lineno or 1
        raise _refusal(
            "well-formed",
            f"Không phải là XML đúng cú pháp (dòng {line}).",
            f"Not well-formed XML (line {line}): {reason.msg}.",
            f"/:{line}",
        ) from None
    except ValueError:
        raise _refusal("well-formed", "Không phải là XML.", "Not XML.") from None
    if root.getroottree().docinfo.doctype:
        raise _refusal(
            "doctype",
            "Tài liệu có khai báo DOCTYPE; EPCIS không dùng DTD hay thực thể, hãy bỏ khai báo đó.",
            "The document has a DOCTYPE; EPCIS uses no DTD and no entities, leave it out.",
        )
    return root


def _parser() -> etree.XMLParser:
    """A parser of its own for each document: nothing of one reader reaches another.

    Note: collect_ids=False would have libxml2 open the external DTD of a document after all, local files too.
    """
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refusal(rule: str, what: str, what_en: str, path: str = "/") -> Malformed:
    return Malformed([Fault(path, rule, what, what_en)])
