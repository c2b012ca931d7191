"""What must not run does not start: status 2, and a sentence that says what to do. The doctor says the same."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.ledger import Ledger
from tests.faults.processes import free_port
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults


class Case(NamedTuple):
    """What is wrong, and the sentence. harm: done to the data folder. sabotage: module, and what changes in it."""

    sentence: str
    harm: Callable[[Path], object] = lambda data: None
    settings: dict[str, str] = {}
    sabotage: tuple[str, str] | None = None


def without_a_secret(data: Path) -> None:
    (data / "secrets" / "serials.key").unlink()


def with_an_empty_secret(data: Path) -> None:
    (data / "secrets" / "serials.key").write_bytes(b"")


def with_an_open_secret(data: Path) -> None:
    (data / "secrets" / "django.key").chmod(0o644)


def with_a_step_unapplied(data: Path) -> None:
    Ledger(data).write("DELETE FROM django_migrations WHERE app = 'scans'")


def without_a_database(data: Path) -> None:
    (data / "namsao.sqlite3").unlink()


OLD_SQLITE = ("namsao.project.sqlite", "module.version = lambda: (3, 45, 1)")
CASES = {
    "a secret is missing": Case("Chưa có bí mật: serials.key. Chạy `namsao init` một lần.", without_a_secret),
    "a secret is empty": Case("Bí mật bị hỏng: serials.key. Lấy lại từ bản sao lưu;", with_an_empty_secret),
    "a secret can be read by others": Case("Chạy `chmod -R go= ", with_an_open_secret),
    "a migration waits": Case("bước nâng cấp cơ sở dữ liệu. Chạy `namsao migrate`.", with_a_step_unapplied),
    "the database is not there": Case(
        "bước nâng cấp cơ sở dữ liệu. Chạy `namsao migrate`.", without_a_database
    ),
    "the site is open to the world without TLS": Case(
        "NAMSAO_SITE_URL là http://ocop.example.vn, không mã hoá. Đặt nginx hoặc Caddy phía trước",
        settings={"NAMSAO_SITE_URL": "http://ocop.example.vn"},
    ),
    "the resolver is open to the world without TLS": Case(
        "NAMSAO_RESOLVER_URL là http://id.example.vn, không mã hoá. Đặt nginx hoặc Caddy phía trước",
        settings={"NAMSAO_RESOLVER_URL": "http://id.example.vn"},
    ),
    "a variable is misspelt": Case(
        "Biến môi trường không có trong danh sách: NAMSAO_HOTS. Các biến dùng được: NAMSAO_CALLBACKS_TO_PRIVATE,",
        settings={"NAMSAO_HOTS": "ocop.example.vn"},
    ),
    "an address is none": Case(
        "NAMSAO_SITE_URL phải là một địa chỉ như https://ocop.example.vn, không phải 'ocop.example.vn'",
        settings={"NAMSAO_SITE_URL": "ocop.example.vn"},
    ),
    "the database is of another kind": Case(
        "NAMSAO_DATABASE_URL phải bắt đầu bằng sqlite:/// hoặc postgresql://, không phải 'mysql'",
        settings={"NAMSAO_DATABASE_URL": "mysql://localhost/namsao"},
    ),
    "nobody answers at the database's address": Case(
        "Kiểm tra NAMSAO_DATABASE_URL.", settings={"NAMSAO_DATABASE_URL": "postgresql://127.0.0.1:1/namsao"}
    ),
    "the database's folder is not there": Case(
        "Kiểm tra NAMSAO_DATABASE_URL.",
        settings={"NAMSAO_DATABASE_URL": "sqlite:////khong/co/namsao.sqlite3"},
    ),
    "SQLite may spoil the database": Case(
        "SQLite 3.45.1 có lỗi làm mất dữ liệu (WAL-reset). Cài gói pysqlite3,", sabotage=OLD_SQLITE
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_server_does_not_start_and_says_what_to_do_and_so_does_the_doctor(family, data, case):
    case.harm(data)
    sabotage = plant(data.parent / "sabotage", *case.sabotage) if case.sabotage else None
    with family(sabotage=sabotage, **case.settings) as broken:
        served = broken.run_once("serve", "--port", str(broken.port))
        doctor = broken.run_once("doctor")

    assert (served.status, case.sentence in served.said) == (2, True), served
    assert all(line.startswith("namsao: ") for line in served.said.splitlines()), served
    # The doctor shows what to do on a line of its own.
    told = doctor.said.replace("\n    → ", ". ")
    assert (doctor.status, case.sentence in told, "Traceback" in told) == (1, True, False), doctor


def test_a_sound_installation_starts_and_the_doctor_is_content(family):
    with family() as sound:
        doctor = sound.run_once("doctor")
        sound.serve()

    assert (doctor.status, "✗" in doctor.said) == (0, False)


def test_a_server_that_starts_all_the_same_is_caught_by_the_same_check(family, data):
    without_a_secret(data)
    careless = plant(data.parent / "sabotage", "namsao.project.doctor", "module.refusals = lambda: []")

    with family(sabotage=careless) as broken:
        broken.serve()
        assert broken.children[0].poll() is None


@pytest.mark.parametrize(
    "name",
    [
        "a secret is missing",
        "a variable is misspelt",
        "an address is none",
        "the database is of another kind",
    ],
)
def test_the_door_alone_does_not_start_either(family, data, name):
    case = CASES[name]
    case.harm(data)
    with family(**case.settings) as broken:
        ended = broken.run_once("resolver", "--port", str(broken.port))

    assert (ended.status, ended.said.startswith("namsao: "), "Traceback" in ended.said) == (2, True, False)


OLD_SQLITE_AT_THE_DOOR = (
    "namsao.resolver.sqlite",
    "from types import SimpleNamespace; module.driver = lambda: SimpleNamespace(sqlite_version_info=(3, 45, 1))",
)


@pytest.mark.parametrize(
    ("command", "sabotage"), [("resolver", OLD_SQLITE_AT_THE_DOOR), ("worker", OLD_SQLITE)]
)
def test_nothing_runs_on_a_sqlite_that_may_spoil_the_database(family, data, command, sabotage):
    port = ["--port", str(free_port())] if command == "resolver" else []
    with family(sabotage=plant(data.parent / "sabotage", *sabotage)) as broken:
        ended = broken.run_once(command, *port)

    assert (ended.status, "SQLite 3.45.1" in ended.said, "Traceback" in ended.said) == (2, True, False)
