"""What ran out leaves the register, once, by the clock."""

from datetime import timedelta

import pytest

from namsao.apps.products.actions import recognise
from namsao.apps.products.models import Delisting
from namsao.apps.rating.actions.extension import extend
from namsao.apps.rating.actions.lapse import lapse, lapse_all
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.tasks import lapse as lapse_job
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.jobs.models import Letter
from namsao.core.actor import SYSTEM

from .after_build import a_reevaluation, ending, later, titles
from .build import a_certificate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def test_what_ran_out_yesterday_leaves_the_register_once(cast, heard):
    certificate = ending(cast, -1)

    heard(lambda: lapse_job(NOW))
    heard(lambda: lapse_job(later(1)))

    [delisting] = Delisting.objects.all()
    assert (delisting.product, delisting.on, delisting.reason) == (certificate.product, TODAY, "expired")
    assert Entry.objects.get(verb="delist").actor_name == "hệ thống, theo lịch"
    assert Letter.objects.filter(name="product_delisted").count() == 1
    assert titles(cast.hoa) == ["Giấy hết hiệu lực, sản phẩm ra khỏi danh mục OCOP: Miến dong Bình Liêu"]


def test_a_missed_night_is_made_up_for(cast):
    certificate = ending(cast, -40)

    assert lapse_all(by=SYSTEM, at=NOW) == 1
    assert Delisting.objects.get().on == certificate.valid_to + timedelta(days=1)


def test_a_certificate_on_its_last_day_holds(cast):
    ending(cast, 0)

    assert lapse_all(by=SYSTEM, at=NOW) == 0


def test_a_product_with_a_newer_certificate_stays(cast):
    old = ending(cast, -1)
    a_certificate(cast, old.product)

    assert lapse_all(by=SYSTEM, at=NOW) == 0
    assert lapse(certificate=old, by=SYSTEM, at=NOW) is False


def test_a_product_with_other_stars_in_force_stays(cast):
    old = ending(cast, -1)
    recognise(
        product=old.product,
        stars=4,
        decision_no="1/QĐ",
        decided_on=TODAY - timedelta(days=5),
        valid_to=TODAY + timedelta(days=5),
        by=cast.lan,
        at=NOW,
    )

    assert lapse_all(by=SYSTEM, at=NOW) == 0


def test_an_extended_certificate_lapses_when_the_extension_is_over(cast):
    certificate = ending(cast, -1)
    a_reevaluation(cast, certificate, certificate.valid_to)
    until = certificate.valid_to + timedelta(days=30)
    extend(certificate=certificate, until=until, by=cast.lan, at=NOW)

    nights = {n: lapse_all(by=SYSTEM, at=later(n)) for n in (0, 29, 30)}

    assert nights == {0: 0, 29: 0, 30: 1}
    assert Delisting.objects.get().on == until + timedelta(days=1)


def test_a_late_filing_keeps_the_product_listed_without_stars_while_the_province_may_extend(cast):
    certificate = ending(cast, -1)
    dossier = a_reevaluation(cast, certificate, certificate.valid_to)
    waits = lapse_all(by=SYSTEM, at=NOW)
    Dossier.objects.filter(pk=dossier.pk).update(state=State.NOT_RECOGNISED)

    assert (waits, lapse_all(by=SYSTEM, at=NOW)) == (0, 1)


def test_a_late_filing_waits_180_days_at_most(cast):
    certificate = ending(cast, -1)
    a_reevaluation(cast, certificate, certificate.valid_to)

    assert [lapse_all(by=SYSTEM, at=later(n)) for n in (179, 180)] == [0, 1]
