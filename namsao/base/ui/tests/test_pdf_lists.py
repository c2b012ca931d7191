"""Papers bound into one file, read back."""

import io
import random
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from namsao.base.ui import binder
from namsao.base.ui.pdf_lists import Part, bind
from namsao.core.errors import BadValue

AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)  # 25 November in Vietnam
A4 = (595, 842)


def a_pdf(pages: int = 1, size: tuple[int, int] = A4, rotate: int = 0, drawing: bytes = b"") -> bytes:
    """Pages that say "P1", "P2" … in their middle, after `drawing`."""
    with pikepdf.Pdf.new() as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        for number in range(1, pages + 1):
            page = pdf.add_blank_page(page_size=size)
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            words = f"BT /F 20 Tf {size[0] / 2} {size[1] / 2} Td (P{number}) Tj ET\n".encode()
            page.obj.Contents = pdf.make_stream(words + drawing)
            page.rotate(rotate, relative=False)
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    written = io.BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def a_picture(size: tuple[int, int] = (60, 90), kind: str = "JPEG", mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "red").save(written, kind)
    return written.getvalue()


def bound(*parts: Part) -> bytes:
    return bind(parts, title="Hồ sơ OCOP", at=AT)


def words(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """(depth, title, index of the page)."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(each.level, each.get_title(), each.get_dest().get_index()) for each in document.get_toc()]


def links(pdf: bytes) -> list[int]:
    """Indexes of the pages the links of the first page lead to."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.obj.objgen: index for index, page in enumerate(document.pages)}
        return [numbers[link.Dest[0].objgen] for link in document.pages[0].Annots]


def test_parts_of_both_kinds_stand_in_order_under_one_count():
    made = bound(
        Part("Phần A", 1),
        Part("Giấy đăng ký", 2, pdf=a_pdf(2)),
        Part("Ảnh nhà xưởng", 2, picture=a_picture()),
        Part("Phần B", 1, pdf=a_pdf(1)),
    )

    contents, *pages = words(made)
    assert [text.split()[-1] for text in (contents, *pages)] == [f"{n}/5" for n in range(1, 6)]
    assert pages == ["P1 Trang 2/5", "P2 Trang 3/5", "Trang 4/5", "P1 Trang 5/5"]
    assert "MỤC LỤC" in contents
    assert "Lập 25/11/2026" in contents
    assert bookmarks(made) == [
        (0, "Phần A", 1),
        (1, "Giấy đăng ký", 1),
        (1, "Ảnh nhà xưởng", 3),
        (0, "Phần B", 4),
    ]
    assert links(made) == [1, 1, 3, 4]


def test_page_numbers_of_a_contents_list_of_several_pages_are_right():
    parts = [Part(f"Phần thứ {number}", 1, pdf=a_pdf(1)) for number in range(1, 91)]

    made = bound(*parts)

    text = " ".join(words(made)[:3])
    front = len(words(made)) - 90
    assert front > 1
    assert f"Phần thứ 90 {front + 90}" in text.replace(".", "").replace("  ", " ").replace("  ", " ")
    assert bookmarks(made)[-1] == (0, "Phần thứ 90", front + 89)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(595, 842), (2480, 3508), (200, 100)])
def test_the_number_stands_upright_at_the_right_foot_of_any_page(size, rotate):
    made = bound(Part("Trang", pdf=a_pdf(1, size, rotate)))

    with pypdfium2.PdfDocument(made) as document:
        page = document[1]
        across = page.get_size()[0]
        shown = page.render(scale=400 / across).to_pil().convert("L")
        corner = shown.crop((300, shown.height - 14, 400, shown.height))
    assert corner.getextrema()[0] < 100, "the number is drawn there"
    assert words(made)[1].endswith("Trang 2/2")


def test_what_a_page_leaves_set_does_not_move_the_number():
    moved = bound(Part("Trang", pdf=a_pdf(drawing=b"q 0.1 0 0 0.1 500 500 cm 1 1 1 rg q q")))

    with pypdfium2.PdfDocument(moved) as document:
        page = document[1].get_textpage()
        found = page.search("Trang 2/2").get_next()
        left, bottom, _right, _top = page.get_charbox(found[0])
    assert left > 500
    assert bottom < 30


