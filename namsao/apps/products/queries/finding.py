"""From what people scan or type to the rows it names, among the goods of one party."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Q

from namsao.apps.products.models import Batch, Despatch, Facility, LogisticUnit
from namsao.apps.products.queries.stock import unit_with_label
from namsao.apps.products.trade import Receiver
from namsao.apps.traceability.queries import link_of
from namsao.base.keys.models import GivenGln
from namsao.base.parties.models import Party
from namsao.core.errors import BadValue
from namsao.core.gs1.errors import Invalid
from namsao.core.serials import Serials
from namsao.core.vietnamese import fold

MOST_CODES = 500


def found_by(party: Party, code: str) -> LogisticUnit | Batch | Despatch | None:
    """What a party means by a code: a case or pallet it packed or has, its batch, a delivery note from or to it.

    code: a scanned label of a pack, a case or a batch, an SSCC, a lot, or the number of a note.
    """
    text = code.strip()
    try:
        link = link_of(text)
    except Invalid:
        return _by_name(party, text)
    if link.key == "00":
        mine = Q(party=party) | Q(holder=party) | Q(away__to_party=party)
        return LogisticUnit.objects.filter(mine, sscc=link.value).first()
    batches = Batch.objects.filter(product__party=party)
    if lot := link.get("10"):
        return batches.filter(product__gtin=link.value, lot=lot).first() or _of_serial(party, link.get("21"))
    return _of_serial(party, link.get("21"))


def label_number(batch: Batch, text: str) -> int:
    """Number of a label, from 1: typed as it stands, or read from the pack's code.

    Raises: BadValue for a label of another batch, or what is no number.
    """
    bare = text.strip()
    if bare.isascii() and bare.isdigit() and len(bare) < 8:
        return int(bare)
    try:
        serial = link_of(bare).get("21")
    except Invalid:
        serial = bare
    place = _place(serial)
    if place is None:
        raise BadValue("Hãy ghi số thứ tự của tem, hoặc quét mã trên gói.", "Not the number of a label.")
    if place[0] != batch.number:
        raise BadValue(f"Tem này không thuộc lô {batch.lot}.", "The label is of another batch.")
    return place[1] + 1


def units_between(party: Party, first: str, last: str) -> Sequence[LogisticUnit]:
    """Units at hand from one SSCC to another, both among them; of one prefix they are numbered in a row."""
    low, high = sorted((_sscc(first), _sscc(last)))
    units = LogisticUnit.objects.at_hand().filter(holder=party, sscc__gte=low, sscc__lte=high)
    return list(units.order_by("sscc")[: MOST_CODES + 1])


def units_scanned(party: Party, text: str) -> Sequence[LogisticUnit]:
    """Units by the codes of a scanner, one a line; each must be at hand. Raises: BadValue naming the line."""
    lines = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    wanted = [_sscc(line) for line in lines[:MOST_CODES]]
    units = LogisticUnit.objects.at_hand().filter(holder=party, sscc__in=wanted)
    known = {unit.sscc: unit for unit in units}
    if missing := [sscc for sscc in wanted if sscc not in known]:
        raise BadValue(
            f"Kiện {missing[0]} không có trong kho: chưa xếp, đã xuất, đã dỡ, hoặc đã lên pa-lét.",
            f"Unit {missing[0]} is not at hand.",
        )
    return [known[sscc] for sscc in dict.fromkeys(wanted)]


def receiver_named(text: str, gln: str = "") -> Receiver:
    """Who gets goods: a party of the register by its whole name, tax code or GLN, else somebody outside it.

    Raises: BadValue at `to` for a name that several have.
    """
    text, gln = text.strip(), gln.strip()
    given = GivenGln.objects.filter(pk=gln).select_related("party").first() if gln else None
    if given:
        return _at(given.party, Facility.objects.filter(gln=gln).first())
    named = Q(name_folded=fold(text)) | Q(tax_code=text) if text else Q(pk__in=[])
    found = list(Party.objects.producers().filter(named)[:2])
    if len(found) > 1:
        raise BadValue(
            "Có nhiều chủ thể cùng tên. Hãy ghi mã số thuế.", "Several parties have this name.", "to"
        )
    if found:
        return _at(found[0], None)
    return Receiver(buyer=text, gln=gln)


def former_receivers(party: Party) -> list[str]:
    """Names the party has sent goods to before."""
    sent = Despatch.objects.filter(party=party).order_by("-pk").values_list("to_party__name", "buyer")[:100]
    return list(dict.fromkeys(name or buyer for name, buyer in sent))


def _at(party: Party, facility: Facility | None) -> Receiver:
    places = list(party.facilities.all()[:2])
    return Receiver(party=party, facility=facility or (places[0] if len(places) == 1 else None))


def _by_name(party: Party, text: str) -> LogisticUnit | Batch | Despatch | None:
    mine = Q(party=party) | Q(to_party=party)
    return (
        Despatch.objects.filter(mine, number__iexact=text).first()
        or Batch.objects.filter(product__party=party, lot__iexact=text).first()
        or _of_serial(party, text)
    )


def _of_serial(party: Party, serial: str | None) -> LogisticUnit | Batch | None:
    """The case a pack lies in, else its batch."""
    place = _place(serial)
    batch = Batch.objects.filter(product__party=party, number=place[0]).first() if place else None
    return unit_with_label(batch, place[1] + 1) or batch if batch and place else None


def _place(serial: str | None) -> tuple[int, int] | None:
    return Serials(settings.SERIALS_KEY).read(serial) if serial else None


def _sscc(text: str) -> str:
    try:
        link = link_of(text)
    except Invalid as invalid:
        raise BadValue(invalid.sentence, invalid.sentence_en) from invalid
    if link.key != "00":
        raise BadValue(f"{text.strip()} không phải mã kiện (SSCC 18 chữ số).", f"{text.strip()} is no SSCC.")
    return link.value
