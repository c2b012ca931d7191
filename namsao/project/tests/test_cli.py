"""The command line's contracts."""

import json

import pytest

from namsao.project.cli import main, parser

EXAMPLE = "https://id.gs1.org/01/09520123456788/10/ABC?17=261231"


def test_a_digital_link_is_parsed_to_json(capsys):
    status = main(["gs1", "parse", EXAMPLE])
    assert status == 0
    assert json.loads(capsys.readouterr().out) == {
        "key": "01",
        "ais": {"01": "09520123456788", "10": "ABC", "17": "261231"},
        "canonical": EXAMPLE,
        "urn": None,
    }


def test_the_urn_is_given_when_the_prefix_is_known(capsys, monkeypatch):
    monkeypatch.setenv("NAMSAO_GS1_PREFIX", "952110")
    main(["gs1", "parse", "(01)09521100000017(10)ML2611A"])
    assert json.loads(capsys.readouterr().out)["urn"] == "urn:epc:class:lgtin:952110.0000001.ML2611A"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("09521100000017", "01"),
        ("(414)9521100000017", "414"),
        ("urn:epc:id:sgtin:952110.0000001.A1", "01"),
        ("095211000000000017", "00"),
    ],
)
def test_each_form_of_a_code_is_read(capsys, text, key):
    assert main(["gs1", "parse", text]) == 0
    assert json.loads(capsys.readouterr().out)["key"] == key


def test_a_wrong_code_is_refused_in_two_languages(capsys):
    status = main(["gs1", "parse", "09521100000018"])
    said = capsys.readouterr()
    assert (status, said.out) == (1, "")
    assert "check digit" in said.err
    assert "kiểm tra" in said.err


@pytest.mark.parametrize("command", ["demo", "serve", "resolver", "worker", "init", "migrate", "doctor"])
def test_every_command_explains_itself(capsys, command):
    with pytest.raises(SystemExit) as ended:
        parser().parse_args([command, "--help"])
    assert ended.value.code == 0
    assert command in capsys.readouterr().out
