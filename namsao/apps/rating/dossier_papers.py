"""The producer's papers: Form 01, Form 02, and the whole paper set of a dossier as one PDF."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from namsao.apps.evidence.models import Document
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.form02 import texts_of
from namsao.apps.rating.models import Attachment, Dossier
from namsao.apps.rating.packs import criteria_of, deadlines
from namsao.apps.rating.queries.personal import HIDDEN, masked, representative_said
from namsao.apps.rating.queries.proof import attached, trace_of, trace_option
from namsao.apps.rating.queries.selfscore import sheet_of
from namsao.base.access.policy import may, rows
from namsao.base.ui.display import VIETNAM
from namsao.base.ui.documents import paper
from namsao.base.ui.pdf_lists import Part, bind
from namsao.core.actor import Actor
from namsao.core.errors import BadValue
from namsao.core.rating.criterion import Criterion
from namsao.core.rating.sheet import parts as points_of_parts

PICTURE = "image/"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a paper is made.

    personal: may read the representative's fields. opens: attachments whose files go in.
    """

    personal: bool
    opens: frozenset[int]


def reader_of(dossier: Dossier, actor: Actor) -> Reader:
    opened = rows(actor, "open", Attachment).filter(dossier=dossier).values_list("pk", flat=True)
    return Reader(may(actor, "see_personal", dossier), frozenset(opened))


def form01(dossier: Dossier, reader: Reader, at: datetime) -> bytes:
    """Form 01, filled from what is known. Source: Decision 26/2026/QĐ-TTg, Appendix III."""
    return paper("rating/form01", _form01(dossier, reader, at), at=at, title=f"Mẫu số 01: {dossier.product}")


def form02(dossier: Dossier, reader: Reader, at: datetime) -> bytes:
    """Form 02 with the table of the self score. Source: Decision 26/2026/QĐ-TTg, Appendix III."""
    return paper("rating/form02", _form02(dossier, reader, at), at=at, title=f"Mẫu số 02: {dossier.product}")


def dossier_pdf(dossier: Dossier, reader: Reader, at: datetime) -> bytes:
    """Form 01, Form 02 and every paper in the order of the criteria, as one file with contents and bookmarks.

    A paper that serves several criteria is bound once; the others refer to it. Of a restricted paper only its
    kind stands there for who may not open it. Raises: BadValue naming a file that cannot be read.
    Source: Decision 26/2026/QĐ-TTg, art. 7.1 and Form 02, part III.
    """
    forms = [
        Part("Mẫu số 01. Phiếu đăng ký", pdf=form01(dossier, reader, at)),
        Part("Mẫu số 02. Báo cáo tự đánh giá", pdf=form02(dossier, reader, at)),
    ]
    pieces = _pieces(dossier, reader)
    heads = [Part("Phụ lục. Tài liệu minh chứng")] if pieces else []
    return bind([*forms, *heads, *pieces], title=f"Hồ sơ sản phẩm {dossier.product}", at=at)


def weight(dossier: Dossier) -> int:
    """Bytes of the files that `dossier_pdf` reads; says whether to ask people to wait."""
    papers = {each.document_id: each.document for pieces in attached(dossier).values() for each in pieces}
    return sum(file.stored.size for each in papers.values() for file in each.files.all())


def _form01(dossier: Dossier, reader: Reader, at: datetime) -> dict[str, Any]:
    party, product, criteria_set = dossier.product.party, dossier.product, criteria_of(dossier)
    person = representative_said(party, reader.personal)
    place = dossier.place
    filing = dossier.filings.order_by("-at", "-pk").first()
    return {
        "province": place.province.name,
        "year": (dossier.filed_on or at.astimezone(VIETNAM).date()).year,
        "producer": party.name,
        "person": person["name"],
        "position": person["position"],
        "address": _address(dossier),
        "phone": masked(party.shown_phone, reader.personal),
        "email": masked(party.email, reader.personal),
        "product": product.name,
        "group": f"{criteria_set.industry}, {criteria_set.group}, {criteria_set.name}",
        "kinds": {each.value: dossier.kind == each for each in Kind},
        "samples": deadlines().samples_of(dossier.set_number),
        "commune": place.title,
        "signed_on": dossier.filed_on,
        "number": filing.number if filing else "",
        "received": filing.at.astimezone(VIETNAM).date() if filing else None,
        "complete_on": dossier.complete_on,
        "draft": filing is None,
        "illustrative": dossier.is_illustrative,
    }


