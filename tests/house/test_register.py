"""What the code has and what the papers say are the same."""

import pytest

from .conftest import Grow
from .rules import register
from .rules.tree import ROOT, report

CHECKS = [register.settings, register.commands, register.news, register.packs]
NEWS_HEAD = "| News | Sent by |\n|---|---|\n"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_code_and_the_papers_agree(check):
    breaches = check(ROOT)

    assert not breaches, report(breaches)


def test_a_setting_without_a_paper_and_a_paper_without_a_setting_are_caught(grow: Grow):
    root = grow(
        {
            "namsao/project/settings.py": 'DATA = env.str("NAMSAO_DATA")\nHOSTS = env.list("NAMSAO_HOSTS")\n',
            "bin/demo": 'NAMSAO_DEMO=1 exec namsao serve "$NAMSAO_PORT"\n',
            register.SETTINGS: "| `NAMSAO_DATA` | `NAMSAO_DEMO` | `NAMSAO_GONE` |\n",
        }
    )

    assert {b.what for b in register.settings(root)} == {
        "setting NAMSAO_HOSTS is not explained",
        "setting NAMSAO_PORT is not explained",
        "setting NAMSAO_GONE is in no code",
    }


def test_settings_that_read_nothing_are_reported(grow: Grow):
    assert len(register.settings(grow({"namsao/project/settings.py": "DEBUG = False\n"}))) == 1


def test_a_command_without_a_paper_and_a_paper_without_a_command_are_caught(grow: Grow):
    root = grow(
        {
            register.CLI: 'sub.add_parser("serve")\ngs1 = sub.add_parser("gs1")\nof.add_parser("parse")\n',
            "namsao/apps/scans/management/commands/ship_scans.py": "",
            "namsao/apps/scans/management/commands/__init__.py": "",
            register.COMMANDS: "## `namsao serve --port 8000`\n### `namsao gs1 parse`\n## `namsao fly`\n",
        }
    )

    assert {b.what for b in register.commands(root)} == {
        "command fly is in no code",
        "Django command ship_scans is not explained",
    }

    grow({register.COMMANDS: "# Commands\n"})
    assert len(register.commands(root)) == 4


def test_a_command_line_without_commands_is_reported(grow: Grow):
    assert len(register.commands(grow({register.CLI: "def main(): ...\n"}))) == 1


def test_news_without_a_row_and_a_row_without_news_are_caught(grow: Grow):
    signals = (
        'scored = News("rating.sheet_scored")\nfiled = Signal()\nreturned: News = News("rating.returned")\n'
    )
    root = grow(
        {
            "namsao/apps/rating/signals.py": signals,
            register.NEWS: f"{NEWS_HEAD}| `rating.returned` | rating |\n| `rating.lost` | rating |\n",
        }
    )

    assert {b.what for b in register.news(root)} == {
        "news rating.sheet_scored is not explained",
        "news filed is not explained",
        "news rating.lost is in no code",
    }


def test_a_signals_module_without_news_is_reported(grow: Grow):
    assert len(register.news(grow({"namsao/apps/rating/signals.py": "X = 1\n"}))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("sets.json", '{"meta": {"source": "Decision 26/2026"}}'),
        ("sets.json", '{"valid_from": "2026-07-01"}'),
        ("sets.toml", 'source = "Decision 26/2026"\n[sets]\nvalid_from = 2026-07-01\n'),
        ("sets.yaml", "source: Decision 26/2026\nrows:\n  - valid_from: 2026-07-01\n"),
    ],
)
def test_a_pack_that_hides_its_source_or_dates_is_caught(grow: Grow, path: str, text: str):
    assert len(register.packs(grow({f"namsao/packs/criteria/{path}": text}))) == 1


def test_a_pack_that_says_both_is_fine(grow: Grow):
    root = grow(
        {
            "namsao/packs/criteria/26-2026/pack.toml": 'source = "QĐ 26/2026"\nvalid_from = 2026-07-01\n',
            "namsao/packs/criteria/26-2026/set-07.json": "[]",
            "namsao/packs/criteria/criteria.schema.json": "{}",
            "namsao/packs/places/units.json": '{"meta": {"source": "QĐ 19/2025", "as_of": "2026-09-01"}}',
        }
    )

    assert register.packs(root) == []


def test_packs_without_a_data_file_are_reported(grow: Grow):
    assert len(register.packs(grow({"namsao/packs/__init__.py": ""}))) == 1
