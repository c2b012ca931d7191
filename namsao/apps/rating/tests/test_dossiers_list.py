"""The list of dossiers, and what the pages cost and give away."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from namsao.apps.products.tests.build import a_product
from namsao.apps.rating.actions.dossiers import write_scores
from namsao.apps.rating.actions.filing import file_dossier
from namsao.apps.rating.actions.moves import move
from namsao.apps.rating.flow import State
from namsao.apps.rating.models import Filing
from namsao.base.accounts.tests.cast import NOW

from .build import a_dossier
from .desk_build import at
from .dossiers_build import ETHNICITY, NAME, a_ready_dossier, a_representative

pytestmark = pytest.mark.django_db


def test_the_list_is_filtered_found_and_exported(cast, client):
    noodles = a_dossier(cast, State.FILED)
    a_dossier(cast, State.PROPOSED, product=a_product(cast, name="Bún dong"))
    client.force_login(cast.lan)

    def shown(query: str) -> list[str]:
        page = client.get(at("dossiers") + query)
        return [row.record.product.name for row in page.context["table"].page]

    assert len(shown("")) == 2
    assert shown("?state=filed") == shown("?q=mien dong") == [noodles.product.name]
    assert shown(f"?q={noodles.filings.get().number}") == [noodles.product.name]
    assert shown("?kind=upgrade") == []
    table = client.get(at("dossiers") + "?format=csv&state=filed").content.decode("utf-8-sig").splitlines()
    assert len(table) == 2
    assert noodles.filings.get().number in table[1]


def test_an_empty_list_says_what_to_do_first(hoa):
    assertContains(hoa.get(at("dossiers")), "Chọn sản phẩm")


def test_the_list_costs_the_same_however_long(cast, client, django_assert_max_num_queries):
    for n in range(5):
        a_dossier(cast, State.FILED, product=a_product(cast, name=f"Miến {n}"))
    client.force_login(cast.lan)
    client.get(at("dossiers"))

    with django_assert_max_num_queries(12):
        client.get(at("dossiers"))


def test_the_page_of_a_dossier_costs_little(cast, hoa, django_assert_max_num_queries):
    dossier = a_ready_dossier(cast)
    hoa.get(at("dossier", dossier.pk))

    with django_assert_max_num_queries(34):
        hoa.get(at("dossier", dossier.pk))


def test_what_changed_since_the_last_filing_is_on_its_page(cast, hoa):
    dossier = a_ready_dossier(cast)
    file_dossier(dossier=dossier, by=cast.hoa, at=NOW)
    move(dossier=dossier, verb="return_to_producer", by=cast.tuan, at=NOW, why="Thiếu")
    write_scores(dossier=dossier, scores={"1.1": 1}, by=cast.hoa, at=NOW)

    page = hoa.get(at("compare", dossier.pk))

    assert [each.criterion.code for each in page.context["changes"].criteria] == ["1.1"]
    assertContains(page, Filing.objects.get().number)


def test_no_page_of_the_register_tells_who_the_representative_is(cast, client):
    dossier = a_dossier(cast, State.FILED)
    a_representative(cast)
    client.force_login(cast.thu)

    for name in ("dossiers", "dossier", "texts", "compare"):
        page = client.get(at(name) if name == "dossiers" else at(name, dossier.pk))
        assertNotContains(page, NAME)
    assertNotContains(client.get(at("receipt", dossier.filings.get().pk)), ETHNICITY)
