"""Nothing of one machine, of a registry, of a third party, or half done."""

import pytest

from .conftest import Grow
from .rules import traces
from .rules.tree import ROOT, report

CHECKS = [
    traces.unread,
    traces.machine_paths,
    traces.registry_hosts,
    traces.locks,
    traces.not_ours,
    traces.unfinished,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_repository_holds_only_what_is_ours(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


@pytest.mark.parametrize("folder", ["work", "root", "home/lan", "Users/lan"])
def test_a_path_of_one_machine_is_caught(grow: Grow, folder: str):
    root = grow({"docs/install.md": f"cd /{folder}/namsao\n"})

    assert [b.where for b in traces.machine_paths(root)] == ["docs/install.md:1"]


def test_a_url_that_ends_like_such_a_path_is_fine(grow: Grow):
    assert traces.machine_paths(grow({"a.py": 'path("home/", home)\nx = "base/' + 'work/models.py"\n'})) == []


@pytest.mark.parametrize("host", ["pypi" + ".org", "files.python" + "hosted.org", "registry.npm" + "js.org"])
def test_a_registry_host_is_caught(grow: Grow, host: str):
    assert [
        b.where for b in traces.registry_hosts(grow({"setup.cfg": f"index = https://{host}/simple\n"}))
    ] == ["setup.cfg:1"]


def test_a_lock_with_an_address_or_of_a_kind_that_has_some_is_caught(grow: Grow):
    root = grow({"requirements.lock": "--index-url https://example.vn/simple\n", "uv.lock": "version = 1\n"})

    assert {b.where for b in traces.locks(root)} == {"requirements.lock:1", "uv.lock"}


def test_a_missing_lock_is_reported(grow: Grow):
    assert len(traces.locks(grow({"pyproject.toml": "", "namsao/__init__.py": ""}))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("namsao/base/ui/static/ui/htmx.min.js", "x"),
        ("namsao/base/ui/static/vendor/htmx.js", "x"),
        ("namsao/base/ui/static/ui/app.js", "a;" * 600),
    ],
)
def test_a_third_partys_file_is_caught(grow: Grow, path: str, text: str):
    assert [b.where.partition(":")[0] for b in traces.not_ours(grow({path: text}))] == [path]


@pytest.mark.parametrize(
    "line",
    [
        "# TO" + "DO: later",
        "raise NotImplemented" + "Error",
        "@pytest.mark." + "skip",
        "x = y  # type" + ": ignore",
        "x = y  # type" + ": ignore[attr-defined]",
    ],
)
def test_a_mark_of_unfinished_work_is_caught(grow: Grow, line: str):
    assert [b.where for b in traces.unfinished(grow({"a.py": f"{line}\n"}))] == ["a.py:1"]


def test_a_reason_on_the_line_is_enough(grow: Grow):
    reasons = (
        "x = y  # type"
        + ": ignore[attr-defined]  # the stubs lack it\n@pytest.mark."
        + "skip()  # no Chromium there\n"
    )

    assert traces.unfinished(grow({"a.py": reasons})) == []
