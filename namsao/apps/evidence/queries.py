"""Reads over the library: what is found, what a product has and lacks, what is about to end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from namsao.apps.evidence.kinds import Kind, kind_of, kinds
from namsao.apps.evidence.masking import Shown, in_export, on_screen
from namsao.apps.evidence.models import SOON_DAYS, Certificate, Document, DocumentQuerySet
from namsao.apps.products.models import Product
from namsao.base.access.policy import rows
from namsao.base.work.queries import to_do
from namsao.core.actor import Actor, Role
from namsao.core.errors import AlreadyDone, NotAllowedNow
from namsao.core.vietnamese import fold

# Other apps read kinds and masked papers from here.
__all__ = [
    "Held",
    "Kind",
    "Shown",
    "check_current",
    "check_open",
    "coverage",
    "history_of",
    "hold",
    "hold_open",
    "in_export",
    "in_state",
    "kind_of",
    "kinds",
    "listed",
    "matching",
    "on_screen",
    "products_covered",
    "waiting",
]

LATE_DAYS = 365  # a paper that ended longer ago, and was not renewed, is not waited for
MOST_WAITING = 5

# The entry on the passport that a paper of the kind proves.
CERTIFICATES = {
    "production-conditions": Certificate.Kind.FOOD_SAFETY,
    "quality-management": Certificate.Kind.MANAGEMENT,
    "raw-material": Certificate.Kind.FARMING,
    "test-report": Certificate.Kind.LABORATORY,
}


def hold(document: Document) -> Document:
    """The document as it is now, locked until the transaction ends.

    Raises: NotAllowedNow when it was taken back, AlreadyDone when a newer version stands in its place.
    """
    held = Document.objects.select_for_update(of=("self",)).select_related("party")
    document = held.get(pk=document.pk)
    check_current(document)
    return document


def hold_open(document: Document) -> Document:
    """As `hold`, for what is only done while no filed dossier leans on the paper.

    Raises: as `hold`; NotAllowedNow once it is used.
    """
    document = hold(document)
    check_open(document)
    return document


def check_open(document: Document) -> None:
    """Raises: what `hold_open` raises, without a lock."""
    check_current(document)
    if document.used_at:
        raise NotAllowedNow(
            "Giấy này đã dùng trong hồ sơ đã nộp nên tệp giữ nguyên. Có bản khác thì bấm “Thay bản mới”.",
            "A filed dossier leans on this paper, so its files stay. Replace it by a newer version.",
        )


def check_current(document: Document) -> None:
    """Raises: NotAllowedNow when it was taken back, AlreadyDone when a newer version stands in its place."""
    if document.withdrawn_at:
        raise NotAllowedNow("Giấy này đã rút, không sửa được nữa.", "This paper was taken back.")
    if document.replaced_by_id:
        raise AlreadyDone(
            "Giấy này đã có bản mới thay. Hãy mở bản mới.", "A newer version stands in its place."
        )


def listed(documents: DocumentQuerySet) -> DocumentQuerySet:
    """With what a list shows of each: owner, what it covers, `file_count`; those that end first come first."""
    found = documents.select_related("party", "product", "batch__product", "facility", "area")
    return found.annotate(file_count=Count("files")).order_by(*Document._meta.ordering)


def matching(documents: DocumentQuerySet, actor: Actor, text: str) -> DocumentQuerySet:
    """Found by their words, by the producer's name or by kind. Words the actor may not read find nothing."""
    wanted = fold(text)
    of_kind = [slug for slug, kind in kinds().items() if wanted in fold(kind.name)]
    readable = rows(actor, "open", Document).matching(text)
    return documents.filter(
        Q(pk__in=readable.values("pk")) | Q(kind__in=of_kind) | Q(party__name_folded__contains=wanted)
    )


def in_state(documents: DocumentQuerySet, state: str, day: date) -> DocumentQuerySet:
    """Documents in one state: a value of Document.State, "replaced" or "withdrawn"."""
    soon = day + timedelta(days=SOON_DAYS)
    wanted = {
        "valid": Q(valid_to__gt=soon),
        "ends_soon": Q(valid_to__range=(day, soon)),
        "expired": Q(valid_to__lt=day),
        "not_yet": Q(valid_from__gt=day),
        "no_end": Q(valid_to=None),
        "replaced": Q(replaced_by__isnull=False),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }
    if state not in {"replaced", "withdrawn"}:
        documents = documents.current()
    if state in {"valid", "no_end"}:
        documents = documents.filter(Q(valid_from=None) | Q(valid_from__lte=day))
    return documents.filter(wanted[state])


