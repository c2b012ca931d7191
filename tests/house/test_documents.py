"""The papers can be followed."""

import pytest

from .conftest import Grow
from .rules import documents
from .rules.tree import ROOT, report

HEAD = "| Vietnamese | English in code | Meaning |\n|---|---|---|\n"


CHECKS = [documents.links, documents.commands, documents.paths, documents.words]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_papers_can_be_followed(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


@pytest.mark.parametrize(
    "line",
    [
        "[rules](rules.md)",
        "![drawing](img/plan.svg)",
        "[rules][1]\n\n[1]: rules.md",
        "[this](words.md#no-such-heading)",
    ],
)
def test_a_link_to_nowhere_is_caught(grow: Grow, line: str):
    root = grow({"docs/index.md": f"See {line}.\n", "docs/words.md": "# Words\n"})

    assert [b.where for b in documents.links(root)] == ["docs/index.md"]


def test_links_that_lead_somewhere_or_outside_are_fine(grow: Grow):
    lines = [
        "[words](words.md#one-word-each)",
        "[above](../README.md)",
        "[here](#index)",
        "[web](https://example.vn/x)",
        "`[not](a-link.md)`",
        "```\n[nor](this.md)\n```",
    ]
    root = grow(
        {
            "docs/index.md": "# Index\n" + "\n".join(lines),
            "docs/words.md": "# One word each\n",
            "README.md": "x",
        }
    )

    assert documents.links(root) == []


def test_docs_without_a_single_paper_are_reported(grow: Grow):
    assert len(documents.links(grow({"docs/plan.txt": "x"}))) == 1


def test_a_script_that_is_not_there_or_cannot_run_is_caught(grow: Grow):
    root = grow(
        {
            "README.md": "```\nbin/demo\n./bin/test --all\n```\nThen `bin/check`.\n",
            "bin/demo": "x",
            "bin/check": "x",
        }
    )
    (root / "bin/check").chmod(0o755)

    assert {b.where: b.what for b in documents.commands(root)} == {
        "bin/demo": "cannot be run",
        "README.md": "bin/test does not exist",
    }


def test_a_path_that_is_not_there_or_a_proof_without_a_test_is_caught(grow: Grow):
    lines = "See `namsao/core/gone.py`, `namsao/core/tests`, `namsao/base/tests` and `docs/`.\n"
    empty, full = "namsao/core/tests/__init__.py", "namsao/base/tests/test_x.py"
    root = grow({"docs/index.md": lines, empty: "", full: ""})

    assert [b.what for b in documents.paths(root)] == [
        "namsao/core/gone.py does not exist",
        "namsao/core/tests holds no test",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "| tem | label | printed |\n| nhãn | label | printed |\n",
        "| tem | label | printed |\n| Tem, mã | code | read |\n",
        "| tem |  | printed |\n",
        "|  | label | printed |\n",
        "| tem | label |\n",
        "",
    ],
    ids=["English twice", "Vietnamese twice", "no English", "no Vietnamese", "no meaning", "no rows"],
)
def test_a_bad_row_of_the_word_list_is_caught(grow: Grow, rows: str):
    assert len(documents.words(grow({documents.WORDS: f"# Words\n\n{HEAD}{rows}"}))) == 1


def test_one_row_for_each_word_is_fine(grow: Grow):
    rows = "| tem | label | printed |\n| thu hồi | revocation | of a star certificate, see tem |\n"

    assert documents.words(grow({documents.WORDS: HEAD + rows})) == []
