"""What is wrong with a query, named after its parameter and said in two languages."""

from enum import StrEnum

from namsao.core.errors import Refused
from namsao.core.gs1.errors import quoted


class Kind(StrEnum):
    """The exceptions of the standard that a query can end in. Source: EPCIS 2.0, section 8.2.3; openapi.json."""

    PARAMETER = "QueryParameterException"
    VALIDATION = "QueryValidationException"
    TOO_COMPLEX = "QueryTooComplexException"


class BadQuery(Refused):
    """A query that cannot be read.

    parameter: its name as it was given, "" when it concerns the whole query.
    kind: PARAMETER for a name or a value, VALIDATION for a body of another shape, TOO_COMPLEX for too much of it.
    """

    def __init__(self, parameter: str, what: str, what_en: str, kind: Kind = Kind.PARAMETER) -> None:
        about, about_en = ("Câu hỏi", "The query") if not parameter else (quoted(parameter),) * 2
        super().__init__(f"{about} {what}.", f"{about_en} {what_en}.", field=parameter or None)
        self.args = (parameter, what, what_en, kind)  # so that a pickled copy can be made again
        self.parameter = parameter
        self.kind = kind
