"""A full disk: scans are still answered, what cannot be kept is refused with a clear page, nothing is half kept."""

import shutil
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.faults.client import Client, Page, harvest_form
from tests.faults.disks import DISKS, mounted
from tests.faults.ledger import Ledger
from tests.faults.processes import answers, wait_until
from tests.faults.sabotage import SAYS_YES, plant
from tests.faults.test_kill_scans import miscounted

pytestmark = pytest.mark.faults

MOST_POSTS = 400  # what was allotted to the write-ahead log before takes a few more
SENTENCE = "Máy chủ gặp lỗi"


class Town:
    """A server on a disk that fills up, Hoa signed in, and what she was told."""

    def __init__(self, served: Any, world: Mapping[str, Any]) -> None:
        self.served, self.world = served.serve(), world
        self.ledger = Ledger(served.data)
        self.client = Client(served.port).sign_in(world["login"], world["password"])
        self.kept: list[str] = ["DAU"]
        self.labels = iter(world["serials"])

    def post(self, lot: str) -> Page:
        path = f"/farms/seasons/{self.world['season']}/harvest/"
        page = self.client.post(path, harvest_form(lot, date.today()))
        if page.status == 302:
            self.kept.append(lot)
        return page

    def post_until_refused(self) -> Page:
        for number in range(MOST_POSTS):
            if (page := self.post(f"DAY-{number}")).status != 302:
                return page
        raise AssertionError(f"{MOST_POSTS} harvests found room on a full disk")

    def scan(self) -> tuple[str, int]:
        label = next(self.labels)
        return label, answers(self.served.port, f"{self.world['page']}/21/{label}")


@pytest.mark.parametrize("kind", DISKS)
def test_on_a_full_disk_scans_are_answered_harvests_refused_and_all_works_again_with_room(
    family, template, world, tmp_path, kind
):
    with mounted(kind, tmp_path / "disk") as disk:
        data = shutil.copytree(template, disk.folder / "data")
        with family(data=data, logs=tmp_path) as served:
            town = Town(served, world)
            assert town.post("TRUOC").status == 302
            disk.fill(served)

            refused = town.post_until_refused()
            scanned = [town.scan()[1] for _ in range(50)]
            again = town.post("LAN-NUA")

            assert (refused.status, refused.media_type, SENTENCE in refused.text) == (500, "text/html", True)
            assert (again.status, SENTENCE in again.text) == (500, True)
            assert scanned == [200] * 50
            assert answers(served.port) == 200
            assert town.ledger.harvests() == town.kept

            disk.free(served)
            label, status = town.scan()
            assert (town.post("SAU").status, status) == (302, 200)
            wait_until(lambda: miscounted(town.ledger, [label]) == {}, "scans are counted again")
            assert town.ledger.harvests() == town.kept
            assert town.ledger.faults() == []


def test_a_program_that_says_yes_on_a_full_disk_is_caught_by_the_same_check(family, data, world, tmp_path):
    sabotage = plant(tmp_path / "sabotage", "namsao.apps.farms.actions", SAYS_YES)
    with mounted(DISKS[0], tmp_path / "disk") as disk, family(sabotage=sabotage) as served:
        town = Town(served, world)
        disk.fill(served)

        assert [town.post(f"MAT-{number}").status for number in range(2)] == [302, 302]

        assert town.ledger.harvests() != town.kept
