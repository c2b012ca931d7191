"""`namsao rating`: what goes in, what comes out, and what is refused."""

import io
import json
import subprocess
import sys

import pytest

from namsao.core.rating.criteria import read
from namsao.packs import load
from namsao.project.cli import main

NOODLE = {  # the canna noodle of 78 points of namsao/core/rating/tests/test_by_hand.py
    "1.1": 3,
    "1.2": 1,
    "1.3": 3,
    "1.4": 2,
    "1.5": 2,
    "1.6": 2,
    "1.7": 1,
    "2.1": 3,
    "2.2": 2,
    "2.3": 3,
    "2.4": 1,
    "3.1": 3,
    "3.2": 1,
    "3.3": 3,
    "3.4": 2,
    "3.5": 2,
    "4.1": 3,
    "4.2": 2,
    "4.3": 3,
    "5.1": 5,
    "5.2": 2,
    "5.3": 3,
    "6.1": 2,
    "6.2": 2,
    "6.3": 3,
    "6.4": 2,
    "6.5": 3,
    "7": 3,
    "8": 4,
    "9": 3,
    "10": 2,
    "11": 2,
}


@pytest.fixture
def ask(capsys, monkeypatch):
    """Run a command over a request on standard input: exit status, answer or None, what stderr says."""

    def run(request, *command):
        text = request if isinstance(request, bytes) else json.dumps(request).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        status = main(["rating", *(command or ("tally",)), "-"])
        said = capsys.readouterr()
        return status, json.loads(said.out) if said.out else None, said.err

    return run


def test_one_sheet_gives_points_parts_stars_and_missed_gates(ask):
    assert ask({"set": 7, "scores": NOODLE}) == (
        0,
        {
            "points": 78,
            "parts": {"A": 34, "B": 18, "C": 26},
            "stars": 4,
            "missed": [
                {"code": "1.5", "stars": 5, "need": 3, "have": 2},
                {"code": "4.1", "stars": 5, "need": 5, "have": 3},
                {"code": "6.4", "stars": 5, "need": 3, "have": 2},
                {"code": "6.5", "stars": 5, "need": 5, "have": 3},
                {"code": "7", "stars": 5, "need": 5, "have": 3},
            ],
            "stopped": [],
        },
        "",
    )


def test_points_of_a_council_are_numbers_with_a_fraction(ask):
    status, found, _ = ask({"set": 7, "sheets": [NOODLE] * 4 + [{**NOODLE, "10": 1}]})

    assert (status, found["points"], found["parts"]) == (0, 77.8, {"A": 34, "B": 18, "C": 25.8})
    assert ask({"set": 7, "sheets": [NOODLE, NOODLE, {**NOODLE, "10": 1}]})[1]["points"] == 77.6667


def test_the_gates_rule_of_a_council_can_be_chosen(ask):
    members = [NOODLE, NOODLE, {**NOODLE, "3.4": 1}]
    stars = {
        rule: ask({"set": 7, "sheets": members, **({"gates": rule} if rule else {})})[1]["stars"]
        for rule in (None, "majority", "all", "mean")
    }

    assert stars == {None: 4, "majority": 4, "all": 3, "mean": 3}
    missed = ask({"set": 7, "sheets": members, "gates": "mean"})[1]["missed"]
    assert {"code": "3.4", "stars": 4, "need": 2, "have": 1.6667} in missed


def test_a_stopped_dossier_has_no_star_and_no_path(ask):
    request = {"set": 7, "scores": NOODLE, "stopped": ["forged"]}

    _, found, _ = ask(request)
    _, way, _ = ask(request, "path", "--stars", "5")

    assert (found["stars"], found["points"], found["stopped"]) == (0, 78, ["forged"])
    assert way == found | {"steps": []}


def test_a_path_adds_its_steps_and_they_reach_the_star(ask):
    _, found, _ = ask({"set": 7, "scores": NOODLE}, "path", "--stars", "5")

    raised = NOODLE | {step["code"]: step["to"] for step in found["steps"]}
    assert found["steps"] == [
        {"code": "1.5", "from": 2, "to": 3},
        {"code": "4.1", "from": 3, "to": 5},
        {"code": "6.4", "from": 2, "to": 3},
        {"code": "6.5", "from": 3, "to": 5},
        {"code": "7", "from": 3, "to": 5},
        {"code": "4.3", "from": 3, "to": 5},
        {"code": "5.3", "from": 3, "to": 5},
    ]
    assert ask({"set": 7, "scores": raised})[1]["stars"] == 5
    assert found | {"steps": 0} == ask({"set": 7, "scores": NOODLE})[1] | {"steps": 0}


def test_a_path_goes_round_what_costs_more_or_cannot_change(ask):
    request = {"set": 7, "scores": NOODLE, "effort": {"5.3": 9}, "locked": ["4.3"]}

    _, found, _ = ask(request, "path", "--stars", "5")

    raised = {step["code"]: step["to"] for step in found["steps"]}
    assert not raised.keys() & {"4.3", "5.3"}  # the ordinary path goes by both
    assert ask({"set": 7, "scores": NOODLE | raised})[1]["stars"] == 5


