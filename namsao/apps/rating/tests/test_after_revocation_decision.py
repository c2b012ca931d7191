"""What a decision that revokes ends at once; whose it is; two at once."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from namsao.apps.labels.queries import facts
from namsao.apps.products.models import Delisting, Product
from namsao.apps.products.tests.build import a_batch
from namsao.apps.products.tests.test_two_at_once import both, on_disk  # noqa: F401  # a fixture
from namsao.apps.rating.actions.revocation import (
    drop_case,
)
from namsao.apps.rating.models import Decision, DecisionRow, Ending, Standing, StarCertificate
from namsao.base.accounts.tests.cast import NOW, TODAY, the_cast
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.errors import AlreadyDone

from .after_build import a_case, a_leader, decide, revoked, submitted
from .build import a_certificate, a_product

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_a_revocation_ends_certificate_and_stars_and_takes_the_product_out_of_the_register(cast):
    certificate = a_certificate(cast)
    batch = a_batch(cast, certificate.product)
    assert facts(batch, TODAY).stars == 4

    case = revoked(cast, certificate)

    certificate = StarCertificate.objects.with_facts().get()
    assert certificate.standing(TODAY) == Standing.REVOKED
    row = case.row
    assert (row.verdict, row.certificate, row.decision.kind, row.decision.is_ministry) == (
        DecisionRow.Verdict.REVOKED,
        certificate,
        Decision.Kind.REVOCATION,
        False,
    )
    delisting = Delisting.objects.get()
    assert (delisting.on, delisting.reason, delisting.decision_no) == (TODAY, "revoked", "77/QĐ-UBND")
    assert not Product.objects.in_force(TODAY).exists()
    assert facts(batch, TODAY).stars == 0
    told = {letter.name for letter in Letter.objects.all()}
    assert {"certificate_standing_changed", "product_delisted", "product_changed"} <= told
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"revocation.decide", "decision.record", "delist", "end_stars"} <= verbs


@pytest.mark.parametrize(
    ("ground", "reason"),
    [
        ("a", "revoked"),
        ("b", "failed"),
        ("c", "revoked"),
        ("d", "revoked"),
        ("đ", "stopped"),
        ("e", "revoked"),
    ],
)
def test_each_ground_has_its_reason_in_the_register(cast, ground, reason):
    revoked(cast, ground=ground)

    assert Delisting.objects.get().reason == reason


def test_five_stars_are_the_ministers_and_only_recorded_here(cast):
    certificate = a_certificate(cast, stars=5)
    case = submitted(cast, a_case(cast, certificate))

    decide(cast, case, number="900/QĐ-BNNMT", signer="Bộ trưởng", by=cast.lan)

    [decision] = Decision.objects.filter(kind="revocation")
    assert (decision.is_ministry, decision.number) == (True, "900/QĐ-BNNMT")


def test_one_decision_revokes_several_and_its_number_is_no_others(cast):
    first, second, third = (a_certificate(cast, a_product(cast, name=f"Miến {n}")) for n in range(3))
    revoked(cast, first)
    revoked(cast, second)
    other = submitted(cast, a_case(cast, third))

    with pytest.raises(AlreadyDone) as refused:
        decide(cast, other, number=first.row.decision.number)

    assert refused.value.field == "number"
    [decision] = Decision.objects.filter(kind="revocation")
    assert decision.rows.count() == 2


def test_a_number_of_an_earlier_year_is_free_again(cast):
    old = a_certificate(cast, issued_on=TODAY - timedelta(days=400))

    row = decide(cast, submitted(cast, a_case(cast, old)), number=old.row.decision.number)

    assert (row.decision.number, row.decision.kind) == (old.row.decision.number, Decision.Kind.REVOCATION)


def test_a_dropped_case_leaves_the_certificate_and_may_not_go_on(cast):
    case = submitted(cast, a_case(cast))
    drop_case(case=case, why="Kết luận đã rút.", by=cast.lan, at=NOW)

    with pytest.raises(AlreadyDone):
        decide(cast, case)

    assert StarCertificate.objects.get().standing(TODAY) == Standing.VALID
    a_case(cast, case.certificate)  # a new one may be opened


def test_decided_rows_are_locked_by_the_database(cast):
    case = revoked(cast)
    rows = DecisionRow.objects.filter(pk=case.row_id)
    endings = Ending.objects.filter(certificate=case.certificate)

    for change in (
        lambda: rows.update(why="khác"),
        endings.delete,
        lambda: endings.update(standing="replaced"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_disk")
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told():
    cast = the_cast()
    case = submitted(cast, a_case(cast))
    a_leader(cast)

    answers = both(lambda n: decide(cast, case, number=f"{n}/QĐ-UBND"))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "DecisionRow"]
    assert Ending.objects.count() == Decision.objects.filter(kind="revocation").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("on_disk")
def test_of_two_who_open_a_case_at_once_one_wins_and_the_other_is_told():
    cast = the_cast()
    certificate = a_certificate(cast)

    answers = both(lambda n: a_case(cast, certificate, conclusion_no=f"{n}/KL"))

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyDone", "RevocationCase"]