def _form02(dossier: Dossier, reader: Reader, at: datetime) -> dict[str, Any]:
    party = dossier.product.party
    day = at.astimezone(VIETNAM).date()
    texts = [
        {
            "key": each.key,
            "item": each.item,
            "label": str(each.label),
            "text": dossier.texts.get(each.key, ""),
        }
        for each in texts_of(dossier.kind)
    ]
    return {
        "producer": party.name,
        "kind": party.get_kind_display(),
        "address": _address(dossier),
        "phone": masked(party.shown_phone, reader.personal),
        "email": masked(party.email, reader.personal),
        "person": representative_said(party, reader.personal),
        "registration_no": party.registration_no or party.tax_code,
        "product": dossier.product.name,
        "ticks": dict.fromkeys(_ticks(dossier, day), True),
        "texts": {each["key"]: each["text"] for each in texts},
        "changes": [each for each in texts if each["item"] == "III"],
        **_scores(dossier, reader),
        "commune": dossier.place.title,
        "signed_on": dossier.filed_on,
        "draft": dossier.first_filed_on is None,
        "illustrative": dossier.is_illustrative,
    }


def _address(dossier: Dossier) -> str:
    party = dossier.product.party
    province = f"tỉnh {dossier.place.parent.name}" if dossier.place.parent else ""
    return ", ".join(filter(None, [party.address, party.place.title, province]))


def _ticks(dossier: Dossier, day: date) -> set[str]:
    """Boxes of part I that a paper in force answers: of the dossier, or of the library for the product."""
    usable = Document.objects.usable(day).for_product(dossier.product).exclude(tick="")
    return set(usable.values_list("tick", flat=True))


def _scores(dossier: Dossier, reader: Reader) -> dict[str, Any]:
    """parts: [{code, title, max, points, rows: [[code, title, level, points, proof]]}], total: points of all."""
    criteria_set = criteria_of(dossier)
    sheet, papers = sheet_of(criteria_set, dossier.self_scores), attached(dossier)
    points, trace = points_of_parts(criteria_set, sheet), trace_of(dossier)
    parts = [
        {
            "code": part.code,
            "title": part.title,
            "max": part.max,
            "points": points[part.code],
            "rows": [
                _row(
                    each,
                    sheet,
                    papers.get(each.code, ()),
                    dossier.self_notes.get(each.code, ""),
                    trace.holds,
                    reader,
                )
                for each in part.criteria
            ],
        }
        for part in criteria_set.parts
    ]
    return {
        "parts": parts,
        "total": sum(points.values()),
        "set": f"{criteria_set.number}. {criteria_set.name}",
    }


def _row(
    criterion: Criterion,
    sheet: Mapping[str, int],
    papers: Sequence[Attachment],
    note: str,
    is_traced: bool,  # a fact of the product, not a switch
    reader: Reader,
) -> list[str]:
    seq = sheet.get(criterion.code)
    option = criterion.option(seq) if seq else None
    level = option.label if option else "Không đạt mức nào" if seq == 0 else ""
    points = "" if seq is None else str(option.points if option else 0)
    said = [_paper_name(each, reader) for each in papers]
    if is_traced and option and option == trace_option(criterion):
        said.append("Trang truy xuất điện tử của sản phẩm")
    text = "\n".join(filter(None, [note, *(f"- {each}" for each in said)]))
    return [criterion.code, criterion.title, level, f"{points}/{criterion.max}", text]


def _paper_name(attachment: Attachment, reader: Reader) -> str:
    document = attachment.document
    if attachment.pk not in reader.opens:
        return str(document) if document.is_restricted else document.title
    number = f", số {document.number}" if document.number else ""
    where = f" ({attachment.note})" if attachment.note else ""
    return f"{document.title}{number}{where}"


def _pieces(dossier: Dossier, reader: Reader) -> list[Part]:
    """A heading a criterion, below it its papers, each paper's files once."""
    papers, first_under = attached(dossier), dict[int, str]()
    parts: list[Part] = []
    for criterion in criteria_of(dossier).criteria:
        here = papers.get(criterion.code, ())
        if here:
            parts.append(Part(f"{criterion.code}. {criterion.title}", level=2))
        for each in here:
            parts.extend(_bound(each, reader, first_under, criterion.code))
    return parts


def _bound(attachment: Attachment, reader: Reader, first_under: dict[int, str], code: str) -> Iterable[Part]:
    document, name = attachment.document, _paper_name(attachment, reader)
    if document.pk in first_under:
        yield Part(f"{name}: xem ở tiêu chí {first_under[document.pk]}", level=3)
        return
    first_under[document.pk] = code
    files = list(document.files.all())
    if attachment.pk not in reader.opens:
        yield Part(f"{name} {HIDDEN}", level=3)
    elif not files:
        yield Part(f"{name} (chưa có tệp)", level=3)
    elif len(files) == 1:
        yield _file(name, 3, files[0])
    else:
        yield Part(name, level=3)
        for number, each in enumerate(files, 1):
            yield _file(each.caption or f"Tệp {number}", 4, each)


def _file(name: str, level: int, file: Any) -> Part:
    path = file.stored.path
    if not path.is_file():
        raise BadValue(
            f"Không tìm thấy tệp của “{name}” trên máy chủ.", f"The file of “{name}” is not there."
        )
    if file.stored.media_type.startswith(PICTURE):
        return Part(name, level, picture=path)
    return Part(name, level, pdf=path)
