"""What a dossier still lacks before it can be filed, as findings."""

from collections.abc import Iterator
from datetime import date

from namsao.apps.evidence.models import Document
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.form02 import texts_of
from namsao.apps.rating.models import Dossier, Representative
from namsao.apps.rating.packs import criteria_of, deadlines
from namsao.apps.rating.queries import proof
from namsao.apps.rating.queries.offers import DECREE, TOURISM_SET, applicant, certificate_of
from namsao.apps.rating.queries.selfscore import sheet_of, unanswered
from namsao.apps.rating.queries.window import window_of
from namsao.base.ui.days import show_day
from namsao.core.finding import Finding, Severity, State
from namsao.core.rating.criteria import CriteriaSet
from namsao.core.rating.criterion import CERTIFIED
from namsao.core.rating.sheet import Sheet
from namsao.core.rating.stops import STOPS, printed
from namsao.core.rating.tally import tally

FORM02 = f"{DECREE}, Phụ lục III, Mẫu số 02"
# Stops that a paper of the library answers: stop -> box of Form 02.
PAPER_OF_STOP = {
    "food_safety": "food_safety",
    "licence": "other_conditions",
    "declaration": "quality_declaration",
}


def findings(dossier: Dossier, day: date) -> list[Finding]:
    """Everything the law and the form ask of the dossier, in the order one works through it.

    Source: Decision 26/2026/QĐ-TTg, arts. 2.3, 6.1, 6.2d, 7.5, 7.6a; Forms 01 and 02.
    """
    criteria_set = criteria_of(dossier)
    sheet = sheet_of(criteria_set, dossier.self_scores)
    papers, trace = proof.attached(dossier), proof.trace_of(dossier)
    return [
        applicant(dossier.product.party, dossier.set_number),
        *_contact(dossier),
        *_product(dossier),
        *_kind(dossier, criteria_set, sheet, day),
        *_representative(dossier),
        *_texts(dossier),
        *_scores(criteria_set, sheet),
        *proof.evidence(criteria_set, sheet, papers, trace, day),
        *_trace_hint(criteria_set, sheet, trace),
        *proof.expiries(papers, day, proof.round_ends(dossier, day)),
        *_stops(dossier, criteria_set, sheet, day),
        _samples(dossier),
    ]


def blocking(found: list[Finding]) -> list[Finding]:
    return [each for each in found if each.is_blocking]


def _contact(dossier: Dossier) -> Iterator[Finding]:
    party = dossier.product.party
    lacking = [name for name, value in (("địa chỉ", party.address), ("điện thoại", party.phone)) if not value]
    yield _found(
        "dossier.contact",
        Severity.ADVISORY,
        "Địa chỉ, điện thoại của chủ thể",
        is_met=not lacking,
        why=f"Chưa có {' và '.join(lacking)}: Mẫu 01 sẽ để dòng trống." if lacking else "",
        remedy="Bổ sung vào thông tin chủ thể.",
        source=f"{DECREE}, Phụ lục III, Mẫu số 01",
    )


def _product(dossier: Dossier) -> Iterator[Finding]:
    product = dossier.product
    if product.set_number != dossier.set_number:
        yield Finding(
            code="dossier.product.set",
            state=State.FAILED,
            severity=Severity.BLOCKING,
            what="Sản phẩm đã đổi sang bộ tiêu chí khác",
            what_en="The product now belongs to another criteria set",
            why=f"Hồ sơ mở theo bộ {dossier.set_number}, sản phẩm nay thuộc bộ {product.set_number}.",
            remedy="Rút hồ sơ này rồi mở hồ sơ mới.",
        )
    if dossier.set_number != TOURISM_SET:
        yield _found(
            "dossier.product.facility",
            Severity.ADVISORY,
            "Nơi sản xuất",
            is_met=product.facility_id is not None,
            why="Sổ chưa ghi cơ sở sản xuất của sản phẩm.",
            remedy="Chọn cơ sở sản xuất ở trang sản phẩm.",
        )
    yield _found(
        "dossier.product.photo",
        Severity.ADVISORY,
        "Ảnh sản phẩm",
        is_met=product.photo_id is not None,
        why="Hội đồng và trang quét mã cần ảnh.",
        remedy="Thêm ảnh ở trang sản phẩm.",
    )


