"""What is typed in the field, with a plain form or by the outbox of a phone."""

import io
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from PIL import Image

from namsao.apps.farms.models import Season
from namsao.base.accounts.models import User
from namsao.base.ui.days import show_day

DIARY = "/farms/diary/"


def typed(at: Season, **facts: Any) -> dict[str, Any]:
    """Watering today in the season."""
    return {"season": at.pk, "verb": "irrigate", "done_on": show_day(timezone.localdate())} | facts


def from_phone(client: Client, person: User, at: Season, **facts: Any) -> HttpResponse:
    """What the outbox of a person's phone sends, and its answer."""
    sent = {"client_id": str(uuid4()), "user": person.pk} | facts
    return client.post(DIARY, typed(at, **sent), HTTP_ACCEPT="application/json")


def a_photo(side: int = 20) -> SimpleUploadedFile:
    return SimpleUploadedFile("1.jpg", a_picture(side), "image/jpeg")


def a_picture(side: int = 20) -> bytes:
    page = io.BytesIO()
    Image.new("RGB", (side, side), "green").save(page, "JPEG")
    return page.getvalue()
