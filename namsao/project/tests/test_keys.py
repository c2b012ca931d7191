"""`namsao key`: one secret on the output, keys listed and revoked by their first letters."""

import argparse
import re

import pytest
from django.utils import timezone

from namsao.base.accounts import queries
from namsao.base.accounts.models import ApiKey
from namsao.project.keys import add_key_commands


def run(*words):
    top = argparse.ArgumentParser()
    add_key_commands(top.add_subparsers())
    options = top.parse_args(["key", *words])
    return options.run(options)


def create(*words):
    return run("create", "--name", "Kho", "--scope", "epcis.capture", "--scope", "epcis.query", *words)


def test_a_key_is_printed_once_and_nothing_else(db, capsys):
    assert create() == 0

    said = capsys.readouterr()
    assert re.fullmatch(r"[A-Za-z0-9]{43}\n", said.out)
    assert said.err == ""
    key = queries.key_of(said.out.strip(), timezone.localdate())
    assert (key.name, key.scopes, key.party) == ("Kho", ["epcis.capture", "epcis.query"], None)


def test_a_key_may_be_a_partys(cast, capsys):
    create("--party", str(cast.htx.pk))

    assert ApiKey.objects.get().party == cast.htx


@pytest.mark.parametrize(
    "words",
    [
        ["create", "--name", "Kho", "--scope", "epcis.query", "--party", "999999"],
        ["create", "--name", "Kho", "--scope", "all"],
        ["create", "--name", " ", "--scope", "epcis.query"],
        ["revoke", "nobody"],
        ["revoke", ""],
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_printed(db, capsys, words):
    assert run(*words) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("namsao: ")


@pytest.mark.parametrize("words", [["create"], ["create", "--name", "x"], []])
def test_what_is_missing_is_said(capsys, words):
    with pytest.raises(SystemExit) as ended:
        run(*words)

    assert ended.value.code == 2


def test_keys_are_listed_without_their_secret(db, capsys):
    create()
    secret = capsys.readouterr().out.strip()

    assert run("list") == 0

    said = capsys.readouterr().out
    assert said == f"{secret[:8]}\tepcis.capture,epcis.query\tchương trình\t-\tKho\n"


def test_a_key_is_revoked_by_its_first_letters(db, capsys):
    create()
    secret = capsys.readouterr().out.strip()

    assert run("revoke", secret[:8]) == 0

    assert ApiKey.objects.get().revoked_at
    assert run("revoke", secret[:8]) == 2


def test_letters_that_two_keys_share_revoke_neither(db, capsys):
    create()
    create()
    ApiKey.objects.update(prefix="SAMESAME")

    assert run("revoke", "SAME") == 2

    assert not ApiKey.objects.exclude(revoked_at=None).exists()
