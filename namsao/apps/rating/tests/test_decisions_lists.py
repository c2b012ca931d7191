"""The lists of the desk of decisions: what they cost, what they filter, what waits."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.models import Decision
from namsao.apps.rating.queries.decisions import box, waiting
from namsao.base.accounts.tests.cast import TODAY, a_user
from namsao.base.places.tests.build import a_place
from namsao.core.actor import Role

from .build import a_certificate, a_council
from .build_decisions import a_decision, a_proposed, a_recognised, a_submission, an_approved

pytestmark = pytest.mark.usefixtures("noon")


LISTS = ["submissions", "decisions", "certificates", "submit", "with_ministry"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_cost_the_same_for_few_rows_and_for_many(cast, client, name):
    client.force_login(cast.lan)
    costs = []
    for first in (0, 3):
        for n in range(first, first + 3):
            a_recognised(cast, product=a_product(cast, name=f"Miến {n}"))
            a_proposed(cast, product=a_product(cast, name=f"Miến chờ {n}"))
            an_approved(cast, product=a_product(cast, name=f"Miến năm {n}"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"rating:{name}")).status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert costs[0] <= 25


def test_a_page_of_a_decision_costs_the_same_for_few_rows_and_for_many(cast, client):
    client.force_login(cast.lan)
    costs = []
    for count in (2, 6):
        dossiers = [a_proposed(cast, product=a_product(cast, name=f"{count} Miến {n}")) for n in range(count)]
        submission = a_submission(cast, *dossiers)
        with CaptureQueriesContext(connection) as before:
            client.get(reverse("rating:submission", args=[submission.pk]))
        decision = a_decision(cast, submission, "recognised")
        with CaptureQueriesContext(connection) as after:
            client.get(reverse("rating:decision", args=[decision.pk]))
        costs.append((len(before), len(after)))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", [*LISTS[:3]])
def test_empty_lists_say_what_comes_first(cast, client, name):
    client.force_login(cast.lan)

    page = client.get(reverse(f"rating:{name}")).content.decode()

    assert 'class="empty"' in page


def test_what_waits_is_told_to_the_right_desk(cast):
    ready = a_proposed(cast)
    product = a_product(cast, name="Miến hai")
    submission = a_submission(cast, a_proposed(cast, product=product))
    a_decision(cast, a_submission(cast, a_proposed(cast, product=a_product(cast, name="Ba"))), "recognised")

    agency = [(row["url_name"], row["pk"]) for row in waiting(cast.lan, TODAY)]
    leader = [(row["url_name"], row["pk"]) for row in waiting(cast.leader, TODAY)]

    assert agency == [("rating:submit", None), ("rating:notices", Decision.objects.get().pk)]
    assert leader == [("rating:decide", submission.pk)]
    assert waiting(cast.hoa, TODAY) == waiting(cast.thu, TODAY) == []
    assert box(ready, cast.lan)["next"]["url_name"] == "rating:submit"
    assert box(ready, cast.hoa)["next"] is None


def test_a_leader_of_another_province_finds_nothing(cast, client):
    submission = a_submission(cast)
    other = a_user("Lãnh đạo khác", Role.LEADER, place=a_place("27", "Bắc Ninh", "province"))
    client.force_login(other)

    assert client.get(reverse("rating:decide", args=[submission.pk])).status_code == 404


def test_certificates_are_filtered_and_exported(cast, client):
    soon = TODAY.replace(year=TODAY.year - 3) + timedelta(days=20)
    a_certificate(cast, issued_on=soon)
    a_certificate(cast, a_product(cast, name="=Trà"), stars=3)
    client.force_login(cast.lan)
    address = reverse("rating:certificates")

    ending = client.get(address, {"ends": "30"}).content.decode()
    table = client.get(address, {"format": "csv", "stars": "3"}).content.decode()

    assert "Miến dong Bình Liêu" in ending
    assert "=Trà" not in ending
    assert "'=Trà" in table
    assert "Bình Liêu" not in table


def test_the_leader_sees_only_lawful_choices(cast, client):
    a_council(cast)
    dossier = a_proposed(cast, points=Fraction(45), stars=2)
    submission = a_submission(cast, dossier)
    client.force_login(cast.leader)

    form = client.get(reverse("rating:decide", args=[submission.pk])).context["form"]

    assert [code for code, _label in form.fields[f"verdict_{dossier.pk}"].choices] == [
        "not_recognised",
        "later",
    ]
