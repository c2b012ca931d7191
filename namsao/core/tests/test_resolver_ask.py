import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.resolver.ask import (
    LINKSET,
    Code,
    CodeAsked,
    DescriptionAsked,
    ImageAsked,
    Level,
    Malformed,
    MethodRefused,
    PreflightAsked,
    Reader,
    Request,
    accepts_gzip,
    full_link_type,
    weights,
)

GTIN = "08931234567897"
GLN = "8931234567897"
ROOT = "https://x.vn"


def ask(path: str, query: str = "", *, method: str = "GET", root: str = ROOT, accept: str = "") -> object:
    return Reader(root).ask(Request(method, path, query, accept))


def code(path: str) -> Code:
    asked = ask(path)
    assert isinstance(asked, CodeAsked), asked
    return asked.code


@pytest.mark.parametrize(
    "path", ["/", "/products/1", "/gtin/1", "/10/A", "/015/1", "/-/furniture", "", "/static"]
)
def test_an_address_that_starts_with_no_key_is_not_the_doors(path: str) -> None:
    assert ask(path) is None
    assert ask(path, method="POST") is None


@pytest.mark.parametrize(
    ("path", "question"),
    [
        ("/-/image/ab.webp", ImageAsked("-/image/ab.webp")),
        ("/.well-known/gs1resolver", DescriptionAsked()),
    ],
)
def test_images_and_the_description_file_are_the_doors(path: str, question: object) -> None:
    assert ask(path) == question


@pytest.mark.parametrize(
    ("method", "question"),
    [("OPTIONS", PreflightAsked()), ("POST", MethodRefused()), ("DELETE", MethodRefused())],
)
@pytest.mark.parametrize("path", [f"/01/{GTIN}", "/01/broken", "/-/image/ab.webp"])
def test_other_methods_are_told_apart_before_the_code_is_read(
    method: str, question: object, path: str
) -> None:
    assert ask(path, method=method) == question


def test_a_root_with_a_path_is_a_stem_that_may_be_in_upper_case() -> None:
    plain = code(f"/01/{GTIN}")

    for path in (f"/id/01/{GTIN}", f"/ID/01/{GTIN}"):
        asked = ask(path, root="https://x.vn/id/")
        assert isinstance(asked, CodeAsked)
        assert asked.code == plain
    for path in (f"/01/{GTIN}", f"/idx/01/{GTIN}", f"/id01/{GTIN}", "/id", f"/id/id/01/{GTIN}"):
        assert ask(path, root="https://x.vn/id") is None
    assert ask("/.well-known/gs1resolver", root="https://x.vn/id") == DescriptionAsked()
    assert ask("/id/.well-known/gs1resolver", root="https://x.vn/id") == DescriptionAsked()


@pytest.mark.parametrize(
    ("path", "keys", "lot_levels", "serial"),
    [
        (f"/01/{GTIN}", [f"01/{GTIN}"], 0, ""),
        (f"/01/{GTIN}/21/S1", [f"01/{GTIN}"], 0, "S1"),
        (f"/01/{GTIN}/10/A%2FB", [f"01/{GTIN}/10/A/B", f"01/{GTIN}"], 1, ""),
        (f"/01/{GTIN}/10/A/21/S", [f"01/{GTIN}/10/A", f"01/{GTIN}"], 1, "S"),
        (f"/01/{GTIN}/22/C", [f"01/{GTIN}/22/C", f"01/{GTIN}"], 0, ""),
        (
            f"/01/{GTIN}/22/C/10/A/21/S",
            [f"01/{GTIN}/22/C/10/A", f"01/{GTIN}/10/A", f"01/{GTIN}/22/C", f"01/{GTIN}"],
            2,
            "S",
        ),
        (f"/01/{GTIN}/235/T", [f"01/{GTIN}"], 0, ""),
        (f"/414/{GLN}/254/X", [f"414/{GLN}/254/X", f"414/{GLN}"], 0, ""),
        ("/00/389312345678901234", ["00/389312345678901234"], 0, ""),
    ],
)
def test_a_code_is_looked_up_from_its_finest_level_to_its_key(
    path: str, keys: list[str], lot_levels: int, serial: str
) -> None:
    found = code(path)

    assert ([level.key for level in found.levels], found.lot_levels, found.serial) == (
        keys,
        lot_levels,
        serial,
    )


def test_levels_and_code_carry_canonical_paths() -> None:
    found = code(f"/01/{GTIN}/10/A%2fB%3a/21/S%2D1")

    assert found == Code(
        (Level(f"01/{GTIN}/10/A/B:", f"/01/{GTIN}/10/A%2FB%3A"), Level(f"01/{GTIN}", f"/01/{GTIN}")),
        1,
        "S-1",
        f"/01/{GTIN}/10/A%2FB%3A/21/S-1",
    )


