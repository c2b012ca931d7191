"""The verbs of the library: what they write, what they refuse, what they leave behind."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from namsao.apps.evidence.actions import add_files, change, mark_used, remove_file, replace, withdraw
from namsao.apps.evidence.facts import facts_of
from namsao.apps.evidence.kinds import kinds
from namsao.apps.evidence.models import Document, DocumentFile
from namsao.apps.farms.tests.build import an_area
from namsao.apps.products.tests.build import a_batch, a_facility, a_product
from namsao.base.accounts.tests.cast import NOW, TODAY
from namsao.base.audit.models import Entry
from namsao.base.files.models import StoredFile
from namsao.base.files.tests.papers import a_pdf
from namsao.base.files.tests.test_images import a_picture
from namsao.core.errors import AlreadyDone, BadValue, NotAllowedNow

from .build import a_certificate, a_document, a_file, a_labour_list, some_facts

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def verbs(document: Document) -> list[str]:
    found = Entry.objects.filter(target_type__model="document", target_id=str(document.pk))
    return list(found.order_by("id").values_list("verb", flat=True))


def test_the_fifteen_kinds_of_form_02_stand_in_their_order():
    numbers = [kind.form02 for kind in kinds().values()]

    assert numbers[:15] == list(range(1, 16))
    assert set(numbers[15:]) == {None}
    assert [slug for slug, kind in kinds().items() if kind.visibility == "restricted"] == [
        "local-labour",
        "commune-confirmation",
    ]


def test_a_paper_is_put_into_the_library_with_what_it_says(cast):
    certificate = a_certificate(cast)

    document = a_document(cast, certificate=certificate, number="  22/2025/  NN ", languages=("en", "vi"))

    document.refresh_from_db()
    assert facts_of(document) == some_facts(
        number="22/2025/ NN", languages=["vi", "en"], visibility="programme"
    )
    assert (document.party, document.certificate, verbs(document)) == (cast.htx, certificate, ["add"])


def test_a_paper_without_a_title_is_called_by_its_kind(cast):
    assert a_document(cast, title=" ").title == "Giấy chứng nhận cơ sở đủ điều kiện sản xuất"


def test_a_paper_covers_one_thing_of_its_producer(cast):
    batch = a_batch(cast)
    facility, area = a_facility(cast), an_area(cast, name="Nương dong bản Pò", code="")

    covered = [
        a_document(cast, covers=covers, number=str(n))
        for n, covers in enumerate([None, batch.product, facility, area, batch])
    ]

    assert [d.covers for d in covered] == [None, batch.product, facility, area, batch]
    assert covered[-1].product == batch.product


def test_papers_that_cannot_be_are_refused_beside_their_field(cast):
    foreign = a_product(cast, party=cast.other_htx, name="Trà hoa vàng", facility=None)
    cases = [
        ({"valid_to": date(2025, 3, 19)}, "valid_to"),
        ({"kind": "diploma"}, "kind"),
        ({"tick": "patent"}, "tick"),
        ({"covers": foreign}, "covers"),
        ({"visibility": "secret"}, "visibility"),
        ({"kind": "local-labour", "tick": "", "visibility": "public"}, "visibility"),
        ({"title": "x" * 201}, "title"),
        ({"certificate": a_certificate(cast, party=cast.other_htx)}, "certificate"),
    ]

    fields = []
    for facts, _ in cases:
        with pytest.raises(BadValue) as refused:
            a_document(cast, **facts)
        fields.append(refused.value.field)

    assert fields == [field for _, field in cases]
    assert not Document.objects.exists()


def test_the_same_paper_is_put_in_once_and_papers_without_a_number_as_often_as_needed(cast):
    a_document(cast)

    with pytest.raises(AlreadyDone) as refused:
        a_document(cast, title="Tên khác")
    a_document(cast, number="", title="Ảnh 1")
    a_document(cast, number="", title="Ảnh 2")

    assert refused.value.field == "number"
    assert Document.objects.count() == 3


def test_files_stand_in_the_order_they_came_under_the_names_they_had(cast):
    document = a_document(cast)
    a_file(cast, document)
    a_file(cast, document, a_picture(), name="Ảnh con dấu.JPG", caption="trang 2")

    files = document.files.values_list("order", "name", "caption", "stored__media_type", "stored__pages")
    assert list(files) == [
        (1, "Giấy ATTP bản quét.pdf", "", "application/pdf", 2),
        (2, "Ảnh con dấu.webp", "trang 2", "image/webp", None),
    ]
    assert Entry.objects.filter(verb="add_file", actor_id=cast.hoa.pk).count() == 2


def test_a_file_is_put_behind_a_paper_once_and_serves_other_papers_too(cast):
    document = a_document(cast)
    a_file(cast, document)

    with pytest.raises(AlreadyDone):
        a_file(cast, document, name="lần nữa.pdf")
    a_file(cast, a_document(cast, number="khác"))

    assert (DocumentFile.objects.count(), StoredFile.objects.count()) == (2, 1)


def test_a_refused_file_does_not_stop_the_good_ones(cast):
    document = a_document(cast)
    files = [("một.pdf", a_pdf(1)), ("hai.exe", b"MZ"), ("ba.jpg", a_picture())]

    refused = add_files(document=document, files=files, by=cast.hoa, at=NOW)

    assert [file.name for file in document.files.all()] == ["một.pdf", "ba.webp"]
    assert [("hai.exe" in each.sentence, each.field) for each in refused] == [(True, "files")]


def test_a_wrong_file_is_taken_off_and_that_is_remembered(cast):
    file = a_file(cast)

    remove_file(file=file, by=cast.tuan, at=NOW)

    assert not DocumentFile.objects.exists()
    assert Entry.objects.filter(verb="remove_file", actor_id=cast.tuan.pk).count() == 1


def test_a_correction_before_any_use_changes_the_paper_itself(cast):
    document = a_document(cast)

    held = change(document=document, facts=some_facts(issuer="Sở NN&MT"), by=cast.tuan, at=LATER)

    assert (held.pk, held.issuer, verbs(held)) == (document.pk, "Sở NN&MT", ["add", "change"])
    assert Document.objects.matching("so nn").get() == held


def test_a_correction_after_a_filing_is_a_new_version_with_the_same_files(cast):
    document = a_file(cast).document
    mark_used(document=document, by=cast.hoa, at=NOW)

    newer = change(document=document, facts=some_facts(scope="miến dong"), by=cast.hoa, at=LATER)

    document.refresh_from_db()
    assert (document.replaced_by, document.scope) == (newer, "")
    assert (newer.scope, newer.number, newer.used_at) == ("miến dong", document.number, None)
    assert [file.stored for file in newer.files.all()] == [file.stored for file in document.files.all()]
    assert list(Document.objects.current()) == [newer]


def test_what_a_filed_dossier_leans_on_keeps_its_files(cast):
    file = a_file(cast)
    mark_used(document=file.document, by=cast.hoa, at=NOW)
    mark_used(document=file.document, by=cast.hoa, at=LATER)

    with pytest.raises(NotAllowedNow):
        a_file(cast, file.document, a_pdf(5))
    with pytest.raises(NotAllowedNow):
        remove_file(file=file, by=cast.hoa, at=LATER)

    document = Document.objects.get()
    assert (document.used_at, list(document.files.all())) == (NOW, [file])
    assert verbs(document).count("mark_used") == 1


def test_a_renewed_paper_takes_the_place_of_the_old_one_without_its_files(cast):
    document = a_file(cast).document

    newer = replace(document=document, facts=some_facts(valid_to=date(2031, 3, 19)), by=cast.hoa, at=LATER)

    document.refresh_from_db()
    assert (document.replaced_by, newer.files.count(), verbs(newer)) == (newer, 0, ["replace"])
    for act in (change, replace):
        with pytest.raises(AlreadyDone):
            act(document=document, facts=some_facts(number="3"), by=cast.hoa, at=LATER)
    with pytest.raises(AlreadyDone):
        withdraw(document=document, why="nhầm", by=cast.hoa, at=LATER)


def test_a_paper_taken_back_stays_with_its_reason_and_is_used_no_more(cast):
    document = a_document(cast)

    withdraw(document=document, why=" Tải  nhầm ", by=cast.hoa, at=LATER)

    document.refresh_from_db()
    assert (document.withdrawn_at, document.withdraw_why) == (LATER, "Tải nhầm")
    assert Entry.objects.get(verb="withdraw").why == "Tải nhầm"
    assert not Document.objects.usable(TODAY).exists()
    for act in (
        lambda: withdraw(document=document, why="x", by=cast.hoa, at=LATER),
        lambda: a_file(cast, document),
    ):
        with pytest.raises(NotAllowedNow):
            act()
    a_document(cast)  # its number is free again


def test_taking_back_needs_a_reason(cast):
    with pytest.raises(BadValue) as refused:
        withdraw(document=a_document(cast), why="  ", by=cast.hoa, at=NOW)

    assert refused.value.field == "why"


def test_the_audit_trail_does_not_tell_what_a_restricted_paper_says(cast):
    document = a_labour_list(cast)
    a_file(cast, document, name="Nguyễn Thị Hoa.pdf")
    withdraw(document=document, why="có tên Nguyễn Thị Hoa", by=cast.hoa, at=LATER)

    said = {
        (entry.target_label, entry.why) for entry in Entry.objects.filter(target_type__app_label="evidence")
    }

    assert said == {("Sử dụng lao động địa phương", ""), ("Sử dụng lao động địa phương, tệp 1", "")}


def test_the_database_itself_keeps_days_in_order(cast):
    document = a_document(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(valid_to=date(2025, 3, 19))


def test_usable_expiring_and_state_follow_the_days(cast):
    states = {
        "past": (date(2024, 1, 1), TODAY - timedelta(days=1)),
        "last day": (date(2024, 1, 1), TODAY),
        "60 days": (date(2024, 1, 1), TODAY + timedelta(days=60)),
        "61 days": (date(2024, 1, 1), TODAY + timedelta(days=61)),
        "from tomorrow": (TODAY + timedelta(days=1), None),
        "no end": (None, None),
    }
    for number, (start, end) in states.items():
        a_document(cast, number=number, valid_from=start, valid_to=end)

    def numbers(documents):
        return [d.number for d in documents.order_by("id")]

    assert {d.number: d.state_on(TODAY).value for d in Document.objects.all()} == {
        "past": "expired",
        "last day": "ends_soon",
        "60 days": "ends_soon",
        "61 days": "valid",
        "from tomorrow": "not_yet",
        "no end": "no_end",
    }
    assert numbers(Document.objects.usable(TODAY)) == ["last day", "60 days", "61 days", "no end"]
    assert numbers(Document.objects.expiring(60, TODAY)) == ["last day", "60 days"]


def test_for_a_product_speak_its_own_papers_its_producers_and_its_facilitys(cast):
    product, other = a_product(cast), a_product(cast, name="Bún dong")
    elsewhere = a_facility(cast, name="Xưởng bản Pò")
    for number, covers in {
        "own": product,
        "all": None,
        "workshop": product.facility,
        "other product": other,
        "other workshop": elsewhere,
    }.items():
        a_document(cast, number=number, covers=covers)
    a_document(cast, party=cast.other_htx, number="stranger")

    found = Document.objects.for_product(product).values_list("number", flat=True)

    assert sorted(found) == ["all", "own", "workshop"]
