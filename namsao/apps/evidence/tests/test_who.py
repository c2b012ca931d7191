"""Who sees, opens and changes papers; what stands where personal data may not."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from namsao.apps.evidence.masking import in_export, on_screen
from namsao.apps.evidence.models import Document
from namsao.apps.products.tests.build import a_product
from namsao.base.access.policy import rows
from namsao.base.audit.models import Entry

from .build import a_document, a_file, a_labour_list

pytestmark = pytest.mark.django_db

PEOPLE = ("hoa", "tuan", "lan", "thu", "quan", "binh", "other_hoa", "other_tuan")
SECRETS = ("12 lao động", "DS-07", "có nơi thường trú", "Nguyễn Thị Hoa")


@pytest.fixture
def papers(cast) -> SimpleNamespace:
    """A paper of the programme and a restricted one, each with a file."""
    plain, restricted = a_document(cast), a_labour_list(cast)
    return SimpleNamespace(
        plain=plain,
        restricted=restricted,
        plain_file=a_file(cast, plain),
        restricted_file=a_file(cast, restricted, name="Nguyễn Thị Hoa.pdf"),
    )


def answers(cast, client, *addresses: str) -> dict[str, list[int]]:
    found = {}
    for who in PEOPLE:
        client.force_login(getattr(cast, who))
        found[who] = [client.get(address).status_code for address in addresses]
    return found


def test_pages_and_files_answer_by_role(cast, client, papers):
    product = a_product(cast)
    addresses = [
        reverse("evidence:document", args=[papers.plain.pk]),
        reverse("evidence:file", args=[papers.plain_file.pk]),
        reverse("evidence:document", args=[papers.restricted.pk]),
        reverse("evidence:file", args=[papers.restricted_file.pk]),
        reverse("evidence:change_document", args=[papers.plain.pk]),
        reverse("evidence:remove_file", args=[papers.plain_file.pk]),
        reverse("evidence:remove_file", args=[papers.restricted_file.pk]),
        reverse("evidence:new_document", args=[cast.htx.pk]),
        reverse("evidence:coverage", args=[product.pk]),
    ]

    assert answers(cast, client, *addresses) == {
        "hoa": [200] * 9,
        "tuan": [200] * 9,
        "lan": [200, 200, 200, 200, 403, 403, 403, 200, 200],
        "thu": [200, 200, 200, 404, 403, 403, 404, 403, 200],
        "quan": [404, 404, 404, 404, 404, 404, 404, 403, 404],
        "binh": [404] * 9,
        "other_hoa": [404] * 9,
        "other_tuan": [404] * 9,
    }


@pytest.mark.parametrize("page", ["change_document", "replace", "withdraw", "add_file"])
def test_every_change_is_for_the_producer_and_its_commune(cast, client, papers, page):
    address = reverse(f"evidence:{page}", args=[papers.plain.pk])

    assert answers(cast, client, address) == {
        "hoa": [200],
        "tuan": [200],
        "lan": [403],
        "thu": [403],
        **{who: [404] for who in ("quan", "binh", "other_hoa", "other_tuan")},
    }


def test_an_auditor_sees_that_a_restricted_paper_is_there_and_nothing_it_says(cast, client, papers):
    addresses = [
        reverse("evidence:document", args=[papers.restricted.pk]),
        reverse("evidence:documents"),
        reverse("evidence:coverage", args=[a_product(cast).pk]),
    ]
    client.force_login(cast.hoa)
    said = "".join(client.get(address).content.decode() for address in addresses)
    assert [secret in said for secret in SECRETS] == [True] * 4

    client.force_login(cast.thu)
    for address in addresses:
        page = client.get(address)
        assertContains(page, "Giấy tờ hạn chế: Sử dụng lao động địa phương")
        for secret in SECRETS:
            assertNotContains(page, secret)


@pytest.mark.parametrize("wanted", ["lao dong nguoi tay", "DS-07", "thuong tru"])
def test_searching_does_not_tell_what_a_masked_paper_says(cast, client, papers, wanted):
    address = reverse("evidence:documents")
    found = {}
    for who in ("lan", "thu"):
        client.force_login(getattr(cast, who))
        cards = client.get(address, {"q": wanted}).context["cards"]
        found[who] = [card["document"] for card in cards]

    assert found == {"lan": [papers.restricted], "thu": []}


def test_a_file_that_travels_masks_restricted_papers_for_everyone(cast, client, papers):
    client.force_login(cast.hoa)

    response = client.get(reverse("evidence:documents"), {"format": "csv"})

    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row[:4] for row in table[1:]] == [
        [
            "Giấy chứng nhận cơ sở đủ điều kiện sản xuất",
            "Giấy đủ điều kiện an toàn thực phẩm",
            "22/2025/NNPTNT-QN",
            "Chi cục Chất lượng Quảng Ninh",
        ],
        ["Sử dụng lao động địa phương", "Giấy tờ hạn chế: Sử dụng lao động địa phương", "", ""],
    ]
    assert not any(secret in response.content.decode() for secret in SECRETS[1:])


def test_masking_asks_the_policy_on_screens_and_nobody_in_exports(cast, papers):
    documents = list(Document.objects.order_by("id"))

    masked = {who: [s.is_masked for s in on_screen(documents, getattr(cast, who))] for who in ("lan", "thu")}

    assert masked == {"lan": [False, False], "thu": [False, True]}
    assert [shown.is_masked for shown in in_export(documents)] == [False, True]
    by_a_dossier = on_screen(documents, cast.thu, also={papers.restricted.pk})
    assert [shown.title for shown in by_a_dossier] == [papers.plain.title, papers.restricted.title]
    assert on_screen([], cast.thu) == []


def test_the_reason_of_taking_back_a_restricted_paper_is_for_those_who_open_it(cast, client, papers):
    client.force_login(cast.hoa)
    client.post(reverse("evidence:withdraw", args=[papers.restricted.pk]), {"why": "trùng tên chị Mai"})
    address = reverse("evidence:document", args=[papers.restricted.pk])
    assertContains(client.get(address), "trùng tên chị Mai")

    client.force_login(cast.thu)

    assertNotContains(client.get(address), "trùng tên chị Mai")
    assert not rows(cast.thu, "see", Entry).filter(why__contains="Mai").exists()


def test_a_visitor_is_led_to_sign_in(client, papers):
    addresses = [reverse("evidence:documents"), reverse("evidence:file", args=[papers.plain_file.pk])]

    assert [client.get(a)["Location"].partition("?")[0] for a in addresses] == [reverse("account_login")] * 2
