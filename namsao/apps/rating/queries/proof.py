"""What proves the points a producer claims: papers, the samples themselves, and what the trace already shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from namsao.apps.evidence.models import Document
from namsao.apps.rating.models import Attachment, Dossier, Round
from namsao.apps.rating.packs import deadlines
from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import Criterion, Option
from namsao.core.rating.reasons import source_of

TRACE_WORDS = "truy xuất nguồn gốc điện tử"  # how the options of 2.3 and 5.1 (2.2 in sets 21 to 25) name it
LINK_WORDS = "Liên kết chuỗi trong sản xuất"  # the criterion about growers under contract, 1.5 in most sets
SENSORY = "Chỉ tiêu cảm quan"


@dataclass(frozen=True, slots=True)
class Trace:
    """What the trace of a product has.

    labelled: some batch of it that stands has labels. told: its story is written.
    """

    labelled: bool
    told: bool

    @property
    def holds(self) -> bool:
        return self.labelled and self.told


def trace_of(dossier: Dossier) -> Trace:
    product = dossier.product
    labelled = product.batches.filter(voided_at=None, labelled_at__isnull=False).exists()
    return Trace(labelled, bool(product.story.get("vi")))


def trace_option(criterion: Criterion) -> Option | None:
    """The option that asks for electronic tracing; None in most criteria."""
    return next((each for each in criterion.options if TRACE_WORDS in each.label), None)


def asks_for_contracts(criterion: Criterion) -> bool:
    """Whether the criterion is about the share of raw material under contract, which the register can work out."""
    return LINK_WORDS in criterion.title


def attached(dossier: Dossier) -> dict[str, list[Attachment]]:
    """Criterion code -> its attachments in their order, documents and files with them."""
    found: dict[str, list[Attachment]] = {}
    rows = dossier.attachments.select_related("document__party", "document__product", "document__replaced_by")
    for each in rows.prefetch_related("document__files__stored"):
        found.setdefault(each.criterion, []).append(each)
    return found


def evidence(
    criteria_set: CriteriaSet,
    scores: Mapping[str, int],
    papers: Mapping[str, Sequence[Attachment]],
    trace: Trace,
    day: date,
) -> list[Finding]:
    """A finding for each criterion that claims points: proven, or what is missing.

    It blocks where the claim reaches a gate; elsewhere it is advice. What is tasted and seen on the samples is not
    asked for on paper.
    """
    claimed = (
        (criterion, criterion.option(scores[criterion.code]))
        for criterion in criteria_set.criteria
        if criterion.code in scores
    )
    return [
        _proof(criteria_set, criterion, option, papers.get(criterion.code, ()), trace, day)
        for criterion, option in claimed
        if option and option.points
    ]


def _proof(
    criteria_set: CriteriaSet,
    criterion: Criterion,
    option: Option,
    papers: Sequence[Attachment],
    trace: Trace,
    day: date,
) -> Finding:
    code = criterion.code
    reached = [gate.stars for gate in criterion.gates if gate.level <= option.level]
    state, why, remedy = _judged(criterion, option, papers, trace, day)
    gate = f"Mức này là điều kiện của hạng {max(reached)} sao." if reached else ""
    return Finding(
        code=f"dossier.evidence.{code}",
        state=state,
        severity=Severity.BLOCKING if reached else Severity.ADVISORY,
        what=f"Minh chứng {code} {criterion.title}: tự chấm {option.points} điểm",
        what_en=f"Evidence for {code}: {option.points} points claimed",
        why=" ".join(filter(None, [why, gate if state is State.MISSING else ""])),
        remedy=remedy,
        source=source_of(criteria_set, code),
        verify=code in criteria_set.doubtful,
    )


def _judged(
    criterion: Criterion, option: Option, papers: Sequence[Attachment], trace: Trace, day: date
) -> tuple[State, str, str]:
    """State, why and remedy."""
    if option == trace_option(criterion):
        if trace.holds:
            return State.MET, "Sổ có lô đã in tem truy xuất và câu chuyện sản phẩm trên trang quét mã.", ""
        return State.MISSING, "Mức này cần mã truy xuất điện tử.", trace_remedy(trace)
    if criterion.section_title.startswith(SENSORY):
        return State.NOT_APPLICABLE, "Hội đồng chấm trên sản phẩm mẫu.", ""
    good = [each for each in papers if is_proof(each.document, day)]
    if good:
        return State.MET, f"{len(good)} giấy.", ""
    return State.MISSING, _why_none(papers, day), "Gắn giấy từ kho minh chứng, hoặc hạ mức tự chấm."


def trace_remedy(trace: Trace) -> str:
    todo = []
    if not trace.labelled:
        todo.append("ghi một lô sản xuất và in tem cho lô đó")
    if not trace.told:
        todo.append("viết câu chuyện sản phẩm")
    return f"{'; '.join(todo).capitalize()}." if todo else ""


def is_proof(document: Document, day: date) -> bool:
    """A current paper, in force, with something to read."""
    return (
        document.is_current
        and document.state_on(day) not in {Document.State.EXPIRED, Document.State.NOT_YET}
        and bool(document.files.all())
    )


def _why_none(papers: Sequence[Attachment], day: date) -> str:
    if not papers:
        return "Chưa gắn giấy nào."
    documents = [each.document for each in papers]
    if any(each.replaced_by_id for each in documents):
        return "Giấy đang gắn đã có bản mới thay."
    if any(each.withdrawn_at for each in documents):
        return "Giấy đang gắn đã rút khỏi kho."
    if any(each.state_on(day) == Document.State.EXPIRED for each in documents):
        return "Giấy đang gắn đã hết hạn."
    if any(each.state_on(day) == Document.State.NOT_YET for each in documents):
        return "Giấy đang gắn chưa đến ngày hiệu lực."
    return "Giấy đang gắn chưa có tệp nào."


def expiries(papers: Mapping[str, Sequence[Attachment]], day: date, until: date) -> list[Finding]:
    """Papers that have ended, or end before the round does; one finding a paper."""
    documents: dict[int, tuple[Document, list[str]]] = {}
    for code, rows in papers.items():
        for each in rows:
            documents.setdefault(each.document_id, (each.document, []))[1].append(code)
    ending = ((document, codes) for document, codes in documents.values() if document.valid_to)
    return [
        _expiry(document, codes, day, until)
        for document, codes in ending
        if document.valid_to and document.valid_to < until
    ]


def _expiry(document: Document, codes: Iterable[str], day: date, until: date) -> Finding:
    ended = bool(document.valid_to and document.valid_to < day)
    # Note: the label of a restricted paper is its kind alone.
    return Finding(
        code=f"dossier.expiry.{document.pk}",
        state=State.FAILED if ended else State.WARNING,
        severity=Severity.ADVISORY,
        what=f"{document}: " + ("đã hết hạn" if ended else "hết hạn trước khi xong đợt đánh giá"),
        what_en="A paper has ended, or ends before the round does",
        why=f"Đến hết ngày {document.valid_to:%d/%m/%Y}; đợt xong trước {until:%d/%m/%Y}. "
        f"Dùng cho tiêu chí {', '.join(codes)}.",
        remedy="Xin gia hạn rồi thay bản mới trong kho minh chứng.",
    )


def round_ends(dossier: Dossier, day: date) -> date:
    """The day the dossier's round is over: of its own round, or of the next regular one it can reach."""
    if dossier.round:
        return dossier.round.evaluate_before
    return deadlines().next_round(Round.Level.PROVINCE, day).evaluate_before
