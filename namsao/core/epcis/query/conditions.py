"""What a query asks of an event, one small value for each parameter; a query asks for all of them at once.

Texts are in the form an index keeps them: identifiers canonical, CBV words bare, moments in UTC, names of
extensions written out (`names.full_name`). Values of one condition are sorted and without repeats: one must fit.
Source: GS1 EPCIS 2.0, section 8.2.7.1 (SimpleEventQuery).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

PER_PAGE = 30
MOST_PER_PAGE = 100


class Op(StrEnum):
    """How a value of the event stands to the value of the query."""

    EQ = "EQ"
    GT = "GT"
    GE = "GE"
    LT = "LT"
    LE = "LE"
    EXISTS = "EXISTS"


class Section(StrEnum):
    """The part of an event in which a name is looked for."""

    EXTENSION = "ext"
    ILMD = "ilmd"
    ERROR = "error"
    READ_POINT = "readPoint"
    BIZ_LOCATION = "bizLocation"
    SENSOR_ELEMENT = "sensorElement"
    SENSOR_METADATA = "sensorMetadata"
    SENSOR_REPORT = "sensorReport"
    BIZ_TRANSACTION = "bizTransaction"
    SOURCE = "source"
    DESTINATION = "destination"


@dataclass(frozen=True, slots=True)
class Field:
    """The field is one of the values.

    name: eventType, action, bizStep, disposition, persistentDisposition.set, persistentDisposition.unset, readPoint,
    bizLocation, eventID, transformationID, errorReason or correctiveEventID.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exists:
    """The event has the field at all. name: errorDeclaration or sensorElementList."""

    name: str


@dataclass(frozen=True, slots=True)
class Moment:
    """The moment stands so to `at` (UTC).

    name: eventTime, recordTime or errorDeclarationTime; of sensors: startTime, endTime, time. sections: where a
    sensor says it, one suffices; () for the event itself. op: GE, LT, GT or LE.
    """

    name: str
    op: Op
    at: datetime
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """The place is one of the values or lies in one, by master data. name: readPoint or bizLocation."""

    name: str
    values: tuple[str, ...]


class Shape(StrEnum):
    """How a pattern fits an identifier in canonical form."""

    EXACT = "exact"
    OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A set of identifiers in canonical form: one (EXACT), or a range by how they start (OPENING).

    All serials of a GTIN: OPENING "…/01/09506000134352/21/"; all its lots: "…/10/"; everything of a company: one
    OPENING for each indicator digit, such as "…/01/19506000", with qualifier "21".
    qualifier: of an OPENING: what must follow somewhere after it, as "/21/"; "" when no further part may follow;
    None when anything may.
    """

    shape: Shape
    text: str
    qualifier: str | None = None

    @property
    def until(self) -> str:
        """The first text after all that starts with `text`: a range is text <= uri < until."""
        return self.text[:-1] + chr(ord(self.text[-1]) + 1)

    def fits(self, uri: str) -> bool:
        """Is the identifier, in canonical form, one of the set?"""
        if self.shape is Shape.EXACT:
            return uri == self.text
        if not uri.startswith(self.text):
            return False
        rest = uri[len(self.text) :]
        if self.qualifier is None:
            return True
        return f"/{self.qualifier}/" in rest if self.qualifier else "/" not in rest


@dataclass(frozen=True, slots=True)
class Match:
    """Something in one of the fields fits one of the patterns.

    fields: names as the event writes them, such as ("epcList", "childEPCs"). is_class: they are lists of quantities,
    and their epcClass counts; else they are identifiers of single things.
    """

    name: str
    fields: tuple[str, ...]
    is_class: bool
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in any list of the event stands so to one of the values. uom: "" for any unit, or none."""

    op: Op
    uom: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sensor:
    """A sensor's word is one of the values. sections: where it may stand, one suffices.

    name: type, deviceID, deviceMetadata, rawData, dataProcessingMethod, bizRules, microorganism, chemicalSubstance,
    stringValue, hexBinaryValue (upper case), uriValue or booleanValue ("true", "false").
    """

    name: str
    sections: tuple[Section, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A number in a sensor report stands so to one of the values.

    name: value, minValue, maxValue, meanValue, sDev, percRank or percValue. uom: "" for any unit.
    """

    name: str
    op: Op
    uom: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A name in a section has a value that stands so to what is asked; with EXISTS it is there and not empty.

    name: of an extension in full (`names.full_name`); of a transaction, source or destination its type.
    is_inner: at any depth inside an extension, not as its top.
    texts, numbers, times: the same values as text and, where they can be read so, as numbers and moments (UTC);
    EQ fits when any of them does; the other operators have exactly one number or one moment.
    """

    section: Section
    name: str
    op: Op
    texts: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()
    times: tuple[datetime, ...] = ()
    is_inner: bool = False


@dataclass(frozen=True, slots=True)
class HasAttribute:
    """Master data of what stands in the field has one of the attributes.

    field: bizStep, disposition, readPoint, bizLocation, or the full name of an extension.
    """

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attribute:
    """Master data of what stands in the field says one of the values for the attribute. field: as HasAttribute."""

    field: str
    name: str
    values: tuple[str, ...]


Condition: TypeAlias = (
    Field | Exists | Moment | Within | Match | Quantity | Sensor | Measure | Key | HasAttribute | Attribute
)


@dataclass(frozen=True, slots=True)
class Query:
    """What to find, in which order and how much of it.

    order_by: eventTime, recordTime or the full name of an extension field. event_count_limit: the first so many are
    enough. max_event_count: more than so many are refused (QueryTooLarge). per_page: 1 to 100.
    """

    conditions: tuple[Condition, ...] = ()
    order_by: str = "eventTime"
    descending: bool = True
    event_count_limit: int | None = None
    max_event_count: int | None = None
    per_page: int = PER_PAGE
    next_page_token: str = ""