def _kind(dossier: Dossier, criteria_set: CriteriaSet, sheet: Sheet, day: date) -> Iterator[Finding]:
    """What an upgrade aims at, when a re-evaluation is filed, and whether the self score reaches three stars."""
    certificate = certificate_of(dossier.product, day)
    stars = tally(criteria_set, sheet).stars if sheet else 0
    if dossier.kind == Kind.UPGRADE:
        held = certificate.stars if certificate else 0
        yield _found(
            "dossier.upgrade",
            Severity.BLOCKING,
            f"Tự chấm cao hơn {held} sao đang có",
            is_met=stars > held,
            why=f"Tự chấm mới được {stars} sao.",
            remedy="Chấm lại, hoặc xem đường ngắn nhất lên hạng ở trang hồ sơ.",
            source=f"{DECREE}, Điều 7 khoản 5",
        )
    elif sheet:
        yield _found(
            "dossier.stars",
            Severity.ADVISORY,
            "Tự chấm từ 3 sao trở lên",
            is_met=stars in CERTIFIED,
            why=f"Tự chấm mới được {stars} sao; dưới 3 sao không được công nhận.",
            remedy="Xem đường ngắn nhất lên hạng ở trang hồ sơ.",
            source=f"{DECREE}, Điều 4 khoản 1",
        )
    if dossier.kind == Kind.REEVALUATION and certificate and dossier.first_filed_on is None:
        _opens, closes = window_of(certificate)
        yield Finding(
            code="dossier.window",
            state=State.WARNING if day > closes else State.MET,
            severity=Severity.ADVISORY,
            what=f"Nộp đánh giá lại trước hết ngày {show_day(closes)}",
            what_en=f"Re-evaluation is filed by {closes:%Y-%m-%d}",
            why="Đã quá hạn: hồ sơ vẫn nhận nhưng ghi là nộp muộn; chỉ tỉnh mới kéo dài được giấy."
            * (day > closes),
            remedy="Nộp càng sớm càng tốt.",
            source=f"{DECREE}, Điều 7 khoản 6 điểm a, Điều 12 khoản 3",
        )


def _representative(dossier: Dossier) -> Iterator[Finding]:
    person = Representative.objects.filter(party=dossier.product.party_id).first()
    yield _found(
        "dossier.representative",
        Severity.BLOCKING,
        "Người đại diện theo pháp luật",
        is_met=bool(person and person.name),
        why="Mẫu 02 cần họ tên người đại diện.",
        remedy="Ghi họ tên, chức vụ người đại diện.",
        source=f"{FORM02}, Phần I.5",
    )
    if person and person.name:
        yield _found(
            "dossier.representative.personal",
            Severity.NOTE,
            "Giới tính, dân tộc của người đại diện",
            is_met=bool(person.consent_on and person.gender and person.ethnicity),
            why="Chỉ ghi khi người đại diện đồng ý; không ghi thì Mẫu 02 để dòng trống.",
            remedy="Hỏi ý người đại diện.",
            source=f"{FORM02}, Phần I.5; Luật 91/2025/QH15",
        )


def _texts(dossier: Dossier) -> Iterator[Finding]:
    for text in texts_of(dossier.kind):
        yield _found(
            f"dossier.text.{text.key}",
            Severity.BLOCKING if text.needed else Severity.ADVISORY,
            str(text.label),
            is_met=bool(dossier.texts.get(text.key, "").strip()),
            why="Chưa viết.",
            remedy=str(text.hint),
            source=f"{FORM02}, mục {text.item}",
        )


