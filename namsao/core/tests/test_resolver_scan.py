import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from namsao.core.resolver.scan import Scan

SCANS = st.builds(Scan, st.integers(), *[st.text(max_size=30)] * 5)


def test_a_scan_is_one_line_of_six_fields() -> None:
    scan = Scan(1_764_000_000_123, "01/08931234567897/10/A1", "KA6KQ2YLD4SMQZMT", "vi", "registered", "page")

    assert scan.to_line() == (
        b"1764000000123\t01/08931234567897/10/A1\tKA6KQ2YLD4SMQZMT\tvi\tregistered\tpage\n"
    )


@given(SCANS)
@example(Scan(0, "a\tb", "c\nd", "\\t", "\r", "\\"))
def test_a_scan_survives_its_line_whatever_it_holds(scan: Scan) -> None:
    line = scan.to_line()

    assert Scan.from_line(line) == scan
    assert (line.count(b"\n"), line.count(b"\t"), line[-1:]) == (1, 5, b"\n")


@given(st.text(alphabet="01-7\t\\tnr\n\rế", max_size=30))
@example("7\ta\tb\tc\td\te")
def test_a_text_that_reads_as_a_scan_is_the_line_of_that_scan(text: str) -> None:
    line = text.removesuffix("\n").encode() + b"\n"
    try:
        scan = Scan.from_line(line)
    except ValueError:
        return
    assert scan.to_line() == line


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"1\ta\tb\tc\td\n",
        b"1\ta\tb\tc\td\te\tf\n",
        b"01\ta\tb\tc\td\te\n",
        b"x\ta\tb\tc\td\te\n",
        b"1\ta\\x\tb\tc\td\te\n",
        b"1\ta\\\tb\tc\td\te\n",
        b"1\ta\tb\tc\td\te\n\n",
        b"1\t\xff\tb\tc\td\te\n",
    ],
)
def test_a_damaged_line_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any reason will do
        Scan.from_line(line)
