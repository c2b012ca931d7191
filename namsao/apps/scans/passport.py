"""What a passport page says, gathered once; the template only shows it.

Order of the page: docs/architecture.md, "The passport"; texts in five languages with fallback (core/words).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from namsao.apps.evidence.models import Certificate
from namsao.apps.products.models import Batch, Product, Recognition
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
    """Everything a page in any language is made of. `recognition` and `certificates` are those in force."""

    product: Product
    batch: Batch | None
    recognition: Recognition | None
    delisted_on: date | None
    certificates: Sequence[Certificate]

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
    return Facts(
        product=product,
        batch=batch,
        recognition=None if delisting else product.recognitions.on(today).first(),
        delisted_on=delisting.on if delisting else None,
        certificates=list(certificates.for_batch(batch) if batch else certificates.for_product(product)),
    )


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
        "journey": journey(facts.batch, language) if facts.batch else [],
        "certificates": [certificate_line(each) for each in facts.certificates],
    }


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
