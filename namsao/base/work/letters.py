"""A notice as a message: subject, plain text and simple HTML, in Vietnamese."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from namsao.base.work.channels import Outgoing
from namsao.base.work.models import Message


def outgoing(message: Message) -> Outgoing:
    """What goes out. Notices are written in Vietnamese, so what stands around them is too."""
    notice = message.notice
    with override(settings.LANGUAGE_CODE):
        context = {
            "notice": notice,
            "link": settings.SITE_URL + (notice.url or reverse("work:notices")),
            "choices": settings.SITE_URL + reverse("work:choices"),
            "is_illustrative": settings.DEMO or notice.user.is_illustrative,
        }
        return Outgoing(
            number=message.pk,
            address=message.address,
            subject=f"[OCOP] {notice.title}",
            text=render_to_string("work/mail.txt", context),
            html=render_to_string("work/mail.html", context),
        )
