"""What is wrong with a GS1 identifier, named and said in two languages."""

from namsao.core.errors import BadValue


class Invalid(BadValue, ValueError):
    """A text that is not the GS1 identifier it claims to be.

    code: stable name of the reason, such as "csum" or "duplicate_ai"; tests and translations key on it.
    what: the reason and the way out, in English; what_vi: the same in Vietnamese.
    """

    def __init__(self, code: str, what: str, what_vi: str) -> None:
        super().__init__(what_vi, what)
        self.args = (code, what, what_vi)  # so that a pickled copy can be made again
        self.code = code
        self.what = what
        self.what_vi = what_vi


class BadKey(Invalid):
    """Not a GS1 key, or parts that do not make one."""


class BadAi(Invalid):
    """An unknown application identifier, or a value it does not allow."""


class BadElementString(Invalid):
    """Not a GS1 element string, or identifiers that must not stand together."""


class BadLink(Invalid):
    """Not a GS1 Digital Link URI."""


class BadUrn(Invalid):
    """Not an EPC pure identity URN of a GS1 key."""


def quoted(text: str) -> str:
    """`text` as shown inside a sentence: printable, in quotation marks, shortened when long."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    return "“" + "".join(c if c.isprintable() else "�" for c in shown) + "”"