def test_a_step_to_one_of_two_equal_options_names_the_option(ask):
    best = {
        one.code: {"option": max(one.options, key=lambda o: o.points).seq}
        for one in read(load("criteria", "set-26")).criteria
    }
    low = best | {"8": {"option": 3}, "9": 0, "10": 1, "12": 1, "15": {"option": 1}, "17": 0}  # 88 points

    _, found, _ = ask({"set": 26, "scores": low}, "path", "--stars", "5")

    assert found["steps"] == [{"code": "8", "from": 1, "to": 3, "option": 4}]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({"set": 7, "scores": {"12": 1}}, 'Set 7 has no criterion "12".'),
        ({"set": 7, "scores": {"4.3": 4}}, "Criterion 4.3 has no option of 4 points"),
        ({"set": 7, "scores": {"3.1": 1}}, "Criterion 3.1 has 2 options of 1 points"),
        ({"set": 7, "scores": {"4.3": True}}, "not true"),
        ({"set": 7, "scores": {"4.3": 2.5}}, "not 2.5"),
        ({"set": 7, "scores": {"4.3": -1}}, "no option of -1 points"),
        ({"set": 7, "scores": {"4.3": {"option": 9}}}, "number from 0 to 5"),
        ({"set": 7, "scores": None}, "Scores must look like"),
        ({"set": 7}, 'exactly one of "scores"'),
        ({"set": 7, "scores": {}, "sheets": [{}]}, 'exactly one of "scores"'),
        ({"set": 7, "sheets": []}, "at least one sheet"),
        ({"set": 7, "sheets": {}}, "at least one sheet"),
        ({"set": 7, "sheets": [{}, 3]}, "Scores must look like"),
        ({"set": 7, "sheets": [{}], "gates": "some"}, "one of majority, all, mean"),
        ({"set": 7, "sheets": [{}], "gates": []}, "one of majority, all, mean"),
        ({"set": 27, "scores": {}}, "1 to 26, not 27"),
        ({"set": True, "scores": {}}, "1 to 26, not true"),
        ({"set": "7", "scores": {}}, "1 to 26"),
        ({"scores": {}}, "1 to 26"),
        ({"set": 7, "scores": {}, "stopped": "forged"}, "list of reasons"),
        ({"set": 7, "scores": {}, "stopped": [" "]}, "list of reasons"),
        (b'{"set": 7, "scores": {}, "stopped": ["\\ud800"]}', "list of reasons"),
        ({"set": 7, "scores": {}, "stoped": ["forged"]}, 'Unknown key "stoped"'),
        ({"set": 7, "scores": {}, "effort": [1]}, '"effort" must be an object'),
        ({"set": 7, "scores": {}, "effort": {"12": 1}}, 'Set 7 has no criterion "12".'),
        ({"set": 7, "scores": {}, "effort": {"7": -1}}, "from 0 to 1000, not -1"),
        ({"set": 7, "scores": {}, "effort": {"7": True}}, "from 0 to 1000, not true"),
        ({"set": 7, "scores": {}, "locked": "7"}, "list of criterion codes"),
        ({"set": 7, "scores": {}, "locked": ["12"]}, 'Set 7 has no criterion "12".'),
        ([7], "JSON object"),
        (b'{"set": 7, "scores": {"7": 1, "7": 5}}', '"7" is written twice'),
        (b'{"set": 7', "not valid JSON"),
        (b"", "not valid JSON"),
        (b"\xff\xfe", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"set": 7, "scores": {"7": ' + b"9" * 5000 + b"}}", "not valid JSON"),
        (b'{"set": 7, "scores": {"7": NaN}}', "not NaN"),
    ],
)
@pytest.mark.parametrize("command", [("tally",), ("path", "--stars", "3")])
def test_what_cannot_be_read_is_refused_with_one_sentence_in_two_languages(ask, request_, says, command):
    status, found, error = ask(request_, *command)

    assert (status, found) == (1, None)
    vietnamese, english = error.rstrip("\n").split(" / ")
    assert says in english
    assert vietnamese.endswith(".")
    assert "\n" not in vietnamese + english


def test_a_council_has_no_path(ask):
    status, found, error = ask({"set": 7, "sheets": [NOODLE, NOODLE]}, "path", "--stars", "5")

    assert (status, found) == (1, None)
    assert "A path raises one sheet" in error


def test_a_file_is_read_and_a_missing_one_is_named(tmp_path, capsys):
    file = tmp_path / "phiếu.json"
    file.write_text("\ufeff" + json.dumps({"set": 7, "scores": NOODLE}), encoding="utf-8")

    assert main(["rating", "tally", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["points"] == 78
    assert main(["rating", "tally", str(tmp_path)]) == 1
    assert main(["rating", "tally", str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err


def test_the_command_runs_without_django(tmp_path):
    file = tmp_path / "sheet.json"
    file.write_text(json.dumps({"set": 7, "scores": NOODLE}))
    program = (
        "import sys; from namsao.project.cli import main; "
        f"status = main(['rating', 'path', {str(file)!r}, '--stars', '5']); "
        "sys.exit(status or ('django' in sys.modules and 9))"
    )

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0
