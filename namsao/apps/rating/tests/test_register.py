"""The public register and the verification page: five languages, nothing personal, never stale."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from namsao.apps.rating.actions.correction import Mending, correct
from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import (
    Extension,
    StarCertificate,
)
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.core.words import LANGUAGES

from .build import a_certificate, a_council, a_dossier, a_paper
from .build_decisions import a_decision, a_proposed, a_revocation, a_submission

pytestmark = pytest.mark.usefixtures("noon")


def verified(client, code, day=TODAY, **asked):
    with time_machine.travel(f"{day}T05:00:00Z", tick=False):
        return client.get(f"/verify/{code}", asked)


def test_a_certificate_is_valid_then_extended_then_expired(cast, client):
    certificate = a_certificate(cast)
    dossier = a_dossier(cast, product=certificate.product, kind=Kind.REEVALUATION)
    until = certificate.valid_to + timedelta(days=90)
    Extension.objects.create(certificate=certificate, dossier=dossier, until=until, at=NOW)
    days = [certificate.valid_to, certificate.valid_to + timedelta(days=1), until, until + timedelta(days=1)]

    pages = [verified(client, certificate.code, day).content.decode() for day in days]

    said = ["Còn hiệu lực", "Được kéo dài hiệu lực", "Được kéo dài hiệu lực", "Hết hiệu lực"]
    assert [words in page for words, page in zip(said, pages, strict=True)] == [True] * 4
    assert "Miến dong Bình Liêu" in pages[0]
    assert "HTX Miến dong Lục Hồn" in pages[0]


def test_a_revocation_shows_at_once_though_the_page_was_cached(cast, client):
    certificate = a_certificate(cast)
    first = verified(client, certificate.code)
    again = client.get(f"/verify/{certificate.code}", headers={"if-none-match": first["ETag"]})
    a_revocation(cast, certificate)

    after = client.get(f"/verify/{certificate.code}", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, after.status_code, first["Cache-Control"]) == (304, 200, "no-cache")
    assert "Đã bị thu hồi" in after.content.decode()


def test_a_replaced_certificate_leads_to_the_new_one(cast, client):
    old = a_certificate(cast, stars=3)
    dossier = a_proposed(cast, product=old.product, kind=Kind.UPGRADE)
    a_decision(cast, a_submission(cast, dossier), "recognised")
    new = StarCertificate.objects.get(stars=4)

    page = verified(client, old.code).content.decode()

    assert "Đã thay bằng giấy mới" in page
    assert reverse("register:verify", args=[new.code]) in page
    assert "Còn hiệu lực" in verified(client, new.code).content.decode()


def test_a_corrected_certificate_says_so_and_leads_to_the_right_one(cast, client):
    a_council(cast)
    wrong = a_certificate(cast, stars=3)
    correct(
        decision=wrong.row.decision,
        mendings={wrong.row_id: Mending("Sai sao", 4, date(2029, 1, 1))},
        number="4300/QĐ-UBND",
        on=TODAY,
        signer="PCT",
        paper=a_paper(),
        by=cast.leader,
        at=NOW,
    )
    right = StarCertificate.objects.get(stars=4)

    page = verified(client, wrong.code).content.decode()
    product = client.get(reverse("register:product", args=[wrong.product.gtin])).content.decode()

    assert "Đã đính chính" in page
    assert right.code in page
    assert "Đã đính chính bằng Quyết định 4300/QĐ-UBND" in product


@pytest.mark.parametrize("code", ["22-2026-99999", "<script>", "22–2026", "a" * 200])
def test_an_unknown_code_is_a_404_that_says_what_to_do(cast, client, code):
    answer = client.get(reverse("register:verify", args=[code]))

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "Không có giấy này" in page
    assert reverse("register:register") in page
    assert "<script>" not in page


def test_a_code_is_read_as_people_type_it(cast, client):
    certificate = a_certificate(cast)
    typed = [certificate.code.replace("-", "–"), f" {certificate.code} ", certificate.product.gtin]

    answers = [verified(client, code) for code in typed]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    asked = client.get(reverse("register:ask"), {"code": certificate.code})
    assert asked.url == f"/verify/{certificate.code}"


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_public_page_answers_in_five_languages_without_script(cast, client, language):
    certificate = a_certificate(cast)
    product = reverse("register:product", args=[certificate.product.gtin])
    addresses = ["/register/", product, "/verify/", f"/verify/{certificate.code}"]

    answers = [client.get(address, {"lang": language}) for address in addresses]

    for answer in answers:
        assert (answer.status_code, answer["Content-Language"]) == (200, language)
        assert f'<html lang="{language}">' in answer.content.decode()
        assert b"<script" not in answer.content
        assert not answer.cookies
