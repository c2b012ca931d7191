"""What a passport page says, gathered once; the template only shows it.

Order of the page: docs/architecture.md, "The passport"; texts in five languages with fallback (core/words).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from namsao.apps.evidence.models import Certificate
from namsao.apps.products.models import Batch, Product, Recognition
from namsao.apps.traceability.models import Recall
from namsao.apps.traceability.queries.recall import public_url, warned_lots_of, warnings_about
from namsao.base.places.models import Place
from namsao.base.ui.display import day as show_day
from namsao.base.ui.display import number
from namsao.core.words import Words, pick


@dataclass(frozen=True)
class Text:
    """A text and the language it is really in."""

    text: str
    language: str

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.split("\n") if line.strip()]


@dataclass(frozen=True)
class Happening:
    """One point of the journey: what, and when it was done."""

    what: Text
    on: date


@dataclass(frozen=True)
class Facts:
    """Everything a page in any language is made of. `recognition` and `certificates` are those in force.

    recall: what warns of this batch, or of all batches of the product. recalled_lots: on the page of a product,
    lots that are recalled, each with its recall.
    """

    product: Product
    batch: Batch | None
    recognition: Recognition | None
    delisted_on: date | None
    certificates: Sequence[Certificate]
    recall: Recall | None = None
    recalled_lots: Sequence[tuple[str, Recall]] = ()

    @property
    def newest_recall(self) -> Recall | None:
        """The recall that a link of the entry leads to."""
        return self.recall or (self.recalled_lots[-1][1] if self.recalled_lots else None)

    def last_day(self) -> date | None:
        """The last day on which everything dated on the page holds; None when nothing ends."""
        if self.delisted_on:
            return self.delisted_on
        ends = [c.valid_to for c in self.certificates if c.valid_to]
        return min([*ends, self.recognition.last_day] if self.recognition else ends, default=None)


def gather(product: Product, batch: Batch | None, today: date) -> Facts:
    """Read the facts of a product's or a batch's page as they stand on `today`."""
    is_delisted = Product.objects.with_standing(today).filter(pk=product.pk, is_delisted=True).exists()
    delisting = product.delistings.filter(on__lte=today).first() if is_delisted else None
    certificates = Certificate.objects.on(today)
    warned = warnings_about([product.uri, *([batch.uri] if batch else [])])
    return Facts(
        product=product,
        batch=batch,
        recognition=None if delisting else product.recognitions.on(today).first(),
        delisted_on=delisting.on if delisting else None,
        certificates=list(certificates.for_batch(batch) if batch else certificates.for_product(product)),
        recall=warned.get(batch.uri if batch else product.uri) or warned.get(product.uri),
        recalled_lots=() if batch else recalled_lots(product),
    )


def recalled_lots(product: Product) -> list[tuple[str, Recall]]:
    """Lots of the product that are recalled, by the moment of the recall."""
    warned = warned_lots_of(product.uri)
    lots = {batch.uri: batch.lot for batch in product.batches.not_voided() if warned}
    return [(lots[uri], recall) for uri, recall in warned.items() if uri in lots]


def journey(batch: Batch, language: str) -> list[Happening]:
    """Harvests, then the steps, oldest first."""
    return sorted([*harvests(batch, language), *steps(batch, language)], key=lambda each: each.on)


def harvests(batch: Batch, language: str) -> Iterator[Happening]:
    inputs = batch.inputs.select_related("harvest__material", "harvest__season__area")
    for use in inputs.order_by("harvest__harvested_on"):
        area, material = use.harvest.season.area, use.harvest.material
        what = _("Thu hoạch %(material)s, %(area)s, %(size)s ha") % {
            "material": within_a_sentence(words({"vi": material.name} | material.names, language).text),
            "area": area.name,
            "size": number(area.area_ha),
        }
        yield Happening(Text(what, ""), use.harvest.harvested_on)


def within_a_sentence(name: str) -> str:
    """A common noun as it stands inside a sentence: "Củ dong riềng" is "củ dong riềng"."""
    return name[:1].lower() + name[1:]


def steps(batch: Batch, language: str) -> Iterator[Happening]:
    for step in batch.steps.all():
        yield Happening(words(step.texts, language), step.done_on)


def words(texts: Words, language: str) -> Text:
    return Text(*pick(texts, language))


def place_name(place: Place) -> str:
    """The unit and its province, as a reader of the active language says it."""
    return f"{place}, {place.parent.name}" if place.parent else str(place)


def context(facts: Facts, language: str) -> dict[str, object]:
    """What `scans/passport.html` shows, in the active language."""
    product = facts.product
    return {
        "facts": facts,
        "product": product,
        "batch": facts.batch,
        "name": words(product.words("names"), language),
        "summary": words(product.summary, language),
        "story": words(product.story, language),
        "ingredients": words(product.ingredients, language),
        "usage": words(product.usage, language),
        "place": place_name(product.party.place),
        "recall": recall_note(facts.recall, language) if facts.recall else None,
        "recalled_lots": [(lot, public_url(recall)) for lot, recall in facts.recalled_lots],
        "journey": journey(facts.batch, language) if facts.batch else [],
        "certificates": [certificate_line(each) for each in facts.certificates],
    }


def recall_note(recall: Recall, language: str) -> dict[str, object]:
    """What the recall says, for the page of a batch it concerns."""
    said = {part: words(recall.texts.get(part, {}), language) for part in ("why", "advice")}
    since = show_day(recall.launched_at)
    return {**said, "contact": recall.contact, "since": since, "url": public_url(recall), "code": recall.code}


def certificate_line(certificate: Certificate) -> dict[str, str]:
    """A certificate as one line: scheme, kind, issuer and number, and until when."""
    until = _("đến %(day)s") % {"day": show_day(certificate.valid_to)} if certificate.valid_to else ""
    if certificate.kind == Certificate.Kind.LABORATORY:
        until = _("ngày %(day)s") % {"day": show_day(certificate.valid_from)}
    return {
        "scheme": certificate.scheme,
        "kind": certificate.get_kind_display(),
        "by": f"{certificate.issuer} · {certificate.number}",
        "until": until,
    }
