"""The headers GS1-…: versions, formats, limits; what we announce, and what a request may ask for.

Source: EPCIS 2.0, section 12.4 and the REST binding.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from namsao import __version__
from namsao.apps.traceability.api.problems import Problem
from namsao.core.epcis.events import NAMESPACE

# What we speak, newest first. EPCIS 1.2 is read and written in XML only.
EPCIS_VERSIONS = ((2, 0, 0), (1, 2, 0))
CBV_VERSIONS = ((2, 0, 0), (1, 2, 2))
CAPTURE_LIMIT = 5_000  # events
CAPTURE_SIZE_LIMIT = 10_000_000  # bytes

EPC_FORMATS = ("No_Preference", "Always_GS1_Digital_Link", "Always_EPC_URN", "Never_Translates")
CBV_FORMATS = ("No_Preference", "Always_Web_URI", "Always_URN", "Never_Translates")
BEHAVIOURS = ("rollback", "proceed")

ALWAYS = {
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "GS1-Extensions": f"namsao={NAMESPACE}",
    "GS1-Vendor-Version": f"namsao-{__version__}",
}
DISCOVERY = ALWAYS | {
    "GS1-EPCIS-Min": "1.2.0",
    "GS1-EPCIS-Max": "2.0.0",
    "GS1-CBV-Min": "1.2.2",
    "GS1-CBV-Max": "2.0.0",
    # Note: the binding has events translated to Digital Link unless asked otherwise; ours come back as they came.
    "GS1-EPC-Format": "Never_Translates",
    "GS1-CBV-XML-Format": "Never_Translates",
}
LIMITS = {
    "GS1-EPCIS-Capture-Limit": str(CAPTURE_LIMIT),
    "GS1-EPCIS-Capture-File-Size-Limit": str(CAPTURE_SIZE_LIMIT),
}
CAPTURE_DISCOVERY = DISCOVERY | LIMITS | {"GS1-Capture-Error-Behaviour": "all"}

_VERSION = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,4}))?(?:\.([0-9]{1,4}))?")
_EXTENSION = re.compile(r"([A-Za-z][\w.-]*)\s*=\s*(\S+)")

Version = tuple[int, int, int]


@dataclass(frozen=True)
class Wanted:
    """How the other side wants events written. version: of EPCIS, the newest that both speak."""

    version: Version
    epc_format: str
    cbv_format: str


def wanted(request: HttpRequest) -> Wanted:
    """Raises: Problem when a header cannot be met or read."""
    version = _newest(request, "EPCIS", EPCIS_VERSIONS)
    _newest(request, "CBV", CBV_VERSIONS)
    return Wanted(
        version,
        choice(request, "GS1-EPC-Format", EPC_FORMATS, "Never_Translates"),
        choice(request, "GS1-CBV-XML-Format", CBV_FORMATS, "Never_Translates"),
    )


def check_sent_versions(request: HttpRequest) -> None:
    """The versions of what is sent must be ones we read. Raises: Problem."""
    for name, known in (("GS1-EPCIS-Version", EPCIS_VERSIONS), ("GS1-CBV-Version", CBV_VERSIONS)):
        given = _version(request, name)
        if given and given[:2] not in {each[:2] for each in known}:
            shown = " or ".join(map(_shown, known))
            raise Problem("NotAcceptableException", f"{name}: we read {shown}.")


def choice(request: HttpRequest, name: str, choices: tuple[str, ...], usual: str) -> str:
    """A header that is one of a few words. Raises: Problem."""
    given = request.headers.get(name, "").strip()
    if given and given not in choices:
        raise Problem("ValidationException", f"{name} is one of {', '.join(choices)}.")
    return given or usual


def prefixes(request: HttpRequest) -> Mapping[str, str]:
    """prefix -> namespace, as the request declares them; what cannot be read declares nothing."""
    header = request.headers.get("GS1-Extensions", "")
    found = (_EXTENSION.fullmatch(each.strip()) for each in header.split(","))
    return {each[1]: each[2] for each in found if each}


def _newest(request: HttpRequest, standard: str, known: tuple[Version, ...]) -> Version:
    """The newest version we speak within the range of the request. Raises: Problem."""
    lowest = _version(request, f"GS1-{standard}-Min") or (0, 0, 0)
    highest = _version(request, f"GS1-{standard}-Max") or (9999, 0, 0)
    for each in known:
        # A range that ends at 2.0 takes in 2.0.1: a third number never changes what is said.
        if lowest[:2] <= each[:2] <= highest[:2]:
            return each
    raise Problem(
        "NotAcceptableException",
        f"GS1-{standard}-Min and GS1-{standard}-Max: we speak {_shown(known[-1])} to {_shown(known[0])}.",
    )


def _version(request: HttpRequest, name: str) -> Version | None:
    text = request.headers.get(name, "").strip()
    if not text:
        return None
    found = _VERSION.fullmatch(text)
    if not found:
        raise Problem("NotAcceptableException", f"{name} is a version such as 2.0.0.")
    first, second, third = (int(each or 0) for each in found.groups())
    return first, second, third


def _shown(version: Version) -> str:
    return ".".join(map(str, version))