@pytest.mark.parametrize(
    ("size", "kind", "mode"),
    [
        ((60, 90), "JPEG", "RGB"),
        ((90, 60), "WEBP", "RGB"),
        ((60, 90), "PNG", "RGBA"),
        ((60, 90), "PNG", "L"),
        ((60, 90), "PNG", "P"),
        ((60, 90), "JPEG", "CMYK"),
    ],
)
def test_a_picture_fills_an_a4_page_turned_its_way(size, kind, mode):
    made = bound(Part("Ảnh", picture=a_picture(size, kind, mode)))

    with pypdfium2.PdfDocument(made) as document:
        across, down = document[1].get_size()
    assert (round(across), round(down)) == (A4 if size[0] < size[1] else A4[::-1])


def test_files_are_read_where_they_lie(tmp_path):
    paper, picture = tmp_path / "a", tmp_path / "b"
    paper.write_bytes(a_pdf(1))
    picture.write_bytes(a_picture())

    from_files = bound(Part("A", pdf=paper), Part("B", picture=picture))

    assert from_files == bound(Part("A", pdf=a_pdf(1)), Part("B", picture=a_picture()))
    assert sorted(tmp_path.iterdir()) == [paper, picture]


@pytest.mark.parametrize(
    "broken",
    [
        Part("Giấy hỏng", pdf=b"%PDF-1.7 broken"),
        Part("Giấy hỏng", pdf=b""),
        Part("Giấy hỏng", picture=b"no picture"),
        Part("Giấy hỏng", picture=a_picture()[:200]),
        Part(
            "Giấy hỏng",
            pdf=saved(pikepdf.open(io.BytesIO(a_pdf())), encryption=pikepdf.Encryption(user="x", owner="y")),
        ),
    ],
)
def test_a_part_that_cannot_be_read_is_named(broken):
    with pytest.raises(BadValue, match="“Giấy hỏng”"):
        bound(Part("Giấy tốt", pdf=a_pdf()), broken)


def test_links_and_scripts_of_a_part_do_not_come_along():
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.pages[0].AA = pikepdf.Dictionary(O=script)
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])
        active = saved(pdf)

    made = bound(Part("A", pdf=active))

    with pikepdf.open(io.BytesIO(made)) as pdf:
        written = "".join(repr(each) for each in pdf.objects)
    assert "JavaScript" in repr(script)
    assert "JavaScript" not in written


def test_a_book_larger_than_what_is_held_at_once_is_whole():
    noise = Image.frombytes("RGB", (2400, 2400), random.Random(1).randbytes(2400 * 2400 * 3))
    written = io.BytesIO()
    noise.save(written, "JPEG", quality=95)
    scan = written.getvalue()

    made = bound(
        Part("A", pdf=a_pdf()), *[Part(f"Ảnh {n}", picture=scan) for n in range(18)], Part("Z", pdf=a_pdf(2))
    )

    assert len(made) > binder.HELD_BYTES
    pages = words(made)
    assert pages[1:] == [f"P1 Trang 2/{len(pages)}"] + [f"Trang {n}/{len(pages)}" for n in range(3, 21)] + [
        f"P1 Trang 21/{len(pages)}",
        f"P2 Trang 22/{len(pages)}",
    ]


def test_the_file_does_not_claim_a_standard_it_may_not_keep():
    with pikepdf.open(io.BytesIO(bound(Part("A", pdf=a_pdf())))) as pdf:
        assert "/Metadata" not in pdf.Root
        assert str(pdf.docinfo["/Title"]) == "Hồ sơ OCOP"


def test_a_heading_at_the_very_end_points_at_the_last_page():
    assert bookmarks(bound(Part("A", pdf=a_pdf()), Part("Hết", 1)))[-1] == (0, "Hết", 1)


def test_nothing_but_headings_is_nothing_to_bind():
    with pytest.raises(ValueError, match="nothing to bind"):
        bound(Part("A"), Part("B"))


def test_a_part_is_one_thing():
    with pytest.raises(ValueError, match="not a part"):
        Part("A", pdf=b"", picture=b"")
