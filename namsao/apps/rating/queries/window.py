"""Where a certificate stands on its way to the end: the days of re-evaluation, and who may go on after it."""

from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.flow import Kind
from namsao.apps.rating.models import Dossier, Standing, StarCertificate
from namsao.apps.rating.packs import deadlines


class Window(StrEnum):
    """The certificate on a day, seen from the re-evaluation that must follow it."""

    NOT_OPEN = "not_open"
    OPEN = "open"
    LATE = "late"
    EXTENDED = "extended"
    EXPIRED = "expired"
    ENDED = "ended"


WINDOW_WORDS = {
    Window.NOT_OPEN: _("chưa đến ngày nộp"),
    Window.OPEN: _("đang nhận hồ sơ"),
    Window.LATE: _("quá hạn nộp"),
    Window.EXTENDED: _("được kéo dài"),
    Window.EXPIRED: _("hết hiệu lực"),
    Window.ENDED: _("đã thôi hiệu lực"),
}
_OF_STANDING = {
    Standing.EXTENDED: Window.EXTENDED,
    Standing.EXPIRED: Window.EXPIRED,
    Standing.REVOKED: Window.ENDED,
    Standing.REPLACED: Window.ENDED,
    Standing.ANNULLED: Window.ENDED,
}


def window_state(certificate: StarCertificate, day: date) -> Window:
    """Whether the window has not opened, is open, was missed, or the certificate no longer holds by itself.

    Source: Decision 26/2026/QĐ-TTg, art. 7.6a (180 to 120 days before the last day).
    """
    standing = certificate.standing(day)
    if standing in _OF_STANDING:
        return _OF_STANDING[standing]
    opens, closes = window_of(certificate)
    if day < opens:
        return Window.NOT_OPEN
    return Window.OPEN if day <= closes else Window.LATE


def window_of(certificate: StarCertificate) -> tuple[date, date]:
    """First and last day on which its re-evaluation is filed in time."""
    return deadlines().window(certificate.valid_to)


def is_late_filing(certificate: StarCertificate, filed_on: date | None) -> bool:
    """Whether a re-evaluation first filed on that day is one art. 12.3 speaks of.

    Our reading, to be verified: the article is for products that are to be re-evaluated "but whose time of filing
    did not meet" art. 7.6a: filed after the window's last day. The certificate "goes on being in force", so it
    still held on the day of filing: one that has run out has nothing to go on from.
    """
    _opens, closes = window_of(certificate)
    return filed_on is not None and closes < filed_on <= certificate.valid_to


def reevaluation_in_hand(certificate: StarCertificate) -> Dossier | None:
    """The product's re-evaluation that was filed and has no result yet."""
    found = certificate.product.dossiers.open().filter(kind=Kind.REEVALUATION, first_filed_on__isnull=False)
    return found.order_by("first_filed_on", "pk").first()


def late_dossier(certificate: StarCertificate) -> Dossier | None:
    """The late re-evaluation that could carry an extension."""
    dossier = reevaluation_in_hand(certificate)
    return dossier if dossier and is_late_filing(certificate, dossier.first_filed_on) else None


def may_be_extended(certificate: StarCertificate, day: date) -> bool:
    """Whether the province could extend it on that day: late re-evaluation in hand, 180 days not gone by."""
    return (
        window_state(certificate, day) in {Window.LATE, Window.EXPIRED}
        and not hasattr(certificate, "extension")
        and day <= deadlines().extension_limit(certificate.valid_to)
        and late_dossier(certificate) is not None
    )
