"""Put a paper into the library, correct it, bring a newer version, take it back."""

from datetime import datetime

from django.db import transaction

from namsao.apps.evidence import queries
from namsao.apps.evidence.facts import Facts
from namsao.apps.evidence.kinds import kind_of, kinds
from namsao.apps.evidence.models import Certificate, Document, DocumentFile
from namsao.apps.farms.models import GrowingArea
from namsao.apps.products.models import Batch, Facility, Product
from namsao.apps.products.queries import hold as hold_batch
from namsao.base.audit.actions import record
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, BadValue
from namsao.core.vietnamese import fold, nfc
from namsao.core.words import LANGUAGES, NATIVE


@transaction.atomic
def add_document(
    *, party: Party, facts: Facts, certificate: Certificate | None = None, by: Actor, at: datetime
) -> Document:
    """Put a paper of the party into the library, before its files.

    certificate: the entry on the passport of which this is the paper.
    Writes: one Document, one audit entry. Raises: BadValue naming the field.
    """
    if certificate and certificate.party_id != party.pk:
        raise BadValue(
            "Giấy này của chủ thể khác.", "The certificate belongs to another party.", "certificate"
        )
    document = Document(party=party, certificate=certificate, made_at=at)
    _fill(document, facts)
    document.save(force_insert=True)
    record(by=by, at=at, verb="add", target=document)
    return document


@transaction.atomic
def change(*, document: Document, facts: Facts, by: Actor, at: datetime) -> Document:
    """Correct what was copied wrong.

    Once a filed dossier leans on it, the paper stays as it was and the correction is a new version with the
    same files. Writes: the Document or a new one, one audit entry. Returns: the one that now holds.
    Raises: as `add_document`; NotAllowedNow, AlreadyDone when taken back or replaced.
    """
    document = queries.hold(document)
    if document.used_at:
        newer = _newer(document, facts, at)
        for file in document.files.all():
            DocumentFile.objects.create(
                document=newer,
                stored=file.stored,
                order=file.order,
                name=file.name,
                caption=file.caption,
                made_at=file.made_at,
            )
        record(by=by, at=at, verb="change", target=newer)
        return newer
    _fill(document, facts)
    document.save()
    record(by=by, at=at, verb="change", target=document)
    return document


@transaction.atomic
def replace(*, document: Document, facts: Facts, by: Actor, at: datetime) -> Document:
    """Bring the newer version of a paper, renewed or issued again; its files come after.

    The old one stays for the dossiers that lean on it. Writes: one Document, the old one, one audit entry.
    Raises: as `change`.
    """
    newer = _newer(queries.hold(document), facts, at)
    record(by=by, at=at, verb="replace", target=newer)
    return newer


@transaction.atomic
def withdraw(*, document: Document, why: str, by: Actor, at: datetime) -> Document:
    """Take back a paper entered by mistake; the row and its files stay for whoever looks back.

    Writes: the Document, one audit entry. Raises: NotAllowedNow, AlreadyDone when taken back or replaced;
    BadValue without a reason.
    """
    document = queries.hold(document)
    why = _tidy(why)
    if not why:
        raise BadValue("Hãy ghi lý do rút.", "Give the reason.", "why")
    document.withdrawn_at, document.withdraw_why = at, why
    document.save(update_fields=["withdrawn_at", "withdraw_why"])
    # The reason may name people; of a restricted paper it stands with the paper, not in the audit trail.
    record(by=by, at=at, verb="withdraw", target=document, why="" if document.is_restricted else why)
    return document