def _scores(criteria_set: CriteriaSet, sheet: Sheet) -> Iterator[Finding]:
    for part in criteria_set.parts:
        for section in part.sections:
            left = unanswered(section, sheet)
            yield _found(
                f"dossier.score.{section.code}",
                Severity.BLOCKING,
                f"Tự chấm mục {section.code}. {section.title}",
                is_met=not left,
                why=f"Còn {len(left)} tiêu chí: {', '.join(each.code for each in left)}.",
                remedy="Chọn một mức cho từng tiêu chí; không đạt mức nào thì chọn “Không đạt mức nào”.",
                source=f"{FORM02}, Phần III",
            )


def _trace_hint(criteria_set: CriteriaSet, sheet: Sheet, trace: proof.Trace) -> Iterator[Finding]:
    """Where the trace would earn points that are not claimed, or could soon."""
    for criterion in criteria_set.criteria:
        option = proof.trace_option(criterion)
        if option is None or sheet.get(criterion.code) == option.seq:
            continue  # claimed: `proof.evidence` judges it
        yield Finding(
            code=f"dossier.trace.{criterion.code}",
            state=State.MET if trace.holds else State.MISSING,
            severity=Severity.NOTE,
            what=f"{criterion.code} {criterion.title}: mã truy xuất điện tử",
            what_en=f"{criterion.code}: electronic tracing",
            why="Sổ đã có lô in tem và câu chuyện: phần truy xuất của mức cao nhất đã đủ."
            if trace.holds
            else "Mức cao nhất cần mã truy xuất điện tử.",
            remedy=proof.trace_remedy(trace),
        )


def _stops(dossier: Dossier, criteria_set: CriteriaSet, sheet: Sheet, day: date) -> Iterator[Finding]:
    """What ends a rating under this set: answered from the library where a paper answers it, else to be looked at."""
    library = Document.objects.usable(day).for_product(dossier.product)
    held = set(library.exclude(tick="").values_list("tick", flat=True))
    for stop in printed(criteria_set):
        tick = PAPER_OF_STOP.get(stop.code)
        is_met = bool(tick and tick in held)
        if stop.code == "sensory_zero":
            zero = [code for code, seq in sheet.items() if code.startswith("6.") and seq == 0]
            is_met = not zero
        yield Finding(
            code=f"dossier.{'stop' if tick else 'caution'}.{stop.code}",
            state=State.MET if is_met else State.MISSING if tick else State.UNKNOWN,
            severity=Severity.ADVISORY if tick else Severity.NOTE,
            what=f"Điều làm hồ sơ bị loại: {stop.vi[:1].lower()}{stop.vi[1:]}",
            what_en=f"Ends the rating: {stop.en}",
            why="Kho minh chứng có giấy còn hạn." if is_met and tick else "",
            remedy="Thêm giấy này vào kho minh chứng, nếu pháp luật bắt buộc với sản phẩm."
            if tick
            else "Tự soát lại; nếu có thì khắc phục trước khi nộp.",
            source=f"{DECREE}, {STOPS[stop.code].article}",
        )


def _samples(dossier: Dossier) -> Finding:
    count = deadlines().samples_of(dossier.set_number)
    return Finding(
        code="dossier.samples",
        state=State.UNKNOWN if count else State.NOT_APPLICABLE,
        severity=Severity.NOTE,
        what=f"{count} sản phẩm mẫu gửi kèm hồ sơ" if count else "Sản phẩm mẫu: nhóm du lịch không phải gửi",
        what_en=f"{count} samples go with the dossier",
        why="Xã nhận mẫu và ghi vào sổ." if count else "",
        remedy="Mang mẫu lên xã khi nộp." if count else "",
        source=f"{DECREE}, Điều 6 khoản 2 điểm d",
    )


def _found(
    code: str,
    severity: Severity,
    what: str,
    *,
    is_met: bool,
    why: str = "",
    remedy: str = "",
    source: str = "",
) -> Finding:
    """A finding that is met, or missing with why and what to do."""
    return Finding(
        code=code,
        state=State.MET if is_met else State.MISSING,
        severity=severity,
        what=what,
        why="" if is_met else why,
        remedy="" if is_met else remedy,
        source=source,
    )
