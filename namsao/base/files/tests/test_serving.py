"""A kept file leaves the house harmless, under the name its owner gave it."""

from urllib.parse import unquote

import pytest

from namsao.base.accounts.tests.cast import NOW
from namsao.base.files.actions import keep_document
from namsao.base.files.names import bare, titled
from namsao.base.files.serving import document_response
from namsao.base.files.spreadsheet import csv_response, safe
from namsao.base.files.tests.papers import a_pdf
from namsao.base.files.tests.test_images import a_picture


def the_name(response) -> str:
    return unquote(response["Content-Disposition"].partition("filename*=utf-8''")[2])


def test_a_paper_is_downloaded_under_its_vietnamese_name(cast):
    stored = keep_document(content=a_pdf(), name="x", by=cast.hoa, at=NOW)

    response = document_response(stored, "Giấy đăng ký “Đồi Nà Sao”.pdf")

    assert b"".join(response.streaming_content) == stored.content()
    assert response["Content-Disposition"].startswith("attachment;")
    assert the_name(response) == "Giấy đăng ký “Đồi Nà Sao”.pdf"
    assert {name: response[name] for name in response.headers if name != "Content-Disposition"} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(stored.size),
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "X-Frame-Options": "DENY",
    }


def test_only_papers_and_pictures_are_shown_in_the_browser(cast):
    paper = keep_document(content=a_pdf(), name="x", by=cast.hoa, at=NOW)
    picture = keep_document(content=a_picture(), name="x", by=cast.hoa, at=NOW)
    shown = [
        document_response(each, "giay.jpg", inline=True)["Content-Disposition"] for each in (paper, picture)
    ]
    framed = document_response(paper, "a.pdf", inline=True)["X-Frame-Options"]
    paper.media_type = "text/html"

    assert framed == "SAMEORIGIN"
    assert shown == ['inline; filename="giay.pdf"', 'inline; filename="giay.webp"']
    assert document_response(paper, "a.html", inline=True)["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\Ảnh chụp.JPG", "Ảnh chụp.JPG"),
        ("/etc/passwd", "passwd"),
        ("giấy\r\nSet-Cookie: x.pdf", "giấy Set-Cookie x.pdf"),
        ("hoá đơn\u202efdp.exe", "hoá đơn fdp.exe"),
        ("a" * 200 + ".pdf", "a" * 116 + ".pdf"),
        ("", ""),
    ],
)
def test_a_name_is_bared_of_what_could_mislead(name, kept):
    assert bare(name) == kept


def test_an_ending_says_what_the_content_is():
    named = [titled(name, "image/webp") for name in ("giấy.jpg", "giấy", "...", "v1.2.png")]

    assert named == ["giấy.webp", "giấy.webp", "tep.webp", "v1.2.webp"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start):
    assert safe(f'{start}HYPERLINK("x")') == f'\'{start}HYPERLINK("x")'


def test_no_cell_of_a_list_runs_as_a_formula():
    response = csv_response("a.csv", ["tên"], [["=1+1", None, 5], ["miến", "-", "a,b"]])

    assert response.content.decode() == "\ufefftên\r\n'=1+1,,5\r\nmiến,'-,\"a,b\"\r\n"