@transaction.atomic
def mark_used(*, document: Document, by: Actor, at: datetime) -> Document:
    """Say that a filed dossier leans on the paper, so that what it says stays as it is. The first time counts.

    Writes: the Document and one audit entry, the first time.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.used_at is None:
        document.used_at = at
        document.save(update_fields=["used_at"])
        record(by=by, at=at, verb="mark_used", target=document)
    return document


def _newer(document: Document, facts: Facts, at: datetime) -> Document:
    """A version in the place of the document, which is held."""
    newer = Document(party=document.party, certificate=document.certificate, made_at=at)
    _fill(newer, facts, instead_of=document)
    newer.save(force_insert=True)
    document.replaced_by = newer
    document.save(update_fields=["replaced_by"])
    return newer


def _fill(document: Document, facts: Facts, instead_of: Document | None = None) -> None:
    _check_kind(facts)
    _check_days(facts)
    document.kind, document.tick = facts.kind, facts.tick
    document.title = _tidy(facts.title) or kind_of(facts.kind).words[NATIVE]
    document.number, document.issuer, document.scope = map(_tidy, (facts.number, facts.issuer, facts.scope))
    _check_lengths(document)
    _check_new(document, instead_of)
    document.valid_from, document.valid_to = facts.valid_from, facts.valid_to
    document.languages = [tag for tag in LANGUAGES if tag in facts.languages] or [NATIVE]
    document.visibility = facts.visibility or kind_of(facts.kind).visibility
    said = (document.title, document.number, document.issuer, document.scope)
    document.folded = fold(" ".join(said))[:760]
    _cover(document, facts)


def _cover(document: Document, facts: Facts) -> None:
    covers = facts.covers
    batch = hold_batch(covers) if isinstance(covers, Batch) else None
    product = batch.product if batch else covers if isinstance(covers, Product) else None
    document.batch, document.product = batch, product
    document.facility = covers if isinstance(covers, Facility) else None
    document.area = covers if isinstance(covers, GrowingArea) else None
    for owned in (product, document.facility, document.area):
        if owned and owned.party_id != document.party_id:
            raise BadValue(f"“{owned}” của chủ thể khác.", "That belongs to another party.", "covers")


def _check_kind(facts: Facts) -> None:
    if facts.kind not in kinds():
        raise BadValue(
            "Hãy chọn loại giấy trong danh sách.", f"{facts.kind!r} is not a kind we know.", "kind"
        )
    if facts.tick and facts.tick not in {tick.slug for tick in kinds()[facts.kind].ticks}:
        raise BadValue("Mục này không thuộc loại giấy đã chọn.", "That box is not of this kind.", "tick")
    if facts.visibility and facts.visibility not in Document.Visibility.values:
        raise BadValue("Hãy chọn ai được xem.", f"{facts.visibility!r} is no visibility.", "visibility")
    default = kind_of(facts.kind).visibility
    if default == Document.Visibility.RESTRICTED and facts.visibility not in {"", default}:
        raise BadValue(
            "Loại giấy này có thông tin cá nhân nên luôn để hạn chế.",
            "This kind holds personal data and stays restricted.",
            "visibility",
        )


def _check_days(facts: Facts) -> None:
    if facts.valid_from and facts.valid_to and facts.valid_to < facts.valid_from:
        raise BadValue(
            "Ngày hết hạn phải từ ngày cấp trở đi. Hãy xem lại hai ngày trên giấy.",
            "The last day comes before the first.",
            "valid_to",
        )


def _check_lengths(document: Document) -> None:
    for name in ("title", "number", "issuer", "scope"):
        most = Document._meta.get_field(name).max_length
        if len(getattr(document, name)) > most:
            raise BadValue(f"Dài quá: tối đa {most} ký tự.", f"At most {most} characters.", name)


def _check_new(document: Document, instead_of: Document | None) -> None:
    if not document.number:
        return
    same = Document.objects.current().filter(
        party=document.party_id, kind=document.kind, number=document.number, issuer=document.issuer
    )
    own = [each.pk for each in (document, instead_of) if each and each.pk]
    if same.exclude(pk__in=own).exists():
        raise AlreadyDone(
            f"Giấy số {document.number} của nơi cấp này đã có trong kho minh chứng. "
            "Có bản gia hạn thì mở giấy cũ rồi bấm “Thay bản mới”.",
            f"Number {document.number} of this issuer is in the library already.",
            "number",
        )


def _tidy(text: str) -> str:
    return " ".join(nfc(text).split())
