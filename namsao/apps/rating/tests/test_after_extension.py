"""The transitional extension: for late filers only, never by itself, over with the result."""

from datetime import timedelta

import pytest
from django.urls import reverse

from namsao.apps.products.models import Product
from namsao.apps.rating.actions.extension import end_extension, extend
from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.models import Extension, Standing, StarCertificate
from namsao.apps.rating.queries.after_certificates import listed
from namsao.apps.rating.queries.window import Window, may_be_extended, window_state
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

from .after_build import a_reevaluation, ending

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def extended(cast, certificate, days=180, at=NOW):
    until = certificate.valid_to + timedelta(days=days)
    return extend(certificate=certificate, until=until, paper_no="9/UBND", by=cast.lan, at=at)


def test_a_late_filer_goes_on_up_to_180_days(cast):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)

    extension = extended(cast, certificate)

    certificate = StarCertificate.objects.with_facts().get()
    after, over = (certificate.valid_to + timedelta(days=n) for n in (180, 181))
    assert extension.until == after
    assert (certificate.standing(after), certificate.standing(over)) == (Standing.EXTENDED, Standing.EXPIRED)
    assert window_state(certificate, after) == Window.EXTENDED
    in_force = [Product.objects.in_force(day).exists() for day in (after, over)]
    assert in_force == [True, False]
    assert list(listed(StarCertificate.objects.all(), after)) == [certificate]
    assert Entry.objects.filter(verb="certificate.extend").count() == 1


def test_an_extension_is_given_once(cast):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)
    extended(cast, certificate)

    with pytest.raises(AlreadyDone):
        extended(cast, certificate, 170)


def test_who_did_not_file_gets_none(cast):
    certificate = ending(cast, 20)

    with pytest.raises(NotAllowedNow, match="chưa nộp hồ sơ đánh giá lại"):
        extended(cast, certificate)

    assert not may_be_extended(certificate, TODAY)


def test_who_filed_in_time_gets_none(cast):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY - timedelta(days=100))  # the last day in time

    with pytest.raises(NotAllowedNow, match="đúng hạn"):
        extended(cast, certificate)


def test_who_filed_when_it_had_run_out_gets_none(cast):
    certificate = ending(cast, -3)
    a_reevaluation(cast, certificate, TODAY - timedelta(days=1))

    with pytest.raises(NotAllowedNow, match="đã hết thì không kéo dài được"):
        extended(cast, certificate)


def test_it_may_be_recorded_after_the_last_day_for_who_filed_before_it(cast):
    certificate = ending(cast, -3)
    a_reevaluation(cast, certificate, certificate.valid_to)

    extended(cast, certificate, 60)

    assert StarCertificate.objects.get().standing(TODAY) == Standing.EXTENDED


@pytest.mark.parametrize("days", [0, 181])
def test_the_day_lies_within_180_days_after_the_last(cast, days):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)

    with pytest.raises(BadValue) as refused:
        extended(cast, certificate, days)

    assert refused.value.field == "until"
    assert not Extension.objects.exists()


def test_the_result_ends_it_and_the_stars_with_it(cast, django_capture_on_commit_callbacks):
    certificate = ending(cast, -10)
    dossier = a_reevaluation(cast, certificate, certificate.valid_to)
    extended(cast, certificate)

    with django_capture_on_commit_callbacks(execute=True):
        move(dossier=dossier, verb="withdraw", by=cast.hoa, at=NOW, why="Thôi làm.")

    certificate = StarCertificate.objects.with_facts().get()
    assert certificate.extension.ended_on == TODAY
    tomorrow = TODAY + timedelta(days=1)
    assert (certificate.standing(TODAY), certificate.standing(tomorrow)) == (
        Standing.EXTENDED,
        Standing.EXPIRED,
    )
    assert [Product.objects.in_force(day).exists() for day in (TODAY, tomorrow)] == [True, False]


def test_a_result_before_the_last_day_leaves_the_certificate_its_own_term(cast):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)
    extension = extended(cast, certificate)

    end_extension(extension=extension, on=TODAY, by=cast.lan, at=NOW)
    end_extension(extension=extension, on=TODAY, by=cast.lan, at=NOW)  # again: nothing happens

    last, over = certificate.valid_to, certificate.valid_to + timedelta(days=1)
    assert [Product.objects.in_force(day).exists() for day in (last, over)] == [True, False]
    assert Entry.objects.filter(verb="certificate.end_extension").count() == 1


def test_the_form_keeps_what_was_typed_and_says_why_not(cast, client):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)
    client.force_login(cast.lan)
    at = reverse("rating:extend", args=[certificate.pk])

    answer = client.post(at, {"until": "31/12/2030", "paper_no": "9/UBND"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "31/12/2030" in page
    assert "không quá" in page
    good = client.post(at, {"until": "14/01/2027", "paper_no": "9/UBND"})
    assert good.status_code == 302
    assert Extension.objects.get().until.isoformat() == "2027-01-14"


def test_only_the_province_extends(cast, client):
    certificate = ending(cast, 20)
    a_reevaluation(cast, certificate, TODAY)
    answers = {}
    for name in ("binh", "other_tuan", "hoa", "tuan", "lan"):
        client.force_login(getattr(cast, name))
        answers[name] = client.get(reverse("rating:extend", args=[certificate.pk])).status_code

    assert answers == {"binh": 404, "other_tuan": 404, "hoa": 403, "tuan": 403, "lan": 200}