def history_of(document: Document) -> list[Document]:
    """Older versions, newest of them first."""
    found: list[Document] = []
    older = Document.objects.filter(replaced_by=document).first()
    while older:
        found.append(older)
        older = Document.objects.filter(replaced_by=older).first()
    return found


def products_covered(document: Document) -> Sequence[Product]:
    """Products of the producer that the document proves something about."""
    if document.product_id:
        return [document.product] if document.product else []
    products = Product.objects.filter(party=document.party_id)
    return products.filter(facility=document.facility_id) if document.facility_id else products


@dataclass(frozen=True)
class Held:
    """One kind of evidence, and what a product has of it.

    state: ok, soon, expired; bare when no paper of the kind has a file, so that nothing is proven; "" for nothing.
    certificates: entries on the passport whose paper is not on file.
    """

    kind: Kind
    documents: Sequence[Document]
    certificates: Sequence[Certificate]
    state: str


def coverage(product: Product, day: date) -> list[Held]:
    """Every kind in the order of Form 02, with the current papers that speak for the product."""
    found: dict[str, list[Document]] = {}
    for document in listed(Document.objects.current().for_product(product)):
        found.setdefault(document.kind, []).append(document)
    # A laboratory report of a batch speaks for its product, so all certificates of the product count.
    entered = Certificate.objects.on(day).filter(Q(product=product) | Q(product=None), party=product.party_id)
    on_file = Document.objects.current().filter(certificate=OuterRef("pk"))
    bare = list(entered.filter(~Exists(on_file)))
    return [_held(kind, found.get(slug, []), bare, day) for slug, kind in kinds().items()]


def _held(kind: Kind, documents: list[Document], bare: list[Certificate], day: date) -> Held:
    certificates = [each for each in bare if each.kind == CERTIFICATES.get(kind.slug)]
    return Held(kind, documents, certificates, _held_state(documents, day))


def _held_state(documents: list[Document], day: date) -> str:
    states = {each.state_on(day) for each in documents if each.file_count}  # type: ignore[attr-defined]  # by `listed`
    if not states:
        return "bare" if documents else ""
    if states & {Document.State.VALID, Document.State.NO_END}:
        return "ok"
    return "expired" if states == {Document.State.EXPIRED} else "soon"


def waiting(actor: Actor, on: date | None = None) -> list[dict[str, Any]]:
    """Papers about to end or ended, as rows of the home page: label, url_name, pk, query, hint, due.

    A producer gets each of its own, the commune one row for all of its producers.
    """
    day = on or timezone.localdate()
    return [*_own_ending(actor, day), *_ending_here(actor, day)]


def _ending(documents: DocumentQuerySet, day: date) -> DocumentQuerySet:
    """Ended or about to; a report of one batch ends with the batch and is not renewed."""
    return documents.filter(batch=None).expiring(SOON_DAYS + LATE_DAYS, day - timedelta(days=LATE_DAYS))


def _own_ending(actor: Actor, day: date) -> list[dict[str, Any]]:
    parties = [posting.party_id for posting in actor.postings() if posting.role is Role.PRODUCER]
    if not parties:
        return []
    ending = _ending(Document.objects.filter(party__in=parties), day).order_by("valid_to", "id")
    return [
        to_do(
            str(document),
            "evidence:document",
            document.pk,
            hint=_("Minh chứng đã hết hạn: tải bản mới lên")
            if document.valid_to < day
            else _("Minh chứng sắp hết hạn: chuẩn bị bản mới"),
            due=document.valid_to,
        )
        for document in ending[:MOST_WAITING]
    ]


def _ending_here(actor: Actor, day: date) -> list[dict[str, Any]]:
    if not any(posting.role is Role.COMMUNE for posting in actor.postings()):
        return []
    ending = rows(actor, "see", Document).filter(batch=None).expiring(SOON_DAYS, day)
    ends = list(ending.order_by("valid_to").values_list("valid_to", flat=True))
    if not ends:
        return []
    label = _("%(count)s minh chứng sắp hết hạn") % {"count": len(ends)}
    hint = _("Nhắc chủ thể chuẩn bị bản mới")
    return [to_do(label, "evidence:documents", query="?state=ends_soon", hint=hint, due=ends[0])]
