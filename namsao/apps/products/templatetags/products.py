"""How a product's standing is shown: {% load products %}."""

from datetime import date

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from namsao.apps.products.models import Product
from namsao.apps.products.queries import RENEWAL_DAYS
from namsao.base.ui.display import day as show_day
from namsao.base.ui.templatetags.ui import badge, stars
from namsao.core.words import NATIVE, Words, pick

register = template.Library()


@register.simple_tag
def standing(product: Product) -> SafeString:
    """Stars of a row of `queries.register_rows`, and a chip when they no longer count."""
    if product.is_delisted:
        return _no_more(product, _("ngoài danh mục"))
    if product.stars is None and product.last_stars:
        return _no_more(product, _("hết hiệu lực"))
    return stars(product.stars)


@register.simple_tag
def valid_until(last_day: date | None, today: date) -> SafeString | str:
    """The last day of a recognition: a warning from half a year before, an alarm after it."""
    if last_day is None:
        return ""
    left = (last_day - today).days
    if left > RENEWAL_DAYS:
        return show_day(last_day)
    chip = (
        badge(_("hết hạn"), "bad", "calendar")
        if left < 0
        else badge(_("còn %(left)s ngày") % {"left": left}, "warn", "calendar")
    )
    return format_html("<span>{} {}</span>", chip, show_day(last_day))


@register.simple_tag
def spoken(words: Words) -> str:
    """Words in the reader's language, or the first they have."""
    return pick(words, get_language() or NATIVE)[0]


def _no_more(product: Product, why: str) -> SafeString:
    drawn = stars(product.last_stars) if product.last_stars else ""
    return format_html("<span>{} {}</span>", drawn, badge(why, "bad"))
