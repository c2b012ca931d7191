"""qpdf and Pillow alone. Run as a program it counts the pages of papers, or binds them into one file.

It imports nothing of the house and opens one picture at a time; PDF pages go from file to file without being
unpacked. In: an order as JSON on stdin. Out: JSON, {"pages": […]}, {"bound": true} or {"broken": part's number}.
"""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf
from PIL import Image, ImageOps

HELD_BYTES = 64 << 20
A4_PT = (595.276, 841.89)
MARGIN_PT = 28.35  # 10 mm around a picture
PICTURE_PX = 2400  # the longer side: 200 dots to an inch on A4
ROTATIONS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
LINK = "part:"


class BrokenPart(Exception):
    """The part of this number (from 0) cannot be read."""


def main(order: dict[str, Any]) -> dict[str, Any]:
    try:
        if order["act"] == "count":
            return {"pages": [count(number, part) for number, part in enumerate(order["parts"])]}
        bind(order)
    except BrokenPart as broken:
        return {"broken": broken.args[0]}
    return {"bound": True}


def count(number: int, part: dict[str, str]) -> int:
    """Pages of a part; a part that is a heading alone has none."""
    if part["kind"] == "heading":
        return 0
    with naming(number):
        if part["kind"] == "picture":
            with Image.open(part["path"]) as picture:
                picture.verify()
            return 1
        with Pdf.open(part["path"]) as pdf:
            pages = len(pdf.pages)
            if not pages:
                raise ValueError("no page")
            return pages


def bind(order: dict[str, Any]) -> None:
    """The contents list, then every part; links, bookmarks and page numbers over all of it.

    order: contents (path), parts, titles, levels, firsts (index of each part's first page after the
    contents), title, made_at ("D:20261124…"), out (path).
    """
    book, front = gathered(order)
    with book:
        starts = [front + first for first in order["firsts"]]
        link(book, front, starts)
        number_pages(book)
        bookmark(book, order["titles"], order["levels"], starts)
        sign(book, order["title"], order["made_at"])
        book.save(order["out"], object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)


def gathered(order: dict[str, Any]) -> tuple[Pdf, int]:
    """The contents and after them all parts, as one open file; and how many pages the contents have.

    Note: pikepdf holds what it takes from other files in memory until it is written, so after every HELD_BYTES
    the book is written down and opened again.
    """
    book = Pdf.new()
    with Pdf.open(order["contents"]) as contents:
        book.pages.extend(contents.pages)
    front, held = len(book.pages), 0
    for number, part in enumerate(order["parts"]):
        with naming(number):
            held += add(book, part, f"{order['out']}.page")
        if held > HELD_BYTES:
            book, held = written_down(book, order["out"]), 0
    return book, front


def written_down(book: Pdf, out: str) -> Pdf:
    """The book on disk, beside `out`, in the one of two files it is not read from."""
    path = f"{out}.{'b' if book.filename.endswith('.a') else 'a'}"
    with book:
        book.save(path)
    return Pdf.open(path)


def add(book: Pdf, part: dict[str, str], scratch: str) -> int:
    """Put the part's pages at the end. scratch: where to draw a picture's page. Returns its bytes."""
    if part["kind"] == "heading":
        return 0
    path = picture_page(part["path"], scratch) if part["kind"] == "picture" else part["path"]
    with Pdf.open(path) as source:
        if any(Name.Annots in page for page in source.pages):
            source.flatten_annotations("print")  # stamps and filled-in fields become part of the page
        book.pages.extend(source.pages)
    return Path(path).stat().st_size


def picture_page(path: str, out: str) -> str:
    """A file of one A4 page, turned the picture's way and as full of it as it gets."""
    with Pdf.new() as book:
        add_picture(book, path)
        book.save(out, deterministic_id=True)
    return out


def add_picture(book: Pdf, path: str) -> None:
    with Image.open(path) as picture:
        picture.draft("RGB", (PICTURE_PX, PICTURE_PX))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((PICTURE_PX, PICTURE_PX))
        flat = Image.new("RGB", upright.size, "white")
        flat.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    written = io.BytesIO()
    flat.save(written, "JPEG", quality=85)
    image = pikepdf.Stream(book, written.getvalue())
    image.stream_dict.update(
        {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": flat.width,
            "/Height": flat.height,
            "/ColorSpace": Name.DeviceRGB,
            "/BitsPerComponent": 8,
            "/Filter": Name.DCTDecode,
        }
    )
    across, down = A4_PT if flat.height >= flat.width else A4_PT[::-1]
    scale = min((across - 2 * MARGIN_PT) / flat.width, (down - 2 * MARGIN_PT) / flat.height)
    wide, tall = flat.width * scale, flat.height * scale
    place = f"q {wide:.2f} 0 0 {tall:.2f} {(across - wide) / 2:.2f} {(down - tall) / 2:.2f} cm /I Do Q"
    page = book.add_blank_page(page_size=(across, down))
    page.obj.Resources = Dictionary(XObject=Dictionary(I=book.make_indirect(image)))
    page.obj.Contents = book.make_stream(place.encode())


