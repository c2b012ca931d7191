"""What a trace shows of the making of a lot, event by event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from namsao.core.epcis.canonical import short_word
from namsao.core.epcis.events import STEP
from namsao.core.processes.template import EventKind, kind_of

STAGE = "namsao:stage"
"""Our extension of an event: the code of the stage of the template that was done."""

_PREFIX, _RESERVED = "namsao:", frozenset({STAGE, STEP})


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing done to a lot.

    stage: code of the stage when the record names it, else "". biz_step: short name of CBV, "" when unknown.
    kind: None when unknown. fields: code -> value, as asked for by the stage.
    """

    done_on: date
    stage: str = ""
    biz_step: str = ""
    kind: EventKind | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


def seen_in(event: Mapping[str, Any]) -> Seen:
    """What an EPCIS event in JSON-LD tells: the day is that of the clock where it happened.

    Its data are the members under our prefix, of the event or of its ilmd: "namsao:vessel" is the field "vessel".
    Events declared to be errors are the caller's to leave out.
    Raises: ValueError for a time or an offset that cannot be read.
    """
    offset = datetime.strptime(event["eventTimeZoneOffset"], "%z").tzinfo
    members = {**event.get("ilmd", {}), **event}
    return Seen(
        done_on=datetime.fromisoformat(event["eventTime"]).astimezone(offset).date(),
        stage=event.get(STAGE, ""),
        biz_step=short_word("bizStep", event.get("bizStep", "")),
        kind=kind_of(event["type"], event.get("action", "")),
        fields={
            name.removeprefix(_PREFIX): value
            for name, value in members.items()
            if name.startswith(_PREFIX) and name not in _RESERVED
        },
    )
