"""Hostile files in the form for a product's picture: none is kept as it came, and the server does not mind."""

import io
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from PIL import Image

from namsao.base.files.images import TARGET_BYTES
from tests.faults.client import Client, Page
from tests.faults.conftest import Served
from tests.faults.corpus import CANARY, CLEANED, REFUSED, SCRIPT, blank_png
from tests.faults.ledger import Ledger
from tests.faults.processes import answers, memory_mb
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults

MOST_MB, MOST_S = 512, 20  # the slowest takes three seconds on an idle machine
SENTENCES = (
    "Tệp này không phải ảnh JPEG, PNG hoặc WebP đọc được.",
    "Ảnh lớn hơn 10 MB.",
    "Ảnh có quá nhiều điểm ảnh",
    "Tệp này trống.",
)


class Gallery:
    """Hoa at the picture form of her product, on a running server."""

    def __init__(self, served: Any, world: dict[str, Any], data: Path) -> None:
        self.served, self.world, self.data = served.serve(), world, data
        self.client = Client(served.port).sign_in(world["login"], world["password"])
        self.form = f"/products/{world['product']}/photo/"
        self.web = max(served.living("granian"))

    def send(self, content: bytes, filename: str = "anh.jpg", claims: str = "image/jpeg") -> Page:
        page = self.client.upload(self.form, "photo", filename, content, claims)
        assert page.status in (200, 302), page
        return page

    def kept(self) -> list[tuple[Any, ...]]:
        """The picture of the product, and the files of the data folder."""
        files = sorted(path.name for path in (self.data / "files").rglob("*") if path.is_file())
        return [*Ledger(self.data).rows("SELECT photo_id FROM products_product"), tuple(files)]

    def picture(self) -> bytes:
        """The product's picture as the program keeps it."""
        [sha256] = Ledger(self.data).column("SELECT photo_id FROM products_product WHERE photo_id NOT NULL")
        return (self.data / "files" / sha256[:2] / sha256[2:4] / sha256).read_bytes()

    def is_unharmed(self) -> bool:
        """The same process still answers, and never took more memory than it may."""
        return (
            answers(self.served.port) == 200
            and self.web in self.served.living("granian")
            and memory_mb(self.web) < MOST_MB
        )


@pytest.fixture(scope="module")
def gallery(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    """One server for all files: what one of them left behind would hurt the next."""
    data = Path(shutil.copytree(template, tmp_path_factory.mktemp("gallery") / "data"))
    with Served(data) as served:
        yield Gallery(served, json.loads((template / "world.json").read_text()), data)
        print(f"web process: {memory_mb(max(served.living('granian'))):.0f} MB at most")


def is_clean(content: bytes) -> bool:
    """A small WebP of one frame, with pixels and nothing else in it."""
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return (
            (image.format, image.mode, getattr(image, "n_frames", 1)) == ("WEBP", "RGB", 1)
            and not set(image.info) & {"exif", "xmp", "icc_profile", "comment"}
            and len(content) <= TARGET_BYTES
            and not any(word in content for word in (CANARY, b"<script", b"PK\3\4", b"<svg", b"%PDF"))
        )


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_picture_is_refused_with_a_sentence_and_nothing_of_it_is_kept(gallery, name):
    before, began = gallery.kept(), time.monotonic()

    page = gallery.send(REFUSED[name]())

    assert time.monotonic() - began < MOST_S
    assert (page.status, page.media_type) == (200, "text/html")
    assert any(sentence in page.text for sentence in SENTENCES), page.text[-3000:]
    assert CANARY.decode() not in page.text
    assert gallery.kept() == before
    assert gallery.is_unharmed()


@pytest.mark.parametrize("name", CLEANED)
def test_a_picture_with_something_in_it_is_drawn_anew(gallery, name):
    began = time.monotonic()

    page = gallery.send(CLEANED[name]())

    assert time.monotonic() - began < MOST_S
    assert page.status == 302
    assert is_clean(gallery.picture())
    assert gallery.is_unharmed()


@pytest.mark.parametrize(
    ("filename", "claims"),
    [
        ("../../../secrets/serials.key", "image/png"),
        ("anh.html", "text/html"),
        ("anh.svg", "image/svg+xml"),
        ("a" * 500 + ".jpg", "image/jpeg"),
        ("anh\u202egpj.exe", "application/x-msdownload"),
        ("'><script>.png", "x/y"),
    ],
    ids=["a path", "html", "svg", "long", "right to left", "markup"],
)
def test_the_name_and_type_a_sender_gives_count_for_nothing(gallery, filename, claims):
    secrets = (gallery.data / "secrets" / "serials.key").read_bytes()

    page = gallery.send(CLEANED["jpeg with gps"](), filename, claims)

    assert page.status == 302
    assert is_clean(gallery.picture())
    assert (gallery.data / "secrets" / "serials.key").read_bytes() == secrets
    served = gallery.client.get(f"/products/{gallery.world['product']}/photo.webp")
    assert (served.status, served.media_type) == (200, "image/webp")
    assert gallery.is_unharmed()


def test_a_name_without_end_is_a_bad_request_and_nothing_of_it_is_kept(gallery):
    before = gallery.kept()

    page = gallery.client.upload(gallery.form, "photo", "a" * 9000, CLEANED["jpeg with gps"](), "image/jpeg")

    assert (page.status, page.media_type) == (400, "text/html")
    assert gallery.kept() == before
    assert gallery.is_unharmed()


def test_large_pictures_sent_at_once_stay_within_the_memory(gallery):
    content = blank_png(8_000, 5_000, bits=8, colour=6, channels=4)
    world = gallery.world
    statuses: list[int] = []

    def send() -> None:
        client = Client(gallery.served.port).sign_in(world["login"], world["password"])
        statuses.append(client.upload(gallery.form, "photo", "to.png", content, "image/png").status)

    senders = [Thread(target=send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(90)

    assert statuses == [302] * 6
    assert gallery.is_unharmed(), f"{memory_mb(gallery.web):.0f} MB"


# Keeps what it is given, when it opens at all.
TRUSTING = "module.clean = lambda content, field=None: module.Picture(content, 1, 1)"


def test_a_program_that_keeps_what_it_is_given_is_caught_by_the_same_check(family, data, world, tmp_path):
    sabotage = plant(tmp_path / "sabotage", "namsao.base.files.images", TRUSTING)
    with family(sabotage=sabotage) as served:
        gallery = Gallery(served, world, data)
        before = gallery.kept()

        gallery.send(REFUSED["gif that is a script"]())
        assert gallery.kept() != before
        gallery.send(CLEANED["jpeg with a script behind"]())
        assert SCRIPT in gallery.picture()
        assert not is_clean(gallery.picture())
