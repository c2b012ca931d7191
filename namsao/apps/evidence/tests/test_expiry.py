"""Papers that end are watched: on home pages, and by news told once for each step."""

from datetime import date, datetime, timedelta

import pytest

from namsao.apps.evidence import tasks
from namsao.apps.evidence.actions import change, replace, warn_expiring, withdraw
from namsao.apps.evidence.models import ExpiryWarning
from namsao.apps.evidence.queries import waiting
from namsao.apps.products.tests.build import a_batch
from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.jobs.models import Letter

from .build import a_document, a_labour_list, some_facts

pytestmark = pytest.mark.django_db

LAST = TODAY + timedelta(days=100)


def told() -> list[tuple[int, int]]:
    letters = Letter.objects.filter(name="document_expiring").order_by("id")
    return [(letter.payload["document"], letter.payload["days"]) for letter in letters]


def pass_days(first: int, last: int) -> None:
    for days in range(first, last + 1):
        warn_expiring(by=INSTALLER, at=NOW + timedelta(days=days))


def test_each_step_is_told_once_and_the_last_day_itself(cast):
    document = a_document(cast, valid_to=LAST)

    pass_days(0, 110)
    pass_days(105, 110)

    assert told() == [(document.pk, step) for step in (90, 60, 30, 7, 0)]


def test_the_same_hour_again_tells_nothing_more(cast):
    a_document(cast, valid_to=TODAY + timedelta(days=60))

    assert [warn_expiring(by=INSTALLER, at=NOW) for _again in range(3)] == [1, 0, 0]


def test_after_days_without_the_machine_only_the_nearest_step_is_told(cast):
    document = a_document(cast, valid_to=LAST)

    pass_days(75, 75)
    pass_days(103, 103)

    assert told() == [(document.pk, 30), (document.pk, 0)]


def test_papers_taken_back_replaced_endless_or_long_gone_wake_nobody(cast):
    soon = TODAY + timedelta(days=5)
    withdraw(document=a_document(cast, number="1", valid_to=soon), why="nhầm", by=cast.hoa, at=NOW)
    replaced = a_document(cast, number="2", valid_to=soon)
    replace(document=replaced, facts=some_facts(number="2"), by=cast.hoa, at=NOW)
    a_document(cast, number="3", valid_to=None)
    a_document(cast, number="4", valid_to=TODAY - timedelta(days=8))

    pass_days(0, 0)

    assert told() == []


def test_a_new_last_day_begins_a_new_ladder(cast):
    document = a_document(cast, valid_to=TODAY + timedelta(days=7))
    pass_days(0, 0)

    change(document=document, facts=some_facts(valid_to=TODAY + timedelta(days=30)), by=cast.hoa, at=NOW)
    pass_days(0, 0)

    assert told() == [(document.pk, 7), (document.pk, 30)]
    assert ExpiryWarning.objects.count() == 2


def test_the_day_is_the_day_in_vietnam(cast):
    document = a_document(cast, valid_from=None, valid_to=date(2026, 12, 31))
    evening_in_greenwich = datetime.fromisoformat("2026-12-30T18:00:00+00:00")

    tasks.warn_expiring(evening_in_greenwich)

    assert told() == [(document.pk, 0)]


def test_hoa_is_shown_each_paper_and_her_commune_how_many(cast):
    ended, soon = TODAY - timedelta(days=3), TODAY + timedelta(days=20)
    first = a_document(cast, number="1", title="Giấy ATTP", valid_to=ended)
    second = a_labour_list(cast, valid_to=soon)
    a_document(cast, number="3", valid_to=TODAY + timedelta(days=61))
    batch = a_batch(cast)
    a_document(cast, kind="test-report", tick="", number="4", covers=batch, valid_to=soon)

    rows = [(row["label"], row["url_name"], row["pk"], row["due"]) for row in waiting(cast.hoa, TODAY)]
    commune = [(row["label"], row["url_name"], row["query"], row["due"]) for row in waiting(cast.tuan, TODAY)]

    assert rows == [
        ("Giấy ATTP", "evidence:document", first.pk, ended),
        ("Sử dụng lao động địa phương", "evidence:document", second.pk, soon),
    ]
    assert commune == [("1 minh chứng sắp hết hạn", "evidence:documents", "?state=ends_soon", soon)]
    assert [
        waiting(who, TODAY) for who in (cast.lan, cast.thu, cast.binh, cast.other_hoa, cast.other_tuan)
    ] == [[]] * 5
