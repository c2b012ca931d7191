"""What is there before a dossier is written: the product with its story, and who stands for its producer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from namsao.apps.products import actions as products
from namsao.apps.products.models import Product
from namsao.apps.rating.actions.personal import Person, write_representative
from namsao.apps.rating.models import Representative
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.project.demo import pictures, register
from namsao.project.demo.programme import Row, moment, producer_of

MARK = " (minh hoạ)"


def product_of(row: Row) -> Product:
    """The product of a dossier, in the register or new. row: of the pack's `dossiers`."""
    rows = Product.objects.select_related("party__place__parent")
    if "new" not in row:
        return rows.get(name=row["product"])
    new, at = row["new"], moment(row["days"]["opened"], 8)
    party = Party.objects.select_related("place__parent").get(name=new["producer"])
    by = producer_of(party)
    facility = party.facilities.first() or products.add_facility(
        party=party, place=party.place, name=f"Cơ sở của {party.name}", by=by, at=at
    )
    made = products.add_product(
        party=party,
        facility=facility,
        name=row["product"],
        set_number=new["set"],
        net_content=register.net_content(new["net"]),
        net_g=register.grams(new["net"]),
        by=by,
        at=at,
    )
    return rows.get(pk=made.pk)


def tell_story(product: Product, row: Row, by: Actor, at: datetime) -> None:
    """Its story and picture, where the pack has them; the trace counts only with a story."""
    if "story" in row:
        story = {"vi": row["story"]}
        products.tell_story(
            product=product, names={}, summary=story, story=story, ingredients={}, usage={}, by=by, at=at
        )
    if "picture" in row:
        products.set_photo(product=product, content=pictures.draw(row["picture"]), by=by, at=at)


def represent(party: Party, facts: Mapping[str, Any], by: Actor, at: datetime, *, agrees: bool) -> None:
    """Who represents the party by law. agrees: that gender, ethnicity and disability are kept."""
    if Representative.objects.filter(party=party).exists():
        return
    personal = {"gender": "female", "ethnicity": "Tày", "has_disability": False} if agrees else {}
    address = f"{party.place}, tỉnh Quảng Ninh"
    write_representative(
        party=party,
        person=Person(name=str(by), position="Giám đốc", address=address, **personal),
        consent_on=at.date() if agrees else None,
        founded_on=date(facts["founded"], 3, 15),
        by=by,
        at=at,
    )


def filled(text: str, product: Product, facts: Mapping[str, Any]) -> str:
    """A text of the pack with the facts of one product in it, its first letter large."""
    said = text.format(
        **facts,
        revenue_before=facts["revenue"] * 87 // 100,
        product=product.name,
        net=product.net_content,
        party=product.party.name.removesuffix(MARK),
        place=product.party.place,
    )
    return said[:1].upper() + said[1:]
