"""Five stars are the minister's: recorded here, never issued here."""

from datetime import timedelta
from fractions import Fraction

import pytest

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions import ministry
from namsao.apps.rating.flow import Kind, State
from namsao.apps.rating.models import Decision, Standing, StarCertificate
from namsao.apps.rating.papers import papers_of
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.errors import BadValue, NotAllowedNow

from .build import a_certificate, a_dossier, a_paper
from .build_decisions import a_decision, a_proposed, a_recognised, a_submission, an_approved


def sent(cast, dossier=None):
    """A dossier that waits for the ministry."""
    dossier = dossier or an_approved(cast)
    papers = {kind.code: "có" for kind in papers_of(dossier)}
    ministry.forward(
        dossier=dossier, papers=papers, letter_no="88/UBND", letter_on=TODAY, by=cast.lan, at=NOW
    )
    dossier.refresh_from_db()
    return dossier


def five(cast, dossier, **facts):
    given = {
        "number": "2205/QĐ-BNNMT",
        "on": TODAY,
        "signer": "Bộ trưởng",
        "paper": a_paper(),
        "certificate_no": "OCOP-5-017",
    }
    return ministry.record_five(dossier=dossier, **given | facts, by=cast.lan, at=NOW)


def below(cast, dossier, **facts):
    given = {"number": "99/BNNMT", "on": TODAY, "points": Fraction(88), "stars": 4}
    return ministry.record_below(dossier=dossier, **given | facts, by=cast.lan, at=NOW)


def test_only_what_was_approved_goes_to_the_ministry_with_every_paper(cast):
    dossier = an_approved(cast)

    with pytest.raises(BadValue, match="Báo cáo đánh giá của Hội đồng") as refused:
        ministry.forward(
            dossier=dossier,
            papers={"letter": "có", "advice": "có"},
            letter_no="88/UBND",
            letter_on=TODAY,
            by=cast.lan,
            at=NOW,
        )

    assert refused.value.field == "paper_council"
    assert sent(cast, dossier).state == State.FORWARDED
    with pytest.raises(NotAllowedNow):
        sent(cast, dossier)


def test_the_list_of_papers_follows_the_kind_of_dossier_and_the_set(cast):
    first = a_dossier(cast)
    tour = a_dossier(cast, product=a_product(cast, name="Điểm du lịch", set_number=26))
    national = a_certificate(cast, a_product(cast, name="Miến 5 sao"), stars=5)
    again = a_dossier(cast, product=national.product, kind=Kind.REEVALUATION)
    four = a_certificate(cast, a_product(cast, name="Miến 4 sao"))
    risen = a_dossier(cast, product=four.product, kind=Kind.REEVALUATION)

    codes = [[kind.code for kind in papers_of(each)] for each in (first, tour, again, risen)]

    whole = ["letter", "advice", "council", "approval", "product", "tests", "samples"]
    assert codes == [whole, whole[:-1], ["letter", "agency", "product", "tests", "samples"], whole]


def test_the_ministers_five_stars_are_recorded_as_the_ministers(cast):
    dossier = sent(cast)

    certificate = five(cast, dossier)

    dossier.refresh_from_db()
    assert (certificate.stars, certificate.is_ministry, certificate.number) == (5, True, "OCOP-5-017")
    assert certificate.row.decision.is_ministry
    assert dossier.state == State.RECOGNISED
    assert dossier.forwardings.get().outcome == "five"
    assert dossier.product.recognitions.get().stars == 5


def test_two_products_of_one_decision_of_the_ministry_stand_under_it(cast):
    first, second = sent(cast), sent(cast, an_approved(cast, product=a_product(cast, name="Miến hai")))

    five(cast, first)
    five(cast, second, paper=None, signer="", certificate_no="OCOP-5-018")

    decision = Decision.objects.get(is_ministry=True)
    assert decision.rows.count() == 2


def test_five_stars_take_the_place_of_four(cast):
    old = a_certificate(cast)
    dossier = sent(cast, an_approved(cast, product=old.product, kind=Kind.UPGRADE))
    assert StarCertificate.objects.with_facts().get(pk=old.pk).standing(TODAY) == Standing.VALID

    five(cast, dossier)

    assert StarCertificate.objects.with_facts().get(pk=old.pk).standing(TODAY) == Standing.REPLACED


def test_below_90_the_province_submits_the_ministrys_result_and_decides(cast):
    dossier = sent(cast)
    result = below(cast, dossier)
    dossier.refresh_from_db()
    assert (dossier.state, result.is_ministry) == (State.BELOW_90, True)

    submission = a_submission(cast, dossier)
    a_decision(cast, submission, "recognised")

    certificate = StarCertificate.objects.get()
    assert (certificate.stars, certificate.is_ministry, certificate.row.result) == (4, False, result)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"points": Fraction(90)}, "points"),
        ({"points": Fraction(65), "stars": 4}, "stars"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
    ],
)
def test_a_result_below_90_that_cannot_be_is_refused(cast, facts, field):
    dossier = sent(cast)

    with pytest.raises(BadValue) as refused:
        below(cast, dossier, **facts)

    assert refused.value.field == field


def test_the_ministry_may_ask_to_do_it_again_and_the_certificate_stays(cast):
    certificate = a_recognised(cast)

    ministry.redo(
        dossier=certificate.row.dossier, number="7/BNNMT", on=TODAY, why="Thiếu phiếu", by=cast.lan, at=NOW
    )

    certificate = StarCertificate.objects.with_facts().get()
    assert certificate.row.dossier.state == State.ACCEPTED
    assert certificate.standing(TODAY) == Standing.VALID


def test_nothing_is_done_again_beside_another_dossier_on_its_way(cast):
    certificate = a_recognised(cast)
    a_dossier(cast, product=certificate.product, kind=Kind.UPGRADE)

    with pytest.raises(NotAllowedNow, match="hồ sơ khác trên đường"):
        ministry.redo(dossier=certificate.row.dossier, number="7", on=TODAY, why="Sai", by=cast.lan, at=NOW)


def test_a_dossier_can_be_taken_back_from_the_ministry_once(cast):
    dossier = sent(cast)
    taken = {"number": "8", "on": TODAY, "why": "Chủ thể rút", "by": cast.lan, "at": NOW}

    ministry.withdraw_from_ministry(dossier=dossier, **taken)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.forwardings.get().outcome) == (State.WITHDRAWN, "withdrawn")
    with pytest.raises(NotAllowedNow):
        ministry.withdraw_from_ministry(dossier=dossier, **taken)


def test_the_ministry_cannot_answer_what_was_not_sent(cast):
    dossier = an_approved(cast)

    with pytest.raises(NotAllowedNow, match="Không thể"):
        five(cast, dossier)
    with pytest.raises(NotAllowedNow):
        below(cast, a_proposed(cast, product=a_product(cast, name="Miến hai")))
    assert not StarCertificate.objects.exists()
