"""Laboratory results the advisory group asks a producer for."""

from datetime import date, datetime

from django.db import transaction

from namsao.apps.evidence.actions import mark_used
from namsao.apps.evidence.models import Document
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Dossier, TestRequest
from namsao.apps.rating.queries.holding import held
from namsao.apps.rating.queries.laboratory import reports_for
from namsao.base.audit.actions import record
from namsao.base.ui.display import VIETNAM
from namsao.base.work.actions import settle
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow


@transaction.atomic
def ask_test(
    *, dossier: Dossier, what: str, why: str = "", due: date | None = None, by: Actor, at: datetime
) -> TestRequest:
    """Ask the producer for a laboratory report. Writes: one TestRequest, one audit entry.

    Raises: NotAllowedNow unless the dossier is with the advisory group; BadValue naming the field.
    Source: Decision 26/2026/QĐ-TTg, art. 7.3c.
    """
    dossier = held(dossier)
    if dossier.state != State.ACCEPTED:
        raise NotAllowedNow(
            f"Chỉ yêu cầu kiểm nghiệm khi Tổ tư vấn đang xem; hồ sơ này {State(dossier.state).label}.",
            f"Tests are asked for while the group works on it; it is in state {dossier.state!r}.",
        )
    if not what.strip():
        raise BadValue("Hãy ghi chỉ tiêu cần kiểm nghiệm.", "Say what to test.", "what")
    if due and due < at.astimezone(VIETNAM).date():
        raise BadValue("Hạn nộp phiếu đã qua.", "The day lies in the past.", "due")
    request = TestRequest.objects.create(
        dossier=dossier, what=what.strip(), why=why.strip(), due=due, asked_at=at, asked_by_id=by.id
    )
    record(by=by, at=at, verb="ask_test", target=request)
    return request


@transaction.atomic
def answer_test(*, test: TestRequest, document: Document, by: Actor, at: datetime) -> TestRequest:
    """Answer with a test report from the evidence library; it is kept as it is from now on.

    Writes: the TestRequest, the document's mark of use, one audit entry.
    Raises: AlreadyDone when it is answered or dropped; BadValue for a paper that is no test report of the product.
    """
    test = _open(test)
    if not reports_for(test).filter(pk=document.pk).exists():
        raise BadValue(
            "Hãy chọn một phiếu kiểm nghiệm của sản phẩm này.",
            "Choose a test report of this product.",
            "document",
        )
    if not document.files.exists():
        raise BadValue(
            "Phiếu này chưa có tệp. Hãy tải bản chụp lên trước.", "The report has no file.", "document"
        )
    test.answer, test.answered_at = document, at
    test.save(update_fields=["answer", "answered_at"])
    mark_used(document=document, by=by, at=at)
    record(by=by, at=at, verb="answer_test", target=test)
    settle(key=f"test:{test.pk}", by=by, at=at)
    return test


@transaction.atomic
def drop_test(*, test: TestRequest, why: str, by: Actor, at: datetime) -> TestRequest:
    """Say that the result is no longer needed. Writes: the TestRequest, one audit entry.

    Raises: AlreadyDone when it is answered or dropped; BadValue without a reason.
    """
    test = _open(test)
    if not why.strip():
        raise BadValue("Hãy ghi vì sao không cần nữa.", "Say why it is not needed.", "why")
    test.dropped_why = why.strip()
    test.save(update_fields=["dropped_why"])
    record(by=by, at=at, verb="drop_test", target=test, why=test.dropped_why)
    settle(key=f"test:{test.pk}", by=by, at=at)
    return test


def _open(test: TestRequest) -> TestRequest:
    locked = TestRequest.objects.select_for_update(of=("self",))
    test = locked.select_related("dossier__product").get(pk=test.pk)
    if not test.is_open:
        raise AlreadyDone(
            "Yêu cầu này đã được trả lời hoặc đã bỏ.", "This request is answered or dropped already."
        )
    return test
