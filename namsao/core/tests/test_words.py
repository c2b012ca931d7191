import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.words import LANGUAGES, accept_language, pick

OFFERED = tuple(LANGUAGES)
NOODLES = {"vi": "Miến dong", "en": "Canna noodles", "zh-hans": "蕉芋粉丝"}


@pytest.mark.parametrize(
    ("words", "asked", "picked"),
    [
        (NOODLES, "vi", ("Miến dong", "vi")),
        (NOODLES, "zh-hans", ("蕉芋粉丝", "zh-hans")),
        (NOODLES, "zh-TW", ("蕉芋粉丝", "zh-hans")),
        (NOODLES, "vi-VN", ("Miến dong", "vi")),
        (NOODLES, "ja", ("Canna noodles", "en")),
        ({"vi": "Miến dong"}, "ko", ("Miến dong", "vi")),
        ({"vi": "Miến dong", "en": "  "}, "en", ("Miến dong", "vi")),
        ({"ko": "당면", "ja": "春雨"}, "fr", ("春雨", "ja")),
        ({"fr": "Vermicelles"}, "vi", ("Vermicelles", "fr")),
        ({}, "ja", ("", "vi")),
        (NOODLES, "", ("Canna noodles", "en")),
    ],
)
def test_the_nearest_text_is_picked_and_says_which_language_it_is_in(words, asked, picked):
    assert pick(words, asked) == picked


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "vi"),
        ("", "vi"),
        ("vi-VN,vi;q=0.9,en-US;q=0.8", "vi"),
        ("en-US,en;q=0.5", "en"),
        ("en;q=0.5, ja-JP;q=0.9", "ja"),
        ("ko", "ko"),
        ("ZH-CN", "zh-hans"),
        ("zh-Hans-SG", "zh-hans"),
        ("zh-SG", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("zh-Hant-HK,en;q=0.9", "zh-hans"),
        ("fr-FR,fr;q=0.9", "en"),
        ("fr, ja;q=0.2", "ja"),
        ("ja;q=0, ko;q=0.1", "ko"),
        ("ja-JP;q=0", "vi"),
        ("fr, en;q=0", "vi"),
        ("*", "vi"),
        ("de, *;q=0.5", "en"),
        ("en , vi", "en"),
        ("ja;q=1.000,ko;q=1", "ja"),
        ("ja;q=7, ko", "ko"),
        ("ja;q=x", "vi"),
        ("%%%, ;;;=,,,", "vi"),
    ],
)
def test_the_browser_gets_the_language_it_asks_for(header, language):
    assert accept_language(header, OFFERED, "vi") == language


def test_a_site_with_fewer_languages_only_answers_in_those():
    assert accept_language("ja, ko;q=0.9", ("vi", "ko"), "vi") == "ko"
    assert accept_language("fr", ("vi", "ko"), "ko") == "ko"


@given(st.text(max_size=300), st.sampled_from(OFFERED))
def test_any_header_gives_an_offered_language(header, default):
    assert accept_language(header, OFFERED, default) in OFFERED


@pytest.mark.parametrize(
    "header",
    [
        "en," * 400_000,
        "a" * 1_000_000,
        "ja;q=" + "0" * 1_000_000,
        " " * 1_000_000,
        "x-" * 500_000,
        ("en" + " " * 90 + "x,") * 9,
    ],
)
def test_a_megabyte_of_header_is_answered_at_once(header):
    started = time.process_time()

    language = accept_language(header, OFFERED, "vi")

    assert language in {"vi", "en"}
    assert time.process_time() - started < 0.05


def test_the_five_languages_carry_their_own_names():
    assert dict(LANGUAGES) == {
        "vi": "Tiếng Việt",
        "en": "English",
        "zh-hans": "简体中文",
        "ja": "日本語",
        "ko": "한국어",
    }
