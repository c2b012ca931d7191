"""Render the public pages, in five languages, once, at publish time."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from namsao.apps.scans import passport
from namsao.base.files.models import StoredFile
from namsao.base.places.queries import programme_name, province_name
from namsao.base.ui.css import stylesheet_hash
from namsao.core.words import LANGUAGES


def security_policy() -> str:
    """Pictures from the door, our one inlined stylesheet, nothing else."""
    return (
        f"default-src 'none'; img-src 'self'; style-src {stylesheet_hash()}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def in_every_language(render: Callable[[str], str]) -> dict[str, str]:
    """language -> page."""
    pages = {}
    for language in LANGUAGES:
        with translation.override(language):
            pages[language] = render(language)
    return pages


def frame(language: str) -> dict[str, Any]:
    """What every public page needs."""
    return {
        "language": language,
        "languages": LANGUAGES.items(),
        "programme_name": programme_name(),
        "report_url": f"{settings.SITE_URL}/scans/report/",
    }


def passport_pages(facts: passport.Facts) -> dict[str, str]:
    image = picture(facts.product.photo)

    def render(language: str) -> str:
        return render_to_string(
            "scans/passport.html", frame(language) | passport.context(facts, language) | {"image": image}
        )

    return in_every_language(render)


def location_pages(location: Any, details: Callable[[], list[tuple[str, str]]]) -> dict[str, str]:
    """Page of a facility or a growing area: `location` has name, party, place, gln."""

    def render(language: str) -> str:
        return render_to_string(
            "scans/location.html",
            frame(language)
            | {
                "title": location.name,
                "party": location.party,
                "place": passport.place_name(location.place),
                "gln": location.gln,
                "details": details(),
            },
        )

    return in_every_language(render)


def image_key(photo: StoredFile) -> str:
    return f"-/image/{photo.sha256}.webp"


def picture(photo: StoredFile | None) -> Mapping[str, Any] | None:
    if photo is None:
        return None
    stem = urlsplit(settings.RESOLVER_URL).path
    return {"url": f"{stem}/{image_key(photo)}", "width": photo.width, "height": photo.height}


def verdicts() -> dict[str, str]:
    """verdict -> strip, in the active language. We never say "genuine": a code can be copied."""
    strips = {
        "registered": (
            "",
            "shield",
            _("Mã đã đăng ký"),
            _("Mã này có trong sổ đăng ký OCOP %(province)s. Hãy so với bao bì trên tay bạn.")
            % {"province": province_name()},
        ),
        "unissued": (
            "warn",
            "warn",
            _("Chưa từng phát hành mã này"),
            _(
                "Sản phẩm có trong sổ đăng ký, nhưng số trên tem chưa từng được phát hành. "
                "Hãy xem kỹ bao bì và báo cho chúng tôi."
            ),
        ),
        "lapsed": (
            "warn",
            "warn",
            _("Công nhận sao đã hết hiệu lực"),
            _("Mã này có trong sổ đăng ký, nhưng giấy chứng nhận ghi trên trang không còn hiệu lực."),
        ),
        "withdrawn": (
            "bad",
            "stop",
            _("Đã thu hồi"),
            _("Đừng dùng sản phẩm này. Hãy giữ lại bao bì và báo cho nơi bán hoặc cho chúng tôi."),
        ),
        "recalled": (
            "bad",
            "stop",
            _("Đang triệu hồi"),
            _("Đừng dùng sản phẩm này. Hãy giữ lại bao bì và mang trả nơi đã mua; bên dưới nói rõ vì sao."),
        ),
    }
    names = ("kind", "shape", "headline", "sentence")
    return {
        verdict: render_to_string("scans/_verdict.html", dict(zip(names, strip, strict=True))).strip()
        for verdict, strip in strips.items()
    }


def error_pages(language: str) -> dict[str, str]:
    """status -> page, in the active language."""
    unknown = _("Mã viết đúng cách, nhưng không có trong sổ đăng ký OCOP %(province)s.")
    texts = {
        "400": (
            _("Mã không đọc được"),
            _("Mã trên tem thiếu hoặc sai ký tự, nên không chỉ tới sản phẩm nào."),
        ),
        "404": (_("Không có mã này"), unknown % {"province": province_name()}),
    }
    return {
        status: render_to_string(
            "scans/error.html",
            frame(language) | {"headline": headline, "sentence": sentence, "kind": "warn", "shape": "warn"},
        )
        for status, (headline, sentence) in texts.items()
    }


def furniture() -> dict[str, Any]:
    """Body of `-/furniture`: the strips and the error pages in every language."""
    strips, pages = {}, {}
    for language in LANGUAGES:
        with translation.override(language):
            strips[language] = verdicts()
            pages[language] = error_pages(language)
    return {"verdicts": strips, "pages": pages, "csp": security_policy()}
