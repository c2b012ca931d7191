"""The composed register shows the programme's totals, and the same register every time."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from namsao.packs import load
from namsao.packs.demo import compose

TODAY = date(2026, 11, 24)
STORIES = load("demo", "stories")["stories"]


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_the_register_has_the_programmes_totals():
    register = compose.register()

    assert len(register["producers"]) == 219
    assert Counter(product["stars"] for product in register["products"]) == {3: 326, 4: 101, 5: 8}
    assert len(register["products"]) == 435
    assert Counter(gone["reason"] for gone in register["delisted"]) == {
        "not_resubmitted": 41,
        "production_stopped": 24,
        "criteria_not_met": 8,
    }


def test_names_in_the_register_are_unique_and_producers_are_marked():
    register = compose.register()
    goods = [row["name"] for row in register["products"] + register["delisted"]]
    makers = [producer["name"] for producer in register["producers"]]

    assert [name for name, n in Counter(goods).items() if n > 1] == []
    assert [name for name, n in Counter(makers).items() if n > 1] == []
    assert [name for name in makers if not name.endswith(" (minh hoạ)")] == []
    assert len({producer["phone"] for producer in register["producers"]}) == 219


def test_every_producer_and_product_is_at_home_in_one_of_the_54_units_and_no_unit_is_empty():
    register = compose.register()
    units = {unit["code"] for unit in load("places", "quang-ninh-2025-07")["units"]}
    makers = register["producers"]

    assert {producer["unit"] for producer in makers} == units
    for row in register["products"] + register["delisted"]:
        assert row["unit"] == makers[row["producer"]]["unit"]
    assert {product["producer"] for product in register["products"]} == set(range(219))


def test_only_tourism_is_run_by_associations_and_operation_centres():
    register = compose.register()
    run = defaultdict(set)
    for product in register["products"]:
        run[register["producers"][product["producer"]]["kind"]].add(product["set"])

    assert run["association"] == run["tourism_centre"] == {26}
    assert set(run) == {*load("demo", "people")["patterns"]}


def test_every_product_is_in_force_today_and_37_end_within_180_days():
    ends = [day(product["valid_to"]) for product in compose.register()["products"]]

    assert [end for end in ends if end <= TODAY] == []
    assert sum(end <= TODAY + timedelta(days=180) for end in ends) == 37
    assert {day(p["decided_on"]).year for p in compose.register()["products"] if p["stars"] == 5} == {
        2025,
        2026,
    }


def test_delistings_fall_in_2023_and_lapsed_products_had_run_out_before():
    gone = compose.register()["delisted"]

    assert {row["delisted_on"][:4] for row in gone} == {"2023"}
    assert [
        r["name"] for r in gone if r["reason"] == "not_resubmitted" and r["expired_on"] > r["delisted_on"]
    ] == []
    assert {r["reason_vi"] for r in gone} == {
        "Hết hạn không nộp lại",
        "Ngừng sản xuất",
        "Không còn đạt tiêu chí",
    }


def test_the_stories_stand_first_in_the_register():
    register = compose.register()

    assert [producer["story"] for producer in register["producers"][:4]] == [
        *(s["key"] for s in STORIES),
        None,
    ]
    assert [product["name"] for product in register["products"][:3]] == [
        s["texts"]["vi"]["name"] for s in STORIES
    ]


def test_there_are_1339_accounts_with_one_owner_a_producer():
    accounts = list(compose.accounts())

    assert len(accounts) == len({a["name"] for a in accounts}) == len({a["login"] for a in accounts}) == 1339
    assert [a["producer"] for a in accounts if a["role"] == "owner"] == list(range(219))
    assert accounts[0] == {"name": "Hoàng Thị Hoa", "login": "mh0001", "producer": 0, "role": "owner"}


def test_there_are_2600_codes_on_60_products_and_the_stories_have_one_for_each_pack():
    codes = list(compose.codes())

    assert sum(batch["serials"] for batch in codes) == 2600
    assert min(batch["serials"] for batch in codes) > 0
    assert len({batch["product"] for batch in codes}) == 60
    assert len({batch["lot"] for batch in codes}) == len(codes)
    assert [(b["lot"], b["serials"]) for b in codes[:3]] == [
        (story["batch"]["lot"], story["batch"]["packs"]) for story in STORIES
    ]
    assert [b["lot"] for b in codes if day(b["produced_on"]) > TODAY] == []


def test_composing_twice_gives_the_same_register():
    first = [compose.register(), list(compose.accounts()), list(compose.codes())]
    compose.register.cache_clear()

    assert [compose.register(), list(compose.accounts()), list(compose.codes())] == first
