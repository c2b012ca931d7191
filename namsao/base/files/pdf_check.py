"""qpdf alone, with little memory and time. Run as a program it looks at one PDF and says what it found.

It imports nothing of the house. In: the PDF on stdin. Out: JSON, {"pages": 3} or {"fault": "active"}.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

MEMORY_BYTES = 512 << 20  # address space; a real paper of 20 MB needs 100 MB of it
CPU_S = 20

# Source: ISO 32000-1, 12.6.4, types of actions: those that run, fetch, play or send something.
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
}
ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/3D", "/Screen", "/Movie", "/Sound"}
KEYS = ("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent")
PAGE_VIEW = "/GoTo"


def look(content: bytes) -> dict[str, Any]:
    """Pages of the PDF, or its fault: encrypted, broken, active."""
    import pikepdf  # noqa: PLC0415  # after the limits are set

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return {"fault": "encrypted"}
            pages = len(pdf.pages)
            if opens_with_more(pdf.Root) or any(is_active(each) for each in dictionaries(pdf.objects)):
                return {"fault": "active"}
    except pikepdf.PasswordError:
        return {"fault": "encrypted"}
    return {"pages": pages}


def opens_with_more(root: Any) -> bool:
    """Whether opening the file does anything but show a page."""
    import pikepdf  # noqa: PLC0415  # after the limits are set

    action = root.get("/OpenAction")
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) != PAGE_VIEW


def is_active(each: Any) -> bool:
    if any(key in each for key in KEYS):
        return True
    return str(each.get("/S", "")) in ACTIONS or str(each.get("/Subtype", "")) in ANNOTATIONS


def dictionaries(objects: Any) -> Iterator[Any]:
    """Every dictionary of the file, also those no page leads to, without following references twice."""
    import pikepdf  # noqa: PLC0415  # after the limits are set

    waiting = list(objects)
    while waiting:
        each = waiting.pop()
        if isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            yield each
            inside = [each[key] for key in each]
        elif isinstance(each, pikepdf.Array):
            inside = list(each)
        else:
            continue
        # What is named by a reference is in `objects` itself.
        waiting += [one for one in inside if isinstance(one, pikepdf.Object) and not one.is_indirect]


def limit() -> None:
    """Take from this process what a paper does not need. Where the system knows no limits, the clock is left."""
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # A pipe is not a file: what it says still gets out.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    limit()
    try:
        found = look(sys.stdin.buffer.read())
    except Exception:  # noqa: BLE001  # whatever qpdf says about it, it is no PDF we can keep
        found = {"fault": "broken"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
