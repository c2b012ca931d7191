"""`namsao init` without a keyboard: once, twice, and after a mistake."""

from pathlib import Path

import pytest

from tests.faults.client import Client
from tests.faults.ledger import Ledger
from tests.faults.processes import Ended, Family
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults

PASSWORD = "mua roi tren song Bach Dang"
WHO = ["--name", "Lê Hồng Quân", "--login", "quan@example.vn", "--password-stdin"]
TABLES = ("accounts_user", "accounts_posting", "places_place", "audit_entry", "django_migrations")


@pytest.fixture
def empty(tmp_path: Path, family):
    """A machine on its first day."""
    with family(data=tmp_path / "moi") as machine:
        yield machine


def init(machine: Family, *who: str, words: str = f"{PASSWORD}\n") -> Ended:
    return machine.run_once("init", *who, words=words)


def rows(machine: Family) -> dict[str, int]:
    ledger = Ledger(machine.data)
    return {table: ledger.column(f"SELECT count(*) FROM {table}")[0] for table in TABLES}


def secrets(machine: Family) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((machine.data / "secrets").iterdir())}


def can_sign_in(machine, password: str) -> bool:
    client = Client(machine.port)
    client.get("/account/login/")
    return client.post("/account/login/", {"login": "quan@example.vn", "password": password}).status == 302


def test_a_machine_is_set_up_without_a_keyboard_and_its_administrator_signs_in(empty):
    done = init(empty, *WHO)

    assert (done.status, "Quản trị viên: Lê Hồng Quân." in done.said) == (0, True), done
    assert PASSWORD not in done.said
    assert {path.stat().st_mode & 0o777 for path in (empty.data / "secrets").iterdir()} == {0o600}
    assert empty.run_once("doctor").status == 0
    empty.serve()
    assert (can_sign_in(empty, PASSWORD), can_sign_in(empty, "mua roi tren song Ba Che")) == (True, False)


def test_setting_up_twice_changes_nothing(empty):
    init(empty, *WHO)
    before = (rows(empty), secrets(empty))

    again = init(empty, "--name", "Ai Đó", "--login", "khac@example.vn", "--password-stdin")

    assert (again.status, "Quản trị viên: đã có" in again.said) == (0, True), again
    assert (rows(empty), secrets(empty)) == before


def test_a_setup_that_makes_new_secrets_is_caught_by_the_same_check(empty, family, tmp_path):
    init(empty, *WHO)
    before = secrets(empty)
    anew = """
    make = module.make
    def make_anew(data):
        for path in module.folder(data).iterdir():
            path.unlink()
        return make(data)
    module.make = make_anew
    """

    with family(
        data=empty.data, sabotage=plant(tmp_path / "sabotage", "namsao.project.secrets", anew)
    ) as broken:
        init(broken, *WHO)

    assert secrets(empty) != before


@pytest.mark.parametrize(
    ("who", "words", "sentence"),
    [
        (WHO, "ngan\n", "15 ký tự"),
        (WHO, "\n", "Cần --name, --login và --password-stdin"),
        (WHO, "", "Cần --name, --login và --password-stdin"),
        (["--name", "Quân", "--login", "quan", "--password-stdin"], f"{PASSWORD}\n", "số điện thoại"),
        (["--password-stdin"], f"{PASSWORD}\n", "Cần --name, --login và --password-stdin"),
        ([], "", "Cần --name, --login và --password-stdin"),
    ],
    ids=["weak password", "empty password", "no password", "no such login", "nobody named", "nothing given"],
)
def test_a_setup_with_a_mistake_says_so_and_can_be_repeated(empty, who, words, sentence):
    refused = init(empty, *who, words=words)

    assert (refused.status, sentence in refused.said, "Traceback" in refused.said) == (2, True, False), (
        refused
    )
    assert rows(empty)["accounts_user"] == 0
    assert init(empty, *WHO).status == 0


def test_a_database_that_does_not_answer_is_said_in_words(empty):
    refused = empty.run_once(
        "init", *WHO, words=f"{PASSWORD}\n", NAMSAO_DATABASE_URL="postgresql://127.0.0.1:1/x"
    )
    migrating = empty.run_once("migrate", NAMSAO_DATABASE_URL="postgresql://127.0.0.1:1/x")

    for ended in (refused, migrating):
        assert (ended.status, "Không mở được cơ sở dữ liệu" in ended.said) == (2, True), ended
        assert "Traceback" not in ended.said


def test_the_folder_of_a_demo_is_not_set_up_as_a_real_installation(empty):
    empty.data.mkdir()
    (empty.data / "demo-cards.json").write_text("{}")

    refused = init(empty, *WHO)

    assert (refused.status, "thư mục của bản minh hoạ" in refused.said) == (2, True), refused
    assert [path.name for path in empty.data.iterdir()] == ["demo-cards.json"]
