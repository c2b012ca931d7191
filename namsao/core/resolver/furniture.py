"""The door's own plain pages, for the time before anything is published."""

from collections.abc import Mapping

from namsao.core.resolver.entry import Furniture

_FRAME = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{first}</title></head>'
    "<body><main><h1>{first}</h1><p>{second}</p><p><!--reason--></p><p><code><!--code--></code></p></main></body></html>"
)
_TITLES = {
    "400": {"vi": "Mã không đúng dạng", "en": "This code is not well formed"},
    "404": {"vi": "Không tìm thấy mã này", "en": "Nothing is known about this code"},
}
_STRIPS = {
    "registered": {
        "vi": "Mã này có trong sổ đăng ký sản phẩm OCOP.",
        "en": "This code is in the OCOP register.",
    },
    "unissued": {
        "vi": "Mã này chưa từng được cấp. Tem có thể là giả.",
        "en": "This code was never issued. The label may be false.",
    },
    "lapsed": {
        "vi": "Giấy chứng nhận của sản phẩm này đã hết hạn.",
        "en": "The certificate of this product has expired.",
    },
    "withdrawn": {
        "vi": "Mã này đã bị thu hồi. Không nên dùng sản phẩm.",
        "en": "This code has been withdrawn. Do not use the product.",
    },
    "recalled": {
        "vi": "Đang triệu hồi. Đừng dùng sản phẩm này, hãy mang trả nơi đã mua.",
        "en": "Recalled. Do not use this product; take it back to where you bought it.",
    },
}


def _page(code: str, language: str) -> str:
    first, second = _TITLES[code][language], _TITLES[code]["en" if language == "vi" else "vi"]
    return _FRAME.format(lang=language, first=first, second=second)


PLAIN = Furniture(
    version=0,
    verdicts={
        language: {verdict: f'<p role="status">{words[language]}</p>' for verdict, words in _STRIPS.items()}
        for language in ("vi", "en")
    },
    pages={language: {code: _page(code, language) for code in _TITLES} for language in ("vi", "en")},
    csp="default-src 'none'",
)


def strip(furniture: Furniture, verdict: str, language: str) -> str:
    """The verdict in the language of the page, or in the nearest one there is."""
    return _first(furniture.verdicts, verdict, language) or _first(PLAIN.verdicts, verdict, language)


def error_page(furniture: Furniture, code: str, language: str) -> str:
    """The page of an error, "400" or "404"."""
    return _first(furniture.pages, code, language) or _first(PLAIN.pages, code, language)


def _first(words: Mapping[str, Mapping[str, str]], name: str, language: str) -> str:
    for tag in (language, "en", "vi"):
        if text := words.get(tag, {}).get(name):
            return text
    return ""
