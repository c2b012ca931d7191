"""Three products told in full, from plot to shelf, by the same verbs a producer uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from namsao.apps.evidence import actions as evidence
from namsao.apps.evidence.models import Certificate
from namsao.apps.farms import actions as farms
from namsao.apps.farms.models import GrowingArea, HarvestLot
from namsao.apps.labels import actions as labels
from namsao.apps.products import actions as products
from namsao.apps.products.models import Batch, Facility, Product
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.actor import Actor
from namsao.packs import load
from namsao.packs.demo import compose
from namsao.project.demo import pictures, register

Story = dict[str, Any]

KINDS = {
    "quality_management": Certificate.Kind.MANAGEMENT,
    "food_safety": Certificate.Kind.FOOD_SAFETY,
    "organic": Certificate.Kind.FARMING,
    "laboratory": Certificate.Kind.LABORATORY,
}


@dataclass(frozen=True)
class Told:
    """A finished story: what the demo's cards name."""

    name: str
    product: Product
    batch: Batch


def product_of(story: Story, party: Party, places: Mapping[str, Place], by: Actor, at: datetime) -> Product:
    """The product with its facility, texts, picture and stars."""
    place = places[story["facility"]["unit"]]
    facility = products.add_facility(party=party, place=place, name=story["facility"]["name"], by=by, at=at)
    texts = story["texts"]
    product = products.add_product(
        party=party,
        facility=facility,
        name=texts["vi"]["name"],
        set_number=story["set"],
        net_content=register.net_content(story["net"]),
        net_g=register.grams(story["net"]),
        gtin=story["gtin"],
        ocop_code=f"22-{story['producer']['unit']}-01-{story['star']['decided_on'][:4]}",
        by=by,
        at=at,
    )
    products.tell_story(
        product=product,
        names=each(texts, "name"),
        summary=each(texts, "summary"),
        story={language: "\n\n".join(text["story"]) for language, text in texts.items()},
        ingredients=joined(texts, "ingredients", "allergens"),
        usage=joined(texts, "use", "storage"),
        by=by,
        at=at,
    )
    products.set_photo(product=product, content=pictures.draw(story["picture"]), by=by, at=at)
    star = story["star"]
    products.recognise(
        product=product,
        stars=star["stars"],
        decision_no=star["decision"],
        decided_on=date.fromisoformat(star["decided_on"]),
        valid_to=date.fromisoformat(star["valid_to"]),
        by=by,
        at=at,
    )
    return product


def each(texts: Story, field: str) -> dict[str, str]:
    return {language: text[field] for language, text in texts.items()}


def joined(texts: Story, *fields: str) -> dict[str, str]:
    return {language: "\n\n".join(text[field] for field in fields) for language, text in texts.items()}


def tell(story: Story, product: Product, places: Mapping[str, Place], by: Actor, at: datetime) -> Told:
    """Growing areas, harvests, the batch with its steps, certificates, labels."""
    party = product.party
    areas = {row["code"]: grow(row, story, party, places, by, at) for row in story["growing_areas"]}
    harvests = [harvest(row, areas[row["area"]], story, by, at) for row in story["harvests"]]
    batch = make(story, product, product.facility, harvests, by, at)
    for row in story["certificates"]:
        certify(row, product, by, at)
    count = next(row["serials"] for row in compose.codes() if row["lot"] == batch.lot)
    labels.issue(batch=batch, count=count, layout="a4-24", by=by, at=at)
    return Told(product.name, product, batch)


def grow(
    row: Story, story: Story, party: Party, places: Mapping[str, Place], by: Actor, at: datetime
) -> GrowingArea:
    area = farms.add_area(
        party=party,
        place=places[row["unit"]],
        name=row["name"],
        code=row["code"],
        material_name=story["material"]["vi"],
        area_ha=Decimal(str(row["ha"])),
        boundary=row["boundary"],
        by=by,
        at=at,
    )
    farms.name_material(material=area.material, names=story["material"], by=by, at=at)
    return area


def harvest(row: Story, area: GrowingArea, story: Story, by: Actor, at: datetime) -> HarvestLot:
    season = area.seasons.first() or farms.start_season(
        area=area,
        name=story["season"]["name"],
        started_on=date.fromisoformat(story["season"]["starts_on"]),
        by=by,
        at=at,
    )
    return farms.record_harvest(
        season=season,
        lot=row["lot"],
        harvested_on=date.fromisoformat(row["on"]),
        quantity_kg=Decimal(str(row["kg"])),
        note="",
        by=by,
        at=at,
    )


def make(
    story: Story, product: Product, facility: Facility, harvests: list[HarvestLot], by: Actor, at: datetime
) -> Batch:
    told = story["batch"]
    batch = products.make_batch(
        product=product,
        facility=facility,
        lot=told["lot"],
        made_on=date.fromisoformat(told["produced_on"]),
        expires_on=date.fromisoformat(told["expires_on"]),
        quantity=told["packs"],
        uses={lot: lot.quantity_kg for lot in harvests},
        by=by,
        at=at,
    )
    for step in story["steps"]:
        products.add_step(
            batch=batch,
            texts=step["text"],
            done_on=date.fromisoformat(step["on"]),
            biz_step="packing" if step["code"] == "packing" else "other",
            by=by,
            at=at,
        )
    return batch


def certify(row: Story, product: Product, by: Actor, at: datetime) -> None:
    evidence.add_certificate(
        party=product.party,
        product=None if row["covers"] == "facility" else product,
        kind=KINDS[row["kind"]],
        scheme=row["scheme"],
        number=row["number"],
        issuer=row["issuer"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]),
        by=by,
        at=at,
    )


def all_stories() -> list[Story]:
    return load("demo", "stories")["stories"]
