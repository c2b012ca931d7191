"""What the commune does with a dossier: Form 03, back to the producer, on to the province."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from namsao.apps.products.actions import assign_ocop_code
from namsao.apps.rating.actions.moves import Paper, move
from namsao.apps.rating.flow import State, after
from namsao.apps.rating.models import CommuneReport, Dossier, Move
from namsao.apps.rating.queries.form03 import ITEMS, draft_of, readiness
from namsao.apps.rating.queries.holding import held
from namsao.apps.rating.reasons import Reason, in_lines
from namsao.base.audit.actions import record
from namsao.base.files.models import StoredFile
from namsao.base.ui.display import VIETNAM
from namsao.core.actor import Actor
from namsao.core.errors import BadValue, NotAllowedNow
from namsao.core.rating.papers import check_day
from namsao.core.vietnamese import nfc

TEXTS = [item.key for item in ITEMS]
VERDICTS = [f"{item.key}_verdict" for item in ITEMS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The two papers a commune issues. letter: the signed proposal as a file, when there is one."""

    report_no: str
    report_on: date
    letter_no: str
    letter_on: date
    letter: StoredFile | None = None


@transaction.atomic
def write_form03(*, dossier: Dossier, said: Mapping[str, str], by: Actor, at: datetime) -> CommuneReport:
    """Save the draft of Form 03; what is not in `said` stays.

    said: "material", "material_verdict" and so on, any of the eight. Writes: the CommuneReport; one audit entry
    when it is begun or another hand goes on with it, not for each saving.
    Raises: NotAllowedNow unless the dossier is with the commune; BadValue naming the field.
    Source: Decision 26/2026/QĐ-TTg, art. 7.2a and Form 03.
    """
    dossier = held(dossier)
    _check_with_commune(dossier)
    report = draft_of(dossier) or CommuneReport(dossier=dossier)
    for name, text in said.items():
        _put(report, name, text)
    is_new_hand = report.pk is None or report.changed_by_id != by.id
    report.changed_at, report.changed_by_id = at, by.id
    report.save()
    if is_new_hand:
        record(by=by, at=at, verb="write_form03", target=report)
    return report


@transaction.atomic
def return_to_producer(*, dossier: Dossier, reasons: Sequence[Reason], by: Actor, at: datetime) -> Move:
    """Give the dossier back to be completed; the first filing day stays.

    Writes: as `move`. News: dossier_moved. Raises: BadValue without a reason; NotAllowedNow.
    Source: Decision 26/2026/QĐ-TTg, art. 7.2a.
    """
    why = in_lines(dossier, reasons)
    return move(dossier=dossier, verb="return_to_producer", by=by, at=at, why=why)


@transaction.atomic
def propose(*, dossier: Dossier, letters: Letters, by: Actor, at: datetime) -> CommuneReport:
    """Issue Form 03 and propose the product to the province; a product without an OCOP code gets one.

    Writes: the CommuneReport, locked from now on; perhaps the Product's code; as `move`. News: dossier_moved.
    Raises: NotAllowedNow naming what lacks; BadValue naming the field.
    Source: Decision 26/2026/QĐ-TTg, arts. 6.2 and 7.2b.
    """
    dossier = held(dossier)
    after("propose", dossier.state)
    report = draft_of(dossier)
    lacking = next((each for each in readiness(dossier, report) if each.is_blocking), None)
    if lacking or report is None:
        what, what_en = (lacking.what, lacking.what_en) if lacking else ("Mẫu số 03", "Form 03")
        raise NotAllowedNow(
            f"Chưa đề nghị được: còn thiếu “{what}”.", f"Not ready to be proposed: {what_en} is missing."
        )
    _check_letters(dossier, letters, at.astimezone(VIETNAM).date())
    report.report_no, report.report_on = letters.report_no.strip(), letters.report_on
    report.letter_no, report.letter_on = letters.letter_no.strip(), letters.letter_on
    report.letter = letters.letter
    report.changed_at, report.changed_by_id, report.issued_at = at, by.id, at
    report.save()
    if not dossier.product.ocop_code:
        assign_ocop_code(product=dossier.product, place=dossier.place, by=by, at=at)
    paper = Paper(report.letter_no, report.letter_on, report.letter)
    move(dossier=dossier, verb="propose", by=by, at=at, paper=paper)
    return report


def _check_with_commune(dossier: Dossier) -> None:
    if dossier.state != State.FILED:
        label = State(dossier.state).label
        raise NotAllowedNow(
            f"Mẫu số 03 chỉ viết khi hồ sơ đang ở xã; hồ sơ này {label}.",
            f"Form 03 is written while the dossier is with the commune; it is in state {dossier.state!r}.",
        )


def _put(report: CommuneReport, name: str, text: str) -> None:
    if name in TEXTS:
        setattr(report, name, nfc(text).strip())
    elif name in VERDICTS and text in {"", *CommuneReport.Verdict.values}:
        setattr(report, name, text)
    else:
        raise BadValue("Hãy chọn kết luận trong danh sách.", f"{name} cannot be {text!r}.", name)


def _check_letters(dossier: Dossier, letters: Letters, today: date) -> None:
    for name in ("report_no", "letter_no"):
        if not getattr(letters, name).strip():
            raise BadValue("Hãy ghi số văn bản.", "The paper needs its number.", name)
    for name in ("report_on", "letter_on"):
        check_day(
            getattr(letters, name),
            today,
            not_before=dossier.first_filed_on,
            than="ngày chủ thể nộp hồ sơ",
            field=name,
        )
