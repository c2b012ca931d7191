"""What the house writes into its log while a dossier goes its way: addresses and ids, nothing about a person."""

import logging

import pytest

from namsao.apps.evidence.tests.build import a_file, a_labour_list
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.models import CommuneReport, Dossier
from namsao.base.jobs.models import Delivery

from .build import a_council
from .build_decisions import a_recognised
from .desk_build import SAID, at, five_samples
from .dossiers_build import ETHNICITY, NAME, a_ready_dossier, a_representative

pytestmark = pytest.mark.django_db

PERSONAL = {
    "name": NAME,
    "ethnicity": ETHNICITY,
    "address": "thôn Bản Cáu",
    "list": "Danh sách 12 lao động người Tày",
    "number": "DS-07",
    "file": "Chíu Sau Hương",
}


@pytest.fixture
def log(caplog):
    """All the house would write, and more: the libraries from INFO, our own from DEBUG."""
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, logger="namsao")
    return caplog


def told(log) -> set[str]:
    """Personal fields that stand in the log, tracebacks included."""
    return {field for field, value in PERSONAL.items() if value in log.text}


def test_a_dossiers_way_leaves_nothing_personal_in_the_log(cast, as_, heard, log):
    a_council(cast)
    dossier = heard(lambda: a_ready_dossier(cast))
    labour = a_labour_list(cast)
    file = a_file(cast, labour, name="Chíu Sau Hương và 11 người.pdf")
    piece = attach(dossier=dossier, criterion="1.4", document=labour, by=cast.hoa, at=dossier.opened_at)

    heard(lambda: the_producer_works(as_(cast.hoa), dossier))
    heard(lambda: the_commune_works(as_(cast.tuan), cast, dossier))
    for stranger in (cast.other_hoa, cast.other_tuan, cast.binh, cast.thu):
        reads(as_(stranger), dossier)
    file.stored.path.unlink()
    broken = as_(cast.tuan)
    broken.raise_request_exception = False
    answer = broken.get(at("exhibit", piece.pk, file.pk))

    assert Dossier.objects.get().state == "proposed"
    assert answer.status_code == 500
    assert "Traceback" in log.text
    assert f"/rating/dossiers/{dossier.pk}/representative/" in log.text  # strangers were turned away
    assert not Delivery.objects.filter(done_at=None).exists()
    assert told(log) == set()


def the_producer_works(hoa, dossier) -> None:
    address = at("representative", dossier.pk)
    said = {"name": NAME, "ethnicity": ETHNICITY, "address": PERSONAL["address"], "consent": "on"}
    wrong = hoa.post(address, said | {"founded_on": "31/02/2020"})
    right = hoa.post(address, said)
    assert (wrong.status_code, right.status_code) == (422, 302)
    reads(hoa, dossier)
    assert hoa.post(at("file", dossier.pk), {"pledge": "on"}).status_code == 302


def the_commune_works(tuan, cast, dossier) -> None:
    reads(tuan, dossier)
    five_samples(cast, dossier)
    tuan.post(at("form03", dossier.pk), SAID)
    assert tuan.get(at("form03_pdf", CommuneReport.objects.get().pk)).status_code == 200
    sent = {"report_no": "45", "report_on": "24/11/2026", "letter_no": "46", "letter_on": "24/11/2026"}
    assert tuan.post(at("propose", dossier.pk), sent).status_code == 302


def reads(client, dossier) -> None:
    """Every page and paper of the dossier that speaks of people."""
    for name in ("dossier", "representative", "form01", "form02", "dossier_pdf"):
        client.get(at(name, dossier.pk))


def test_deciding_and_telling_leave_nothing_personal_in_the_log(cast, client, heard, log):
    a_representative(cast)

    certificate = heard(lambda: a_recognised(cast))
    for address in ("/register/", "/register.json", f"/verify/{certificate.code}", "/verify/khong-co"):
        client.get(address)

    assert "/verify/khong-co" in log.text
    assert told(log) == set()


def test_a_line_that_names_a_person_is_caught(log):
    """The positive control."""
    logging.getLogger("namsao.apps.rating").debug("wrote %s", PERSONAL)

    assert told(log) == set(PERSONAL)
