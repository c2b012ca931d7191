"""Small files, small functions, names that say something."""

from .conftest import Grow
from .rules import sizes
from .rules.tree import ROOT, report

LONG_FUNCTION = "class Sheet:\n    def total(self):\n" + "        x = 1\n" * 49


def test_files_and_functions_are_short():
    breaches = sizes.too_long(ROOT, sizes.exceptions(ROOT))

    assert not breaches, report(breaches)


def test_names_say_something():
    breaches = sizes.empty_names(ROOT)

    assert not breaches, report(breaches)


def test_a_long_file_and_a_long_function_are_caught(grow: Grow):
    root = grow(
        {
            "namsao/a.py": "x = 1\n" * 300,
            "namsao/b.py": "x = 1\n" * 299,
            "namsao/templates/ui/c.html": "<p>\n" * 300,
            "namsao/migrations/0001_initial.py": "x = 1\n" * 400,
            "namsao/d.py": LONG_FUNCTION,
            "bin/demo": "echo\n" * 300,
        }
    )

    found = sizes.too_long(root, {})

    assert {b.where for b in found} == {
        "namsao/a.py",
        "namsao/templates/ui/c.html",
        "namsao/d.py::Sheet.total",
        "bin/demo",
    }


def test_an_exception_only_shrinks(grow: Grow):
    root = grow({"namsao/a.py": "x = 1\n" * 310, "namsao/b.py": "x = 1\n" * 10})

    assert sizes.too_long(root, {"namsao/a.py": 310}) == []
    assert [b.what for b in sizes.too_long(root, {"namsao/a.py": 305})] == ["310 lines, at most 305"]
    assert [b.what for b in sizes.too_long(root, {"namsao/a.py": 320})] == ["it shrank to 310 lines"]
    assert [b.where for b in sizes.too_long(root, {"namsao/a.py": 310, "namsao/b.py": 400})] == [
        "namsao/b.py"
    ]


def test_an_exception_without_a_reason_does_not_count(grow: Grow):
    row = '[[allowed]]\nname = "{}"\nlines = 310\nwhy = "{}"\n'
    root = grow({sizes.EXCEPTIONS: row.format("a.py", "") + row.format("b.py", "one table of the standard")})

    assert sizes.exceptions(root) == {"b.py": 310}


def test_an_empty_name_is_caught(grow: Grow):
    bad = [
        "core/utils.py",
        "apps/rating/services/__init__.py",
        "base/file_helpers.py",
        "core/data.py",
        "base/handle.py",
    ]
    fine = [
        "core/tally.py",
        "apps/insights/open_data.py",
        "core/__init__.py",
        "base/jobs/processes_of_a_round.py",
    ]
    root = grow({f"namsao/{path}": "" for path in [*bad, *fine]})

    assert {b.where for b in sizes.empty_names(root)} == {f"namsao/{path}" for path in bad}
