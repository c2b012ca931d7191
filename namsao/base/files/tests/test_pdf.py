"""PDF papers from strangers: kept byte for byte when they are only pages, refused with a sentence when not."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.base.files import pdf
from namsao.base.files.actions import keep_document
from namsao.base.files.images import PAPER
from namsao.base.files.models import StoredFile
from namsao.base.files.tests.papers import a_bomb, a_pdf, on_first_page, opens_with
from namsao.base.files.tests.test_images import a_picture
from namsao.core.errors import BadValue

ACTIVE = "holds scripts, embedded files or other active content."


def a_script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def refusal(content: bytes, name: str = "giấy.pdf") -> str:
    with pytest.raises(BadValue) as refused:
        pdf.check(content, name, "files")
    assert refused.value.field == "files"
    assert refused.value.sentence.startswith(f"Tệp “{name}” ")
    return refused.value.sentence_en.removeprefix(f"The file “{name}” ")


def test_pages_of_a_plain_paper_are_counted():
    assert [pdf.check(a_pdf(n), "giấy.pdf") for n in (1, 2, 500)] == [1, 2, 500]


def test_opening_at_a_page_is_not_an_attack():
    def change(paper):
        paper.Root["/OpenAction"] = Dictionary(S=Name.GoTo, D=Array([paper.pages[0].obj, Name.Fit]))

    def change_plainly(paper):
        paper.Root["/OpenAction"] = Array([paper.pages[0].obj, Name.Fit])

    assert [pdf.check(a_pdf(2, each), "giấy.pdf") for each in (change, change_plainly)] == [2, 2]


def attached(paper):
    paper.attachments["hoa-don.xml"] = b"<x/>"


def with_xfa(paper):
    paper.Root["/AcroForm"] = Dictionary(Fields=Array(), XFA=Array())


def loose_script(paper):
    """A script that no page leads to: a reader that mends files may still find it."""
    paper.Root["/Lost"] = paper.make_indirect(Dictionary(Next=a_script()))


def launching_note(paper):
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe"))
    paper.pages[0].obj["/Annots"] = Array([note])


HOSTILE = {
    "script on opening": opens_with(a_script()),
    "printing on opening": opens_with(Dictionary(S=Name.Named, N=Name.Print)),
    "address on opening": opens_with(Dictionary(S=Name.URI, URI="https://example.vn")),
    "script of a page": on_first_page("/AA", Dictionary(O=a_script())),
    "program": launching_note,
    "file inside": attached,
    "dynamic form": with_xfa,
    "hidden script": loose_script,
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_active_content_is_refused(change):
    assert refusal(a_pdf(2, change)) == ACTIVE


def test_a_name_written_in_code_does_not_hide_a_script():
    plain = a_pdf(1, opens_with(a_script()), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    coded = plain.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/#4a#53 ")

    assert coded != plain
    assert refusal(coded) == ACTIVE


def test_what_is_locked_broken_empty_or_too_long_is_refused():
    locked = pikepdf.Encryption(owner="chu", user="khach")
    only_for_the_owner = pikepdf.Encryption(owner="chu", user="")
    cases = {
        "is encrypted.": [a_pdf(encryption=locked), a_pdf(encryption=only_for_the_owner)],
        "is broken.": [b"%PDF-1.7 hello", a_pdf()[:300], b"%PDF-1.7\n" + b"\0" * 5000 + b"%%EOF"],
        "has no page.": [a_pdf(0)],
        "has over 500 pages.": [a_pdf(501)],
        "is over 20 MB.": [a_pdf() + b" " * pdf.MAX_BYTES],
    }

    assert {words: {refusal(content) for content in contents} for words, contents in cases.items()} == {
        words: {words} for words in cases
    }


def test_a_bomb_ends_in_its_own_program():
    """Its catalogue lies in a stream that unpacks to more than the program may have."""
    assert pdf.check(a_bomb(megabytes=1), "giấy.pdf") == 1
    assert len(a_bomb(megabytes=400)) < 1_000_000
    assert refusal(a_bomb(megabytes=400)) == "is broken."


def test_a_paper_is_kept_byte_for_byte(cast):
    content = a_pdf(3)

    stored = keep_document(content=content, name="giấy.pdf", by=cast.hoa, at=NOW)
    again = keep_document(content=content, name="tên khác.pdf", by=cast.tuan, at=NOW)

    assert stored.content() == content
    assert (stored.media_type, stored.pages, stored.width) == ("application/pdf", 3, None)
    assert (again, StoredFile.objects.count(), Entry.objects.count()) == (stored, 1, 1)


def test_a_photographed_paper_stays_large_enough_to_read(cast):
    stored = keep_document(content=a_picture(size=(3000, 4000)), name="giấy.jpg", by=cast.hoa, at=NOW)

    assert (stored.media_type, stored.width, stored.height) == ("image/webp", 1800, PAPER.side)


def test_what_is_neither_is_refused_by_name(cast):
    with pytest.raises(BadValue) as refused:
        keep_document(
            content=b"<html>", name="C:\\giấy tờ\\bản chụp.html", by=cast.hoa, at=NOW, field="files"
        )

    assert refused.value.field == "files"
    assert refused.value.sentence.startswith("Tệp “bản chụp.html”: Tệp này không phải ảnh")
    assert not StoredFile.objects.exists()