def link(book: Pdf, front: int, starts: Sequence[int]) -> None:
    """Addresses in the contents become jumps; the parts' own links and actions are left out."""
    pages = book.pages
    for index, page in enumerate(pages):
        jumps = jumps_of(page) if index < front else []
        for key in ("/Annots", "/AA", "/StructParents", "/Tabs"):
            if key in page:
                del page[key]
        if jumps:
            page.Annots = Array([jump(book, rect, pages[starts[part]]) for rect, part in jumps])


def jumps_of(page: pikepdf.Page) -> list[tuple[list[float], int]]:
    """(rectangle, number of the part) of each address in a page of the contents."""
    found = []
    for annotation in page.get("/Annots", []):
        address = str(annotation.A.URI) if "/A" in annotation else ""
        if address.startswith(LINK):
            found.append(([float(side) for side in annotation.Rect], int(address.removeprefix(LINK))))
    return found


def jump(book: Pdf, rect: Sequence[float], target: pikepdf.Page) -> pikepdf.Object:
    return book.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array(list(rect)),
            Border=Array([0, 0, 0]),
            Dest=Array([target.obj, Name.Fit]),
        )
    )


def number_pages(book: Pdf) -> None:
    """Write "Trang 12/340" at the foot of every page, the way the page is read.

    What the page held becomes a form of its own, so that nothing it left set can move the number.
    """
    font = book.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    total = len(book.pages)
    for number, page in enumerate(book.pages, 1):
        form = form_of(book, page)
        foot = stamp(page, f"Trang {number}/{total}")
        page.obj.Resources = Dictionary(XObject=Dictionary(P=form), Font=Dictionary(F=font))
        page.obj.Contents = book.make_stream(b"q /P Do Q\n" + foot)


def form_of(book: Pdf, page: pikepdf.Page) -> pikepdf.Object:
    # Note: qpdf reads a form's content only when the file is written, so it is taken from a copy of the page.
    copy = pikepdf.Page(book.make_indirect(Dictionary(page.obj)))
    form = copy.as_form_xobject(handle_transformations=False)
    form.BBox = page.mediabox
    return form


def stamp(page: pikepdf.Page, words: str) -> bytes:
    """Drawing of the words, right at the foot of the visible page, on white; a hundredth of the page's size."""
    left, bottom, right, top = sorted_box(page.cropbox)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    axes = ROTATIONS.get(turned, ROTATIONS[0])
    corner = {90: (right, bottom), 180: (right, top), 270: (left, top)}.get(turned, (left, bottom))
    across = top - bottom if turned in {90, 270} else right - left
    size = max(across, 1) / 66
    wide = len(words) * size * 0.53  # the letters of Helvetica are about half as wide as they are tall
    x, y = across - wide - 1.5 * size, 1.1 * size
    return (
        f"q {' '.join(map(str, axes))} {corner[0]:.3f} {corner[1]:.3f} cm "
        f"1 g {x - size / 3:.3f} {y - size / 3:.3f} {wide + size * 2 / 3:.3f} {size * 1.3:.3f} re f "
        f"0 g BT /F {size:.3f} Tf {x:.3f} {y:.3f} Td ({words}) Tj ET Q"
    ).encode("ascii")


def sorted_box(box: Any) -> tuple[float, float, float, float]:
    x1, y1, x2, y2 = (float(side) for side in box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def bookmark(book: Pdf, titles: Sequence[str], levels: Sequence[int], starts: Sequence[int]) -> None:
    """One bookmark a part, under the nearest part before it of a lower level."""
    with book.open_outline() as outline:
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for title, level, start in zip(titles, levels, starts, strict=True):
            item = OutlineItem(title, start)
            while above[-1][0] >= level:
                above.pop()
            above[-1][1].append(item)
            above.append((level, item.children))
    book.Root.PageMode = Name.UseOutlines


def sign(book: Pdf, title: str, made_at: str) -> None:
    """Title, language and moment; nothing of this machine's clock."""
    book.docinfo["/Title"] = title
    book.docinfo["/CreationDate"] = made_at
    book.Root.Lang = pikepdf.String("vi-VN")
    book.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


@contextmanager
def naming(number: int) -> Iterator[None]:
    """What goes wrong inside is this part's fault."""
    try:
        yield
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ) as error:
        raise BrokenPart(number) from error
    except (RuntimeError, MemoryError, Image.DecompressionBombError) as error:
        raise BrokenPart(number) from error


if __name__ == "__main__":
    json.dump(main(json.load(sys.stdin.buffer)), sys.stdout)
