"""Values of MATCH parameters as sets of identifiers in canonical form.

Source: EPCIS 2.0, section 8.2.7.1.1 (MATCH parameters); EPC Tag Data Standard, pure identity patterns.
"""

import re
from collections.abc import Callable
from typing import Any

from namsao.core.epcis.canonical import canonical_epc
from namsao.core.epcis.query.conditions import Pattern, Shape
from namsao.core.epcis.query.errors import BadQuery
from namsao.core.epcis.query.given import Given, text, uri
from namsao.core.gs1 import epc
from namsao.core.gs1.errors import Invalid, quoted

ROOT = "https://id.gs1.org/"
# Class -> the identifier that makes single things of it. Source: GS1 Digital Link URI syntax, key qualifiers.
_ITEMS = {"01": "21", "8006": "21", "8010": "8011"}
# Key whose serial is part of its value -> characters of the value without one.
_WITHOUT_SERIAL = {"8003": 14, "253": 13, "255": 13}
_PATTERN = re.compile(r"(?i:urn:epc:(idpat|class|classpat):([a-z]+):)(.+)")
_PREFIX = re.compile(r"[0-9]{6,12}")
_ANY = ("/*", "/%2A", "/%2a")


def reader(*, is_class: bool) -> Callable[[Given, Any], tuple[Pattern, ...]]:
    """A reader of one value of a MATCH parameter. is_class: it is asked of classes, not of single things.

    Note: a last component "*" always stands for all, though a lot or a serial might be called so.
    """

    def read(given: Given, value: Any) -> tuple[Pattern, ...]:
        written = text(given, value)
        if found := _PATTERN.fullmatch(written):
            # Note: the standard has no pattern URN for lots; their class URN with "*" is understood as one.
            name = found[2].lower()
            kind = "class" if name == "lgtin" or found[1].lower() != "idpat" else "id"
            if found[3].endswith("*"):
                return _pattern(given, written, f"{kind}:{name}", found[3].split("."), is_class)
            written = f"urn:epc:{kind}:{name}:{found[3]}"
        elif written.lower().startswith("urn:epc:idpat:"):
            raise _refusal(given, written)
        return _of_uri(uri(given, written), is_class)

    return read


def _of_uri(found: str, is_class: bool) -> tuple[Pattern, ...]:
    """Exactly it; asked of single things, a class stands for its items, as its pattern URN does."""
    exact = Pattern(Shape.EXACT, found)
    if not found.startswith(ROOT):
        return (exact,)
    if found.endswith(_ANY):
        return (Pattern(Shape.OPENING, found[: found.rindex("/") + 1]),)
    key, _, value = found.removeprefix(ROOT).partition("/")
    if is_class or "/" in value:
        return (exact,)
    if key in _ITEMS:
        return exact, Pattern(Shape.OPENING, f"{found}/{_ITEMS[key]}/")
    if len(value) == _WITHOUT_SERIAL.get(key):
        return (Pattern(Shape.OPENING, found),)
    return (exact,)


def _pattern(
    given: Given, written: str, name: str, components: list[str], is_class: bool
) -> tuple[Pattern, ...]:
    fixed = components[: components.index("*")] if "*" in components else components
    is_open_to_the_end = all(each == "*" for each in components[len(fixed) :])
    scheme = epc.SCHEMES.get(name)
    if not is_open_to_the_end or len(fixed) == len(components) or "" in fixed:
        raise _refusal(given, written)
    if scheme is None:
        # A scheme that is not of GS1 has no other form than its URN.
        return (Pattern(Shape.OPENING, f"urn:epc:{name}:" + "".join(f"{each}." for each in fixed)),)
    if len(components) != _count(scheme):
        raise _refusal(given, written)
    if len(fixed) == len(components) - 1 and len(fixed) > 1:
        return _of_class(given, written, name, fixed, is_class)
    if len(fixed) > 1 or not all(map(_PREFIX.fullmatch, fixed)):
        raise _refusal(given, written)
    return _of_company(scheme, "".join(fixed), is_class)


def _count(scheme: epc.Scheme) -> int:
    """Components of a URN of the scheme."""
    return 2 + 2 * scheme.pieces + (scheme.tail is not None)


def _of_class(given: Given, written: str, name: str, fixed: list[str], is_class: bool) -> tuple[Pattern, ...]:
    """All but the last component is given: the serial, the lot or the extension is open."""
    scheme = epc.SCHEMES[name]
    # One thing of the class, read as usual, shows how the others start.
    sample = f"urn:epc:{name}:{'.'.join(fixed)}.1"
    try:
        epc.parse(sample)
    except Invalid as refused:
        raise _refusal(given, written) from refused
    one = canonical_epc(sample)
    if scheme.tail == "":
        return (Pattern(Shape.OPENING, one[:-1]),)
    base = one.rsplit("/", 2)[0]
    opening = Pattern(Shape.OPENING, f"{base}/{scheme.tail}/")
    if scheme.tail == "10":
        return (opening,)
    exact = Pattern(Shape.EXACT, base)
    return (exact,) if is_class else (exact, opening)


def _of_company(scheme: epc.Scheme, prefix: str, is_class: bool) -> tuple[Pattern, ...]:
    """Everything of one company prefix, or of all when it is empty.

    Note: canonical identifiers do not say how long their prefix is; a shorter prefix of the same digits fits too.
    """
    qualifier = scheme.tail if scheme.key in _ITEMS else None
    if is_class and scheme.tail != "10" and qualifier:
        qualifier = ""
    base = f"{ROOT}{scheme.key}/{'0' * scheme.zero}"
    leads = "0123456789" if scheme.lead and prefix else ("",)
    return tuple(Pattern(Shape.OPENING, f"{base}{lead}{prefix}", qualifier) for lead in leads)


def _refusal(given: Given, written: str) -> BadQuery:
    example = "urn:epc:idpat:sgtin:8938505970.011.*"
    return given.refusal(
        f"có mẫu sai {quoted(written)}: dấu * chỉ đứng ở các phần cuối, như {example}",
        f"has a malformed pattern {quoted(written)}: * stands for the last components only, as in {example}",
    )
