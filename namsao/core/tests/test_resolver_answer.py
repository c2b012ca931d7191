import gzip
import json
import zlib

import pytest

from namsao.core.resolver.answer import Answer, answer, compose, nothing_here, show
from namsao.core.resolver.ask import Code, Level, Malformed, Request
from namsao.core.resolver.decide import Missing, Shown, Unknown
from namsao.core.resolver.entry import Entry, Furniture, read_entry
from namsao.core.resolver.furniture import PLAIN

CODE = Code((Level("01/1", "/01/1"),), 0, "S", "/01/1/21/S")
FURNITURE = Furniture(
    version=3,
    verdicts={
        "vi": {"registered": "<b>có</b>", "lapsed": "<b>hết hạn</b>"},
        "en": {"registered": "<b>yes</b>"},
    },
    pages={
        "vi": {"404": "không: <!--reason--> <!--code-->"},
        "en": {"400": "bad: <!--reason--> <!--code-->"},
    },
    csp="default-src 'self'",
)
PAGE = (
    "<p><!--verdict--></p><!--dated--><i>5 sao</i><!--/dated--> <!--code--> | "
    "<!--dated-->A<!--/dated-->B <!--code-->"
)


def an_entry(**fields: object) -> Entry:
    return read_entry("01/1", 1, None, zlib.compress(json.dumps(fields).encode()))


def shown(
    verdict: str = "registered", language: str = "vi", *, lapsed: bool = False, **fields: object
) -> Shown:
    return Shown(CODE, an_entry(**fields), verdict, language, lapsed)


def text(page: Shown, furniture: Furniture = FURNITURE) -> str:
    return compose(page, PAGE, furniture, packed=False).page.fill(b"CODE").decode()


def header(said: Answer, name: str) -> str | None:
    return dict(said.headers).get(name)


def test_the_slots_take_verdict_and_code_and_the_dated_blocks_stay_while_they_hold() -> None:
    assert text(shown()) == "<p><b>có</b></p><i>5 sao</i> CODE | AB CODE"


def test_dated_blocks_are_cut_out_when_they_have_lapsed() -> None:
    assert text(shown("lapsed", lapsed=True)) == "<p><b>hết hạn</b></p> CODE | B CODE"


def test_a_verdict_is_shown_in_the_nearest_language_there_is() -> None:
    assert text(shown(language="ja")).startswith("<p><b>yes</b></p>")
    assert text(shown("withdrawn", "ja")).startswith("<p>" + PLAIN.verdicts["en"]["withdrawn"])
    assert text(shown("withdrawn")).startswith("<p>" + PLAIN.verdicts["vi"]["withdrawn"])


def test_a_page_goes_out_with_every_header_it_needs() -> None:
    page = compose(shown(csp="default-src 'none'"), PAGE, FURNITURE, packed=True)

    said = show(shown(), page, Request("GET", CODE.path), "https://x.vn")

    assert (said.status, gzip.decompress(said.body).decode()) == (
        "200 OK",
        "<p><b>có</b></p><i>5 sao</i> /01/1/21/S | AB /01/1/21/S",
    )
    assert dict(said.headers) == {
        "Access-Control-Allow-Origin": "*",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept, Accept-Language, Accept-Encoding",
        "Cache-Control": "public, max-age=60",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": "vi",
        "ETag": page.page.etag,
        "Content-Security-Policy": "default-src 'none'",
        "Content-Encoding": "gzip",
        "Link": '<https://x.vn/01/1/21/S?linkType=linkset>; rel="linkset"; type="application/linkset+json"',
        "Content-Length": str(len(said.body)),
    }


def test_the_csp_of_the_furniture_serves_an_entry_without_its_own() -> None:
    assert dict(compose(shown(), PAGE, FURNITURE, packed=False).headers)["Content-Security-Policy"] == (
        "default-src 'self'"
    )


def test_the_script_of_a_language_is_written_as_bcp_47_does() -> None:
    assert dict(compose(shown(language="zh-hans"), "", FURNITURE, packed=False).headers)[
        "Content-Language"
    ] == ("zh-Hans")


@pytest.mark.parametrize("names", ["{etag}", "W/{etag}", '"x", {etag}', "*"])
def test_a_client_that_has_the_page_gets_304_without_body(names: str) -> None:
    page = compose(shown(), PAGE, FURNITURE, packed=True)
    request = Request("GET", CODE.path, if_none_match=names.format(etag=page.page.etag))

    said = show(shown(), page, request, "https://x.vn")

    assert (said.status, said.body, header(said, "ETag")) == ("304 Not Modified", b"", page.page.etag)
    assert {"Content-Length", "Content-Encoding", "Content-Type"}.isdisjoint(dict(said.headers))
    assert header(said, "Vary") == "Accept, Accept-Language, Accept-Encoding"


def test_a_client_with_another_page_gets_this_one() -> None:
    page = compose(shown(), PAGE, FURNITURE, packed=True)
    plain = compose(shown(), PAGE, FURNITURE, packed=False)

    said = show(shown(), page, Request("GET", CODE.path, if_none_match=plain.page.etag), "https://x.vn")

    assert said.status == "200 OK"


def test_a_refusal_gives_its_reason_in_the_language_of_the_page_and_escapes_it() -> None:
    malformed = Malformed("<what>", "<vì sao>", "/01/<b>")

    vi = answer(malformed, Request("GET", "/"), FURNITURE, "")
    en = answer(malformed, Request("GET", "/", accept_language="en"), FURNITURE, "")

    assert (vi.status, header(vi, "Content-Language"), en.status) == (
        "400 Bad Request",
        "vi",
        "400 Bad Request",
    )
    assert vi.body.decode() == "bad: &lt;vì sao&gt; /01/&lt;b&gt;"  # no Vietnamese page was published
    assert en.body.decode() == "bad: &lt;what&gt; /01/&lt;b&gt;"


def test_an_unknown_code_and_a_missing_link_are_404_with_different_reasons() -> None:
    unknown = answer(Unknown(CODE), Request("GET", "/"), FURNITURE, "")
    missing = answer(Missing(CODE, an_entry(), "registered", ""), Request("GET", "/"), FURNITURE, "")

    assert (unknown.status, missing.status) == ("404 Not Found", "404 Not Found")
    assert unknown.body.decode() == "không: Chưa có sản phẩm nào đăng ký với mã này. /01/1/21/S"
    assert missing.body.decode() == "không: Mã này không có liên kết thuộc loại được hỏi. /01/1/21/S"
    assert header(unknown, "Cache-Control") == "no-store"


def test_the_door_has_plain_pages_of_its_own_in_both_languages() -> None:
    vi = nothing_here(PLAIN, Request("GET", "/x"))
    en = nothing_here(PLAIN, Request("GET", "/x", accept_language="en"))

    for said, language in ((vi, "vi"), (en, "en")):
        assert said.status == "404 Not Found"
        assert f'<html lang="{language}">' in said.body.decode()
        assert "Không tìm thấy mã này" in said.body.decode()
        assert "Nothing is known about this code" in said.body.decode()
    assert "Ở đây không có trang này." in vi.body.decode()
    assert "There is no such page here." in en.body.decode()


def test_head_says_what_get_would_and_sends_nothing() -> None:
    get = answer(Unknown(CODE), Request("GET", "/"), FURNITURE, "")
    head = answer(Unknown(CODE), Request("HEAD", "/"), FURNITURE, "")

    assert head == Answer(get.status, get.headers, b"")
    assert header(head, "Content-Length") == str(len(get.body))
