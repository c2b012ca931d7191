"""What ratings do when they hear news: tell the next desk, end what is over."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.timezone import localdate

from namsao.apps.evidence.models import Document
from namsao.apps.evidence.signals import document_expiring
from namsao.apps.rating import after_words
from namsao.apps.rating.actions.extension import end_extension
from namsao.apps.rating.after_words import Word
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import (
    Dossier,
    Inspection,
    RevocationCase,
    Sitting,
    Standing,
    StarCertificate,
)
from namsao.apps.rating.queries.quorum import benches
from namsao.apps.rating.signals import (
    certificate_standing_changed,
    dossier_moved,
    inspection_changed,
    member_scored,
    revocation_moved,
)
from namsao.base.work.actions import notify, settle
from namsao.base.work.queries import about
from namsao.core.actor import SYSTEM

RESULTS = frozenset({"recognise", "recognise_by_ministry", "refuse", "withdraw"})


@dossier_moved.hear
def tell_the_next_desk(*, at: datetime, dossier: int, verb: str) -> None:
    """Notices of the steps before leave the home pages; who acts next is told. Late news tells nothing."""
    found = _dossier(dossier)
    step = found.moves.last()
    if step is None or step.verb != verb:
        return
    step.dossier = found
    _replace(after_words.dossier_key(found), after_words.of_move(step), at)
    _settle_what_is_done(found, at)


@member_scored.hear
def settle_what_a_member_has_done(*, at: datetime, sitting: int, user: int) -> None:
    """Nothing of the sitting waits for this member any more; for the others the word about it stays."""
    found = Sitting.objects.select_related("council").get(pk=sitting)
    scoring = found.hearings.filter(closed_at=None, dossier__state=State.HEARING)
    benched = benches(list(scoring.select_related("sitting__council")), found.council).values()
    if user not in {member.user_id for bench in benched for member in bench.missing}:
        settle(key=after_words.scoring_key(found, user), by=SYSTEM, at=at)


@dossier_moved.hear
def settle_reminders_to_renew(*, at: datetime, dossier: int, verb: str) -> None:
    """A re-evaluation was filed: nobody needs to be reminded of it."""
    found = _dossier(dossier)
    if verb == "file" and found.kind == Kind.REEVALUATION:
        for certificate in found.product.star_certificates.all():
            settle(key=after_words.renewal_key(certificate), by=SYSTEM, at=at)


@dossier_moved.hear
def end_the_extension(*, at: datetime, dossier: int, verb: str) -> None:
    """The late re-evaluation has its result, so the extension ends. Source: art. 12.3."""
    extension = getattr(_dossier(dossier), "extension", None)
    if verb in RESULTS and extension is not None:
        end_extension(extension=extension, on=localdate(at), by=SYSTEM, at=at)


@certificate_standing_changed.hear
def tell_of_a_standing(*, at: datetime, certificate: int, product: int) -> None:  # noqa: ARG001  # read from the row
    found = StarCertificate.objects.with_facts().get(pk=certificate)
    day = localdate(at)
    if found.standing(day) != Standing.VALID:
        settle(key=after_words.renewal_key(found), by=SYSTEM, at=at)
    settle(key=f"certificate:{found.pk}:extend", by=SYSTEM, at=at)
    _replace(f"certificate:{found.pk}:standing", after_words.of_standing(found, day), at)


@revocation_moved.hear
def tell_of_a_case(*, at: datetime, revocation: int) -> None:
    found = RevocationCase.objects.select_related(
        "certificate__product__party__place__parent", "row__decision"
    ).get(pk=revocation)
    _replace(after_words.case_key(found), after_words.of_case(found), at)
    if not found.is_open:
        settle(key=after_words.clock_key(found), by=SYSTEM, at=at)


@inspection_changed.hear
def tell_of_an_inspection(*, at: datetime, inspection: int) -> None:
    found = Inspection.objects.select_related("product__party__place__parent").get(pk=inspection)
    _replace(after_words.inspection_key(found), after_words.of_inspection(found), at)


@document_expiring.hear
def tell_of_a_paper(*, at: datetime, document: int, days: int) -> None:
    found = Document.objects.select_related("party").get(pk=document)
    _replace(f"document:{found.pk}", after_words.of_paper(found, days), at)


def _dossier(pk: int) -> Dossier:
    return Dossier.objects.select_related("product__party__place", "place__parent").get(pk=pk)


def _replace(key: str, words: Iterable[Word], at: datetime) -> None:
    """Of the notices under the key only these stay; heard again, it changes nothing."""
    words = list(words)
    over = set(about(key).open().values_list("key", flat=True)) - {word.key for word in words}
    for each in over:
        settle(key=each, by=SYSTEM, at=at)
    for word in words:
        notify(users=word.users, by=SYSTEM, at=at, **word.facts())


def _settle_what_is_done(dossier: Dossier, at: datetime) -> None:
    """What was told of a whole sitting or submission leaves when its last dossier has gone on."""
    if dossier.is_ended or dossier.is_with_producer:
        settle(key=after_words.clock_key(dossier), by=SYSTEM, at=at)
    for hearing in dossier.hearings.select_related("sitting"):
        scoring = Dossier.objects.filter(hearings__sitting=hearing.sitting_id, state=State.HEARING)
        if not scoring.exists():
            settle(key=after_words.scoring_key(hearing.sitting), by=SYSTEM, at=at)
    for row in dossier.submissions.all():
        waiting = Dossier.objects.filter(submissions__submission=row.submission_id, state=State.SUBMITTED)
        if not waiting.exists():
            settle(key=f"submission:{row.submission_id}", by=SYSTEM, at=at)
