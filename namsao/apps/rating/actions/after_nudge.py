"""An officer reminds a producer by hand, beside what the clock does."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from namsao.apps.rating.models import StarCertificate
from namsao.apps.rating.queries.after_people import producers
from namsao.apps.rating.queries.window import window_of
from namsao.base.audit.actions import record
from namsao.base.ui.days import show_day
from namsao.base.work.actions import notify
from namsao.core.actor import Actor
from namsao.core.errors import AlreadyDone, NotAllowedNow


@transaction.atomic
def remind_producer(*, certificate: StarCertificate, by: Actor, at: datetime) -> int:
    """Ask the producer to file the re-evaluation; once a day. Returns how many people were told.

    Writes: their notices, one audit entry. Raises: AlreadyDone on the same day; NotAllowedNow when nobody works for
    the producer with an account.
    """
    today = localdate(at)
    users = list(producers(certificate.product))
    if not users:
        raise NotAllowedNow(
            "Chủ thể chưa có ai có tài khoản. Hãy gọi điện, hoặc mở tài khoản cho họ.",
            "Nobody of the producer has an account.",
        )
    opens, closes = window_of(certificate)
    told = notify(
        users=users,
        key=f"certificate:{certificate.pk}:renewal:asked:{today.isoformat()}",
        title=f"Cán bộ nhắc nộp hồ sơ đánh giá lại: {certificate.product}",
        body=f"Giấy hết hạn {show_day(certificate.valid_to)}. Nộp từ {show_day(opens)} đến hết {show_day(closes)}.",
        url=reverse("products:product", args=[certificate.product_id]),
        due=closes if today <= closes else certificate.valid_to,
        by=by,
        at=at,
    )
    if not told:
        raise AlreadyDone("Hôm nay đã nhắc chủ thể này rồi.", "They were reminded today already.")
    record(by=by, at=at, verb="certificate.remind", target=certificate)
    return len(told)