@pytest.mark.parametrize(
    "path",
    [
        "/01/08931234567890",  # check digit
        "/01/8931234567897",  # 13 digits
        f"/01/{GTIN}/foo",
        f"/01/{GTIN}/10/A/foo",
        f"/01/{GTIN}/21/S/10/A",  # order
        f"/01/{GTIN}/21/",
        f"/01/{GTIN}/10/" + "A" * 21,
        f"/01/{GTIN}/10/%C3%A9",
        f"/01/{GTIN}/10/A%2",
        f"/01/wrong/01/{GTIN}",  # two keys
        "/01",
        "/01/",
        "/00/389312345678901233",
    ],
)
def test_what_is_no_digital_link_is_refused_with_a_reason_in_two_languages(path: str) -> None:
    refused = ask(path)

    assert isinstance(refused, Malformed)
    assert refused.path == path
    assert refused.what
    assert refused.what_vi
    assert refused.what != refused.what_vi


def test_a_bad_attribute_in_the_query_is_refused_and_a_foreign_one_is_not() -> None:
    assert isinstance(ask(f"/01/{GTIN}", "17=991399"), Malformed)
    assert isinstance(ask(f"/01/{GTIN}", "17=261231&utm_source=fair"), CodeAsked)


def test_a_trailing_slash_changes_nothing() -> None:
    assert code(f"/01/{GTIN}/") == code(f"/01/{GTIN}")
    assert code(f"/01/{GTIN}/21/S1/") == code(f"/01/{GTIN}/21/S1")


@given(st.text(alphabet="ABab01-_.%/~é!", max_size=24), st.sampled_from(["", "/10/A%2FB", "/22/C"]))
def test_a_remembered_code_reads_as_one_never_seen(serial: str, middle: str) -> None:
    # given a reader that has seen the product with another serial
    reader, head = Reader(ROOT), f"/01/{GTIN}{middle}"
    reader.ask(Request("GET", head + "/21/FIRST"))
    reader.ask(Request("GET", head))

    # when the same product comes with a serial, however malformed
    for path in (f"{head}/21/{serial}", head, head + serial):
        again = reader.ask(Request("GET", path))

        # then it reads as it does to a new reader
        assert again == Reader(ROOT).ask(Request("GET", path))


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("pip", "https://ref.gs1.org/voc/pip"),
        ("gs1:pip", "https://ref.gs1.org/voc/pip"),
        ("https://ref.gs1.org/voc/pip", "https://ref.gs1.org/voc/pip"),
        ("https://gs1.org/voc/pip", "https://ref.gs1.org/voc/pip"),
        ("https://www.gs1.org/voc/pip", "https://ref.gs1.org/voc/pip"),
        ("https://schema.org/about", "https://schema.org/about"),
        ("linkset", LINKSET),
        ("all", LINKSET),
    ],
)
def test_link_types_have_one_full_form(text: str, full: str) -> None:
    assert full_link_type(text) == full


@pytest.mark.parametrize(
    ("query", "accept", "link_type"),
    [
        ("", "", ""),
        ("", "*/*", ""),
        ("", "application/linkset+json", LINKSET),
        ("", "application/json", LINKSET),
        ("", "application/json;q=0", ""),
        ("", "text/html, application/json;q=0.9", ""),
        ("", "text/html;q=0.5, application/linkset+json", LINKSET),
        ("linkType=linkset", "text/html", LINKSET),
        ("linkType=gs1%3Apip", "application/json", "https://ref.gs1.org/voc/pip"),
        ("lang=vi", "application/json", LINKSET),
    ],
)
def test_the_link_type_comes_from_the_query_and_else_from_accept(
    query: str, accept: str, link_type: str
) -> None:
    asked = ask(f"/01/{GTIN}", query, accept=accept)

    assert isinstance(asked, CodeAsked)
    assert asked.link_type == link_type


def test_the_first_of_two_values_counts() -> None:
    asked = ask(f"/01/{GTIN}", "lang=VI&lang=en&linkType=pip&linkType=dpp")

    assert isinstance(asked, CodeAsked)
    assert (asked.language, asked.link_type) == ("vi", "https://ref.gs1.org/voc/pip")


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip, deflate, br", True),
        ("GZIP;q=0.1", True),
        ("*", True),
        ("", False),
        ("br", False),
        ("gzip;q=0, *", False),
        ("gzip;q=banana", False),
        ("gzip;q=1.5", False),
    ],
)
def test_gzip_is_sent_only_to_a_client_that_reads_it(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@given(st.text())
def test_no_header_is_too_odd_to_weigh(header: str) -> None:
    assert all(0 <= weight <= 1 for weight in weights(header).values())
