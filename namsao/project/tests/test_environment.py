"""Settings from the environment: read, checked, refused with a sentence."""

import os

import pytest

from namsao.project import environment, secrets, sqlite
from namsao.project.environment import BadSetting, MailServer


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """No NAMSAO_ variable but the data folder."""
    for name in [n for n in os.environ if n.startswith("NAMSAO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("NAMSAO_DATA", str(tmp_path))
    return monkeypatch


def test_a_newcomer_gets_sqlite_on_localhost(bare, tmp_path):
    found = environment.read()
    assert found.database_url == f"sqlite:///{tmp_path}/namsao.sqlite3"
    assert (found.site_url, found.resolver_url) == ("http://localhost:8000", "http://localhost:8000")
    assert "localhost" in found.hosts
    assert "id.example.vn" not in found.hosts


def test_the_demo_also_answers_to_the_example_host(bare):
    bare.setenv("NAMSAO_DEMO", "1")
    assert "id.example.vn" in environment.read().hosts


def test_a_misspelt_variable_is_an_error_that_names_it(bare):
    bare.setenv("NAMSAO_DATABSE_URL", "x")
    with pytest.raises(BadSetting, match="NAMSAO_DATABSE_URL"):
        environment.read()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NAMSAO_SITE_URL", "ocop.example.vn"),
        ("NAMSAO_SITE_URL", "ftp://ocop.example.vn"),
        ("NAMSAO_RESOLVER_URL", "https://id.example.vn/?a=1"),
        ("NAMSAO_SITE_URL", "http://[bad"),
        ("NAMSAO_SITE_URL", "http://localhost:99999"),
        ("NAMSAO_DEMO", "maybe"),
        ("NAMSAO_GS1_PREFIX", "95x"),
        ("NAMSAO_GS1_PREFIX", "123"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused(bare, name, value):
    bare.setenv(name, value)
    with pytest.raises(BadSetting, match=name):
        environment.read()


def test_a_database_address_becomes_django_settings():
    sqlite_settings = environment.database("sqlite:///srv/ocop/db.sqlite3")
    assert sqlite_settings["NAME"] == "/srv/ocop/db.sqlite3"
    assert sqlite_settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    postgres = environment.database("postgresql://lan:m%40t@db.example.vn:5433/ocop")
    assert (postgres["USER"], postgres["PASSWORD"], postgres["HOST"], postgres["PORT"], postgres["NAME"]) == (
        "lan", "m@t", "db.example.vn", "5433", "ocop",
    )  # fmt: skip
    assert postgres["OPTIONS"] == {"options": "-c jit=off"}


@pytest.mark.parametrize("name", ["a b", "nương", "50%", "so#1", "a?b"])
def test_any_name_of_a_data_folder_leads_to_its_own_database(bare, tmp_path, name):
    bare.setenv("NAMSAO_DATA", str(tmp_path / name))
    assert environment.database(environment.read().database_url)["NAME"] == str(
        tmp_path / name / "namsao.sqlite3"
    )


def test_a_port_that_is_no_number_is_refused():
    with pytest.raises(BadSetting, match="NAMSAO_DATABASE_URL"):
        environment.database("postgresql://db:port/ocop")


def test_another_kind_of_database_is_refused():
    with pytest.raises(BadSetting, match="postgresql://"):
        environment.database("mysql://localhost/ocop")


@pytest.mark.parametrize(
    ("version", "sound"),
    [((3, 40, 1), False), ((3, 44, 6), True), ((3, 45, 0), False), ((3, 50, 6), False), ((3, 50, 7), True),
     ((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 4), True)],
)  # fmt: skip
def test_the_versions_of_sqlite_that_lose_data_are_known(version, sound):
    assert sqlite.is_sound(version) is sound


def test_django_runs_on_a_sound_sqlite():
    assert sqlite.is_sound(sqlite.version())


def test_secrets_are_made_once_and_only_the_owner_reads_them(tmp_path):
    made = secrets.make(tmp_path)
    first = secrets.read(tmp_path, "serials.key")
    assert made == list(secrets.NAMES)
    assert secrets.make(tmp_path) == []
    assert secrets.read(tmp_path, "serials.key") == first
    assert {path.stat().st_mode & 0o777 for path in secrets.folder(tmp_path).iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("smtp://mail.example.vn", MailServer("mail.example.vn", 25, "", "", "")),
        (
            "smtp+tls://ocop%40x:p%2Fw@mail.example.vn",
            MailServer("mail.example.vn", 587, "ocop@x", "p/w", "tls"),
        ),
        ("smtps://u:p@mail.example.vn:4650", MailServer("mail.example.vn", 4650, "u", "p", "ssl")),
    ],
)
def test_a_mail_server_is_read_from_its_address(bare, text, server):
    bare.setenv("NAMSAO_EMAIL_URL", text)

    assert environment.read().mail == server


def test_without_a_mail_server_there_is_none_and_the_sender_is_of_the_site(bare):
    bare.setenv("NAMSAO_SITE_URL", "https://ocop.example.vn")

    assert (environment.read().mail, environment.read().mail_from) == (
        None,
        "năm sao <no-reply@ocop.example.vn>",
    )


@pytest.mark.parametrize(
    "text",
    [
        "mail.example.vn",
        "http://u:secret@x",
        "smtp://",
        "smtp://u:secret@x:99999",
        "smtp://u:secret@x/y",
        "smtp://u:secret@x:p",
    ],
)
def test_a_mail_server_that_cannot_be_used_is_refused_without_showing_its_password(bare, text):
    bare.setenv("NAMSAO_EMAIL_URL", text)

    with pytest.raises(BadSetting, match="NAMSAO_EMAIL_URL") as refused:
        environment.read()

    assert "secret" not in str(refused.value)
    assert "secret" not in repr(MailServer("h", 25, "u", "secret", ""))


@pytest.mark.parametrize("text", ["ocop", "ocop@", "a@example.vn\nBcc: b@example.vn"])
def test_a_sender_that_is_no_address_is_refused(bare, text):
    bare.setenv("NAMSAO_EMAIL_FROM", text)

    with pytest.raises(BadSetting, match="NAMSAO_EMAIL_FROM"):
        environment.read()
