"""The peer: the same look-up as the door, written as an ordinary Django view."""

import json
import zlib

from django.http import Http404, HttpResponse
from django.urls import path

from namsao.apps.scans.models import Published
from namsao.base.access.gate import public
from namsao.core.serials import Serials
from namsao.core.words import LANGUAGES, accept_language


@public
def passport(request, gtin, lot, serial):
    """Read the row, pick the language, check the serial, fill the verdict, answer."""
    from django.conf import settings

    row = Published.objects.filter(key=f"01/{gtin}/10/{lot}", gone=False).first()
    furniture = Published.objects.filter(key="-/furniture").first()
    if row is None or furniture is None:
        raise Http404
    entry, strips = (json.loads(zlib.decompress(bytes(r.body))) for r in (row, furniture))
    language = accept_language(request.headers.get("Accept-Language"), list(LANGUAGES))
    read = Serials(settings.SERIALS_KEY).read(serial)
    issued = read is not None and read[0] == entry["serial_batch"] and read[1] < entry["issued"]
    strip = strips["verdicts"][language]["registered" if issued else "unissued"]
    return HttpResponse(entry["pages"][language].replace("<!--verdict-->", strip))


urlpatterns = [path("01/<str:gtin>/10/<str:lot>/21/<str:serial>", passport)]
