"""The illustrative register: composed from the word lists beside it, the same at every call.

Nothing here is a real producer, product or person; every producer's name ends with the mark of the demo.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import cycle, islice
from typing import Any

from namsao.packs import load

Row = dict[str, Any]

CERTIFICATE_YEARS = 3  # Source: Decision 26/2026/QĐ-TTg, a star certificate holds 36 months.
TOURISM_SET = 26


@cache
def register() -> dict[str, Any]:
    """The whole register on the demo's day; read it and do not write.

    producers: name, kind, unit (commune code), phone, story (key or None).
    products: name, producer (index), unit, set, net, stars, decision, decided_on, valid_to, story.
    delisted: name, producer, unit, set, net, stars, decided_on, expired_on, delisted_on, reason, reason_vi,
    decision. The stories come first, in their own order. Dates are ISO strings.
    """
    lasting, dropped = _divide(_lines())
    stories = _stories()
    groups = _groups(lasting)
    shares = _producers_per_group(groups, _catalogue()["totals"]["producers"] - len(stories))
    producers, homes = _producers(groups, shares)
    products = [_story_product(i, story) for i, story in enumerate(stories)]
    return {
        "id": "demo/register",
        "version": 1,
        "illustrative": True,
        "as_of": _catalogue()["as_of"],
        "producers": producers,
        "products": products + _with_decisions(_with_producers(lasting, homes)),
        "delisted": _delistings(dropped, homes),
    }


def accounts() -> Iterator[Row]:
    """Illustrative sign-ins, producer by producer, the owner first.

    Each: name, login, producer (index into the register), role ("owner" or "staff"). Names never repeat.
    """
    words = load("demo", "people")
    producers = register()["producers"]
    total = _catalogue()["totals"]["accounts"]
    staff = _apportion(total - len(producers), [words["staff_weights"][p["kind"]] for p in producers])
    told = {story["key"]: story["producer"]["people"] for story in _stories()}
    known = {key: [person["name"] for person in people] for key, people in told.items()}
    strangers = (n for n in _person_names(words) if all(n not in names for names in known.values()))
    number = 0
    for index, producer in enumerate(producers):
        waiting = iter(known.get(producer["story"], ()))
        for place in range(1 + staff[index]):
            number += 1
            yield {
                "name": next(waiting, None) or next(strangers),
                "login": f"mh{number:04d}",
                "producer": index,
                "role": "staff" if place else "owner",
            }


def codes() -> Iterator[Row]:
    """Batches that carry codes, and how many serials each; the stories' batches have one for every pack.

    Each: product (index into the register), lot, produced_on, serials.
    """
    totals = _catalogue()["totals"]
    stories = _stories()
    yield from (
        {
            "product": index,
            "lot": story["batch"]["lot"],
            "produced_on": story["batch"]["produced_on"],
            "serials": story["batch"]["packs"],
        }
        for index, story in enumerate(stories)
    )
    batches = list(_plain_batches(totals["coded_products"] - len(stories)))
    left = totals["codes"] - sum(story["batch"]["packs"] for story in stories)
    serials = _apportion(left, [_draw(batch["lot"]) % 5 + 3 for batch in batches])
    yield from ({**batch, "serials": share} for batch, share in zip(batches, serials, strict=True))


def _stories() -> list[Row]:
    told: list[Row] = load("demo", "stories")["stories"]
    return told


def _catalogue() -> Row:
    return load("demo", "catalogue")


def _draw(text: str) -> int:
    """A number that looks random and never changes, for spreading things without a dice."""
    return int.from_bytes(sha256(text.encode()).digest()[:4])


def _shuffled(rows: Iterable[Row], purpose: str) -> list[Row]:
    """An order of its own for each purpose, so that stars, dates and delistings stay independent."""
    return sorted(rows, key=lambda row: (_draw(f"{purpose} {row['name']}"), row["name"]))


def _apportion(total: int, weights: Sequence[int]) -> list[int]:
    """`total` shared out by weight in whole numbers that add up, largest remainders first."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[: total - sum(shares)]:
        shares[i] += 1
    return shares


