"""Files lie where their content says, once, and whole."""

import hashlib
import os

import pytest
from django.conf import settings
from django.db import transaction

from namsao.base.accounts.tests.cast import NOW
from namsao.base.audit.models import Entry
from namsao.base.files.actions import keep_picture
from namsao.base.files.models import StoredFile
from namsao.base.files.tests.test_images import a_picture
from namsao.core.errors import BadValue


def on_disk():
    return sorted(path for path in settings.FILES_ROOT.rglob("*") if path.is_file())


def test_a_picture_lies_at_the_path_its_content_gives(cast):
    stored = keep_picture(content=a_picture(), by=cast.hoa, at=NOW)

    content = stored.content()
    sha256 = hashlib.sha256(content).hexdigest()
    assert on_disk() == [settings.FILES_ROOT / sha256[:2] / sha256[2:4] / sha256]
    assert list(StoredFile.objects.values_list()) == [(sha256, "image/webp", len(content), 64, 48, NOW, None)]
    assert list(Entry.objects.values_list("actor_id", "verb", "target_id")) == [(cast.hoa.pk, "keep", sha256)]


def test_the_same_picture_is_kept_once_whoever_brings_it(cast):
    first = keep_picture(content=a_picture(), by=cast.hoa, at=NOW)
    again = keep_picture(content=a_picture() + b"behind", by=cast.other_hoa, at=NOW)

    assert again == first
    assert (len(on_disk()), StoredFile.objects.count(), Entry.objects.count()) == (1, 1, 1)


def test_another_picture_is_another_file(cast):
    for colour in ("red", "blue"):
        keep_picture(content=a_picture(colour=colour), by=cast.hoa, at=NOW)

    assert (len(on_disk()), StoredFile.objects.count()) == (2, 2)


def test_what_is_refused_leaves_nothing(cast):
    with pytest.raises(BadValue) as refused:
        keep_picture(content=b"<svg/>", by=cast.hoa, at=NOW, field="photo")

    assert refused.value.field == "photo"
    assert (on_disk(), StoredFile.objects.count(), Entry.objects.count()) == ([], 0, 0)


def test_when_the_transaction_fails_there_is_no_row_and_no_half_file(cast):
    kept = []

    def act():
        kept.append(keep_picture(content=a_picture(), by=cast.hoa, at=NOW).sha256)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(act)()

    # The whole file may stay, under the name of its content: the next try finds it there.
    assert (StoredFile.objects.count(), Entry.objects.count()) == (0, 0)
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in on_disk()} <= set(kept)
    assert {path.name for path in on_disk()} <= set(kept)
    again = keep_picture(content=a_picture(), by=cast.hoa, at=NOW)
    assert (again.sha256, len(on_disk())) == (kept[0], 1)


def test_when_the_disk_is_full_there_is_no_row_and_no_half_file(cast, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_picture(content=a_picture(), by=cast.hoa, at=NOW)

    assert (on_disk(), StoredFile.objects.count()) == ([], 0)


def test_every_row_has_its_bytes(cast):
    for colour in ("red", "green", "blue"):
        keep_picture(content=a_picture(colour=colour), by=cast.hoa, at=NOW)

    for stored in StoredFile.objects.all():
        assert hashlib.sha256(stored.content()).hexdigest() == stored.sha256
        assert len(stored.content()) == stored.size
