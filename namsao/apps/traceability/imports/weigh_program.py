"""Whether a document can be read with the memory we have. Run apart; it imports nothing of the house.

In: JSON or XML on stdin. Out: "ok", whatever the document says: only one that breaks the program is refused.
"""

import json
import sys
from contextlib import suppress


def weigh(content: bytes) -> None:
    """Read it once, as the reader of the house will, and forget it."""
    if content.lstrip()[:1] == b"<":
        from lxml import etree  # noqa: PLC0415  # after the limits are set

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            etree.fromstring(content, parser)
        except etree.XMLSyntaxError as trouble:
            if trouble.code == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from trouble
        except ValueError:
            pass  # what it is, the reader says
    else:
        with suppress(ValueError, RecursionError):
            json.loads(content)


if __name__ == "__main__":
    weigh(sys.stdin.buffer.read())
    sys.stdout.write("ok")