def _lines() -> list[Row]:
    """Every name of the catalogue once, at one of the communes where it is at home."""
    five = set(_catalogue()["five_star"])
    rows = []
    for line in _catalogue()["lines"]:
        for variant, unit in zip(line["variants"], cycle(line["units"]), strict=False):
            name = " ".join(line["name"].format(variant).split())
            common = {"name": name, "unit": unit, "set": line["set"], "net": line["net"]}
            rows.append({**common, "trade": line["trade"], "five": name in five})
    return rows


def _divide(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Those in force with their stars, and those delisted; a commune never loses its last product."""
    totals = _catalogue()["totals"]
    left: dict[str, int] = defaultdict(int)
    for row in rows:
        left[row["unit"]] += 1
    dropped: list[Row] = []
    might_go = (row for row in rows if not row["five"] and row["set"] != TOURISM_SET)
    for row in _shuffled(might_go, "delisting"):
        if len(dropped) < totals["delisted"] and left[row["unit"]] > 2:
            left[row["unit"]] -= 1
            dropped.append(row)
    gone = {row["name"] for row in dropped}
    told = [story["star"]["stars"] for story in _stories()]
    four = totals["four_star"] - told.count(4)
    ranked = _shuffled((row for row in rows if row["name"] not in gone and not row["five"]), "stars")
    stars = {row["name"]: 4 for row in ranked[:four]}
    stars |= {row["name"]: 5 for row in rows if row["five"]}
    lasting = [{**row, "stars": stars.get(row["name"], 3)} for row in rows if row["name"] not in gone]
    return lasting, dropped


def _groups(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Products that could come from one yard: same commune, same trade."""
    groups = defaultdict(list)
    for row in rows:
        groups[row["unit"], row["trade"]].append(row)
    return dict(sorted(groups.items()))


def _producers_per_group(groups: dict[tuple[str, str], list[Row]], total: int) -> list[int]:
    """One producer a group, the rest to the groups with most products; never more producers than products."""
    more = _apportion(total - len(groups), [len(rows) - 1 for rows in groups.values()])
    return [1 + share for share in more]


def _producers(
    groups: dict[tuple[str, str], list[Row]], shares: list[int]
) -> tuple[list[Row], dict[tuple[str, str], list[int]]]:
    """The producers, stories first, and for each commune and trade the indices of its producers."""
    catalogue = _catalogue()
    producers = [_story_producer(story) for story in _stories()]
    homes: dict[tuple[str, str], list[int]] = defaultdict(list)
    kinds = {trade: cycle(words["kinds"]) for trade, words in catalogue["trades"].items()}
    brands, nicknames = _brands(), _nicknames()
    for (unit, trade), share in zip(groups, shares, strict=True):
        for kind in islice(kinds[trade], share):
            homes[unit, trade].append(len(producers))
            called = {"label": catalogue["trades"][trade]["label"]}
            called |= {"nickname": next(nicknames)} if kind == "household" else {"brand": next(brands)}
            producers.append(_producer(kind, unit, called, phone=f"0900000{101 + len(producers)}"))
    return producers, dict(homes)


def _producer(kind: str, unit: str, called: dict[str, str], phone: str) -> Row:
    words = load("demo", "people")
    name = f"{words['patterns'][kind].format(**called)} {words['mark']}"
    return {"name": name, "kind": kind, "unit": unit, "phone": phone, "story": None}


def _story_producer(story: Row) -> Row:
    told = story["producer"]
    common = {"kind": told["kind"], "unit": told["unit"], "phone": told["phone"]}
    return {"name": told["name"]["vi"], **common, "story": story["key"]}


def _story_product(index: int, story: Row) -> Row:
    common = {"name": story["texts"]["vi"]["name"], "producer": index, "unit": story["producer"]["unit"]}
    return {**common, "set": story["set"], "net": story["net"], **story["star"], "story": story["key"]}


def _with_producers(rows: list[Row], homes: dict[tuple[str, str], list[int]]) -> list[Row]:
    turns = {home: cycle(indices) for home, indices in homes.items()}
    return [{**row, "producer": next(turns[row["unit"], row["trade"]])} for row in rows]


def _with_decisions(rows: list[Row]) -> list[Row]:
    waiting = {
        True: iter(_shuffled((row for row in rows if row["stars"] == 5), "decision")),
        False: iter(_shuffled((row for row in rows if row["stars"] < 5), "decision")),
    }
    decided: dict[str, Row] = {}
    for decision in _catalogue()["decisions"]:
        for row in islice(waiting[decision["stars"] == [5]], decision["count"]):
            decided[row["name"]] = decision
    return [_decided(row, decided[row["name"]]) for row in rows]


def _decided(row: Row, decision: Row) -> Row:
    kept = {key: row[key] for key in ("name", "producer", "unit", "set", "net", "stars")}
    dates = {"decided_on": decision["on"], "valid_to": _expiry(decision["on"])}
    return {**kept, "decision": decision["number"], **dates, "story": None}


def _expiry(decided_on: str) -> str:
    day = date.fromisoformat(decided_on)
    return day.replace(year=day.year + CERTIFICATE_YEARS).isoformat()


def _delistings(rows: list[Row], homes: dict[tuple[str, str], list[int]]) -> list[Row]:
    catalogue = _catalogue()
    reasons = [d for d in catalogue["delistings"] for _ in range(d["count"])]
    return [
        {
            **{key: row[key] for key in ("name", "unit", "set", "net")},
            "producer": _former_home(row, homes),
            "stars": 4 if number % 6 == 5 else 3,
            "decided_on": why["decided_on"],
            "expired_on": _expiry(why["decided_on"]),
            "delisted_on": why["on"],
            "reason": why["reason"],
            "reason_vi": catalogue["reasons"][why["reason"]],
            "decision": why["number"],
        }
        for number, (row, why) in enumerate(zip(rows, reasons, strict=True))
    ]


def _former_home(row: Row, homes: dict[tuple[str, str], list[int]]) -> int:
    """A producer of the same commune, of the same trade when one is left."""
    same_trade = homes.get((row["unit"], row["trade"]))
    return (same_trade or next(v for (unit, _), v in homes.items() if unit == row["unit"]))[0]


def _brands() -> Iterator[str]:
    """Two-word names, each once, neighbours unlike each other."""
    words = load("demo", "people")
    first, second = words["brand_first"], words["brand_second"]
    for i in range(len(first) * len(second)):
        yield f"{first[i % len(first)]} {second[i % len(second)]}"


def _nicknames() -> Iterator[str]:
    words = load("demo", "people")
    for i in range(len(words["titles"]) * len(words["nicknames"])):
        yield f"{words['titles'][i % len(words['titles'])]} {words['nicknames'][i % len(words['nicknames'])]}"


def _person_names(words: Row) -> Iterator[str]:
    """Full names, women and men by turns, each once: the three lists have no common divisor."""
    families = words["family_names"]
    for i in range(len(families) * len(words["women"]["middle"]) * len(words["women"]["given"])):
        for side in (words["women"], words["men"]):
            middle, given = side["middle"], side["given"]
            yield f"{families[i % len(families)]} {middle[i % len(middle)]} {given[i % len(given)]}"


def _plain_batches(count: int) -> Iterator[Row]:
    """Batches of `count` products outside the stories, every third product with two."""
    products = register()["products"]
    goods = [i for i, p in enumerate(products) if p["story"] is None and p["set"] != TOURISM_SET]
    chosen = sorted(goods, key=lambda i: (_draw(f"batch {products[i]['name']}"), i))[:count]
    last = date.fromisoformat(register()["as_of"]) - timedelta(days=5)
    for place, index in enumerate(sorted(chosen)):
        for again in range(2 if place % 3 == 0 else 1):
            day = last - timedelta(days=_draw(products[index]["name"]) % 40 + 30 * again)
            yield {"product": index, "lot": f"MH{day:%y%m%d}-{index:03d}", "produced_on": day.isoformat()}
