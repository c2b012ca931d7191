"""The council of a whole round in a database: 435 products of nine sheets, one click of a member, one scoring page.

Rows are real, in a SQLite file of their own. The limit reads the same sheets and does nothing with them.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS, PRODUCTS, MEMBERS, CLICKS = 5, 435, 9, 40


def run() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory(prefix="namsao-bench-") as folder:
        start(Path(folder))
        world = a_round()
        return [results_row(world), *score_rows(world)]


def start(folder: Path) -> None:
    """Django with an empty data folder."""
    for name in [name for name in os.environ if name.startswith("NAMSAO_")]:
        del os.environ[name]
    os.environ |= {
        "NAMSAO_DATA": str(folder),
        "NAMSAO_DEMO": "1",
        "NAMSAO_GS1_PREFIX": "952110",
        "DJANGO_SETTINGS_MODULE": "namsao.project.settings",
    }
    from namsao.project import secrets

    secrets.make(folder)
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    call_command("migrate", verbosity=0)


def a_round() -> Any:
    """A council of nine, and 435 closed products of all sets, scored at random around the middle."""
    from django.db import transaction

    from namsao.apps.rating.tests.build import a_council
    from namsao.base.accounts.tests.cast import the_cast

    with transaction.atomic():
        world = the_cast()
        a_council(world, MEMBERS)
        chance = random.Random(26)
        for number in range(PRODUCTS):
            heard(world, number, chance)
    print(f"{PRODUCTS} products of {MEMBERS} sheets are in", file=sys.stderr)
    return world


def heard(world: Any, number: int, chance: random.Random) -> None:
    from namsao.apps.products.tests.build import a_product
    from namsao.apps.rating.actions.closing import close_hearing
    from namsao.apps.rating.flow import State
    from namsao.apps.rating.models import Declaration, Sheet
    from namsao.apps.rating.packs import criteria
    from namsao.apps.rating.tests.build import a_dossier
    from namsao.base.accounts.tests.cast import NOW

    product = a_product(world, name=f"Sản phẩm {number}", set_number=number % 26 + 1)
    hearing = a_dossier(world, State.HEARING, product=product).hearings.get()
    known = criteria(hearing.dossier.pack)
    agreed = {each.code: chance.randint(0, len(each.options)) for each in known.criteria}
    members = list(world.council.members.scoring())
    is_last = number == PRODUCTS - 1
    Sheet.objects.bulk_create(
        Sheet(
            hearing=hearing,
            member=member,
            scores=agreed,
            started_at=NOW,
            saved_at=NOW,
            submitted_at=NOW,
        )
        for member in members[1 if is_last else 0 :]
    )
    if is_last:  # the one a member still scores
        world.open = hearing
        world.scorer = members[0].user
        Declaration.objects.create(sitting=hearing.sitting, member=members[0], at=NOW)
    else:
        close_hearing(hearing=hearing, by=world.secretary, at=NOW)


def results_row(world: Any) -> dict[str, object]:
    from namsao.apps.rating.models import Round, Sheet
    from namsao.apps.rating.queries.results import results_of

    the_round = Round.objects.get()

    def ours() -> None:
        lines = results_of(the_round, world.lan)
        if len(lines) != PRODUCTS - 1 or not all(line.agrees for line in lines):
            raise RuntimeError("the results do not agree with what was closed")

    def limit() -> None:
        list(Sheet.objects.values_list("hearing", "scores"))

    found = {name: seconds(way) for name, way in {"ours": ours, "limit": limit}.items()}
    return {
        "name": "council-results",
        "unit": f"seconds for {PRODUCTS - 1} products of {MEMBERS} sheets, from the database",
        **{name: round(value, 3) for name, value in found.items()},
        "ratio_to_limit": round(found["limit"] / found["ours"], 3),
    }


def score_rows(world: Any) -> list[dict[str, object]]:
    """Server time of one click and of the page, with sessions and middleware; the page's size."""
    from django.test import Client
    from django.urls import reverse

    from namsao.apps.rating.packs import criteria

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(world.scorer)
    page = reverse("rating:score", args=[world.open.pk])
    opened = client.get(page)
    codes = [each.code for each in criteria(world.open.dossier.pack).criteria]
    save = reverse("rating:save_score", args=[world.open.pk])
    clicks = []
    for number in range(CLICKS):
        posted = {"code": codes[number % len(codes)], "option": number % 2}
        clicks.append(once(lambda posted=posted: client.post(save, posted)))
    opening = seconds(lambda: client.get(page))
    return [
        {
            "name": "council-click",
            "unit": f"milliseconds of server time, {CLICKS} clicks",
            "ours": round(statistics.median(clicks) * 1000, 1),
            "worst": round(max(clicks) * 1000, 1),
        },
        {
            "name": "council-page",
            "unit": "milliseconds; kilobytes",
            "ours": round(opening * 1000, 1),
            "kilobytes": round(len(opened.content) / 1024, 1),
        },
    ]


def seconds(way: Callable[[], object]) -> float:
    return statistics.median(once(way) for _ in range(ROUNDS))


def once(way: Callable[[], object]) -> float:
    begun = time.perf_counter()
    way()
    return time.perf_counter() - begun
