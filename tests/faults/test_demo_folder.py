"""The demo's folder: a build that was killed starts over, and nobody else's data is touched."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from namsao.project.demo.folder import BUILDING, CARDS, OURS
from tests.faults.ledger import Ledger
from tests.faults.processes import Family, answers, free_port, wait_until
from tests.faults.sabotage import plant

pytestmark = pytest.mark.faults

APPLYING = 5  # products of the demo that apply for the first time and have no stars yet

FOLDER = "namsao.project.demo.folder"
BUILD_S = 150  # eleven seconds on an idle machine
# What the terminal shows when the build is killed.
MOMENTS = ["Dựng tỉnh", "Tài khoản trên thẻ", "Trang quét mã bằng năm thứ tiếng"]


class Demo(Family):
    """`namsao demo` on a folder."""

    def __init__(self, data: Path, **options: Any) -> None:
        super().__init__(data, logs=data.parent, **options)
        self.port = free_port()

    def launch(self, *arguments: str) -> "Demo":
        self.start("demo", "--data", str(self.data), "--port", str(self.port), *arguments)
        return self

    def wait_for(self, words: str) -> None:
        """Until the words are on the terminal. Raises: AssertionError when the demo ends before."""
        wait_until(lambda: words in self.said() or self.status is not None, words, BUILD_S)
        assert words in self.said(), self.said()

    @property
    def status(self) -> int | None:
        return self.children[-1].poll()


def contents(folder: Path) -> dict[str, str]:
    """Every file and folder in it, with what is in it and when it was last changed."""
    return {
        str(path.relative_to(folder)): f"{path.stat().st_mtime_ns} "
        + (hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder")
        for path in sorted(folder.rglob("*"))
    }


def people_on_cards(folder: Path) -> list[dict[str, str]]:
    return json.loads((folder / CARDS).read_text())["people"]


def test_a_build_killed_at_any_moment_starts_over_and_ends_ready(tmp_path, data):
    folder, somebody_elses = tmp_path / "demo", contents(data)
    # A real installation's database is named in the shell: the demo must leave it alone.
    shell = {"NAMSAO_DATABASE_URL": f"sqlite:///{data / 'namsao.sqlite3'}"}

    for moment in MOMENTS:
        with Demo(folder, **shell) as killed:
            killed.launch().wait_for(moment)
            if moment == MOMENTS[0]:
                second = killed.run_once("demo", "--data", str(folder), "--port", str(free_port()))
                assert (second.status, "bản minh hoạ khác đang chạy" in second.said) == (2, True)
        assert (folder / BUILDING).exists()

    with Demo(folder, **shell) as whole:
        whole.launch().wait_for("ready http://localhost:")
        stories = json.loads((folder / CARDS).read_text())["stories"]
        paths = [each["url"].removeprefix(f"http://localhost:{whole.port}") for each in stories]
        assert [answers(whole.port, path) for path in paths] == [200, 200, 200]
        counts = "SELECT (SELECT count(*) FROM parties_party WHERE is_illustrative), count(*) FROM products_product"
        assert Ledger(folder).rows(counts) == [(219, 435 + 73 + APPLYING)]
        assert {entry.name for entry in folder.iterdir()} <= OURS - {BUILDING}
    cards = people_on_cards(folder)
    with Demo(folder, **shell) as kept:
        kept.launch().wait_for("ready http://localhost:")
        assert people_on_cards(folder) == cards
        assert "Dựng tỉnh" not in kept.said()
    assert contents(data) == somebody_elses
    _emptying_cut_short(folder, tmp_path)


def _emptying_cut_short(folder: Path, tmp_path: Path) -> None:
    """Killed while it throws the old demo away, it starts over all the same."""
    sabotage = plant(tmp_path / "sabotage", FOLDER, "module.shutil.rmtree = lambda path: pause('stopped')")
    with Demo(folder, sabotage=sabotage) as emptying:
        emptying.launch("--fresh")
        wait_until((sabotage / "stopped").exists, "the folder is being emptied")
    with Demo(folder) as again:
        again.launch().wait_for(MOMENTS[1])


def test_a_build_that_leaves_no_mark_is_caught_by_the_same_check(tmp_path):
    sabotage = plant(tmp_path / "sabotage", FOLDER, "module.Folder.begin = lambda self: None")
    with Demo(tmp_path / "demo", sabotage=sabotage) as killed:
        killed.launch().wait_for(MOMENTS[1])

    with Demo(tmp_path / "demo") as again:
        again.launch()
        wait_until(lambda: again.status is not None, "it does not start over")
        assert again.status == 2


def a_folder_with_a_note(folder: Path, template: Path) -> None:
    folder.mkdir()
    (folder / "ghi-chu.txt").write_text("đừng xoá")


def a_built_demo_with_a_note(folder: Path, template: Path) -> None:
    a_folder_with_a_note(folder, template)
    (folder / CARDS).write_text("{}")


def a_real_installation(folder: Path, template: Path) -> None:
    shutil.copytree(template, folder)


@pytest.mark.parametrize(
    ("make", "arguments"),
    [
        (a_folder_with_a_note, []),
        (a_folder_with_a_note, ["--fresh"]),
        (a_built_demo_with_a_note, ["--fresh"]),
        (a_real_installation, []),
        (a_real_installation, ["--fresh"]),
    ],
)
def test_a_folder_with_something_else_in_it_is_not_touched(tmp_path, template, make, arguments):
    folder = tmp_path / "folder"
    make(folder, template)
    before = contents(folder)

    with Demo(folder) as demo:
        ended = demo.run_once("demo", "--data", str(folder), "--port", str(demo.port), *arguments)

    assert (ended.status, "--data" in ended.said, "Traceback" in ended.said) == (2, True, False)
    assert contents(folder) == before


def test_a_demo_that_empties_any_folder_is_caught_by_the_same_check(tmp_path, template):
    careless = "module.Folder.prepare = lambda self, fresh: self.path.joinpath('ghi-chu.txt').unlink()"
    sabotage = plant(tmp_path / "sabotage", FOLDER, careless)
    a_folder_with_a_note(tmp_path / "folder", template)
    before = contents(tmp_path / "folder")

    with Demo(tmp_path / "folder", sabotage=sabotage) as demo:
        demo.launch("--fresh").wait_for(MOMENTS[0])

    assert contents(tmp_path / "folder") != before


def test_a_file_in_the_place_of_the_folder_is_refused_in_words(tmp_path):
    (tmp_path / "tep").write_text("không phải thư mục")

    with Demo(tmp_path / "tep") as demo:
        ended = demo.run_once("demo", "--data", str(tmp_path / "tep"), "--port", str(demo.port))

    assert (ended.status, "Hãy chọn thư mục khác" in ended.said, "Traceback" in ended.said) == (
        2,
        True,
        False,
    )
