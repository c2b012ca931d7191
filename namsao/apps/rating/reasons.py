"""Why a dossier goes back, in words the producer can act upon."""

from collections.abc import Sequence
from dataclasses import dataclass

from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.core.errors import BadValue
from namsao.core.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a dossier goes back. criterion: its code, "" when the reason concerns the whole dossier."""

    text: str
    criterion: str = ""


def in_lines(dossier: Dossier, reasons: Sequence[Reason]) -> str:
    """The reasons as the producer reads them, one a line, a criterion's with its number.

    Raises: BadValue when there is none, or a criterion the set does not have.
    """
    criteria_set = criteria_of(dossier)
    lines = []
    for each in reasons:
        if each.criterion and each.criterion not in criteria_set:
            raise BadValue("Bộ tiêu chí không có mục này.", f"No criterion {each.criterion!r}.", "why")
        text = " ".join(nfc(each.text).split())
        if text:
            lines.append(f"{each.criterion}: {text}" if each.criterion else text)
    if not lines:
        raise BadValue(
            "Hãy ghi ít nhất một lý do để chủ thể biết cần sửa gì.", "A return needs a reason.", "why"
        )
    return "\n".join(lines)
