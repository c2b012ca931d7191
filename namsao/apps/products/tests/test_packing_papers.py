"""Labels of cases and pallets, and the delivery note, read back from the PDF."""

import pypdfium2
import pytest
import zxingcpp

from namsao.apps.products import papers, queries
from namsao.base.accounts.tests.cast import NOW

from .build import a_batch
from .packing import a_despatch, a_pallet, labelled, some_cases

pytestmark = pytest.mark.django_db


def pages(content):
    return list(pypdfium2.PdfDocument(content))


def text_of(page):
    return " ".join(page.get_textpage().get_text_range().split())


def test_a_label_says_its_sscc_in_digits_and_in_its_code(cast, settings):
    batch = labelled(cast, a_batch(cast))
    case = some_cases(cast, batch, first=1)[0]

    (page,) = pages(papers.unit_labels(queries.shown([case.pk]), NOW))

    (code,) = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    assert code.text == f"{settings.RESOLVER_URL}/00/{case.sscc}"
    said = text_of(page)
    for part in ("THÙNG", "(00) 0 9521 1000 0000 0001 7", "Miến dong Bình Liêu", "ML2611A", "20", "1–20"):
        assert part in said


def test_a_pallet_adds_up_what_is_in_its_cases_and_each_label_has_its_page(cast):
    cases = some_cases(cast)
    pallet = a_pallet(cast, cases)

    made = pages(papers.unit_labels(queries.shown([*(case.pk for case in cases), pallet.pk]), NOW))

    assert len(made) == 4
    assert "PA-LÉT" in text_of(made[3])
    assert "Số gói (37) 60" in text_of(made[3])


def test_the_note_says_what_goes_to_whom(cast):
    batch = a_batch(cast)
    despatch = a_despatch(cast, units=some_cases(cast, batch)[:1], packs={batch: 5}, vehicle="14C-123.45")

    said = text_of(pages(papers.delivery_note(despatch, NOW))[0])

    for part in (
        "PHIẾU GIAO HÀNG",
        "Số PX261124-1",
        "HTX Trà hoa vàng",
        "14C-123.45",
        "5 gói",
        "ML2611A: 20 gói",
    ):
        assert part in said
