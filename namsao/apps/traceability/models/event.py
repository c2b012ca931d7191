import json
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from namsao.base.parties.models import Party
from namsao.core.epcis import BIZ_STEPS, DISPOSITIONS, STEP, words_of
from namsao.core.gs1 import uri
from namsao.core.gs1.errors import Invalid
from namsao.core.units import UNITS, show_number, show_quantity
from namsao.core.words import NATIVE, Words, pick


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, uri: str) -> "EventQuerySet":
        """Events that mention the canonical identifier, newest first."""
        return self._mentioning(models.Q(uri=uri))

    def about_class(self, uri: str) -> "EventQuerySet":
        """Events that mention the GTIN or any of its lots and items, newest first."""
        return self._mentioning(models.Q(uri=uri) | models.Q(uri__startswith=f"{uri}/"))

    def at_place(self, uri: str) -> "EventQuerySet":
        """Events that happened at the place or left the things there, newest first."""
        return self.filter(models.Q(read_point=uri) | models.Q(biz_location=uri)).order_by(
            "-event_time", "-id"
        )

    def with_mentions(self) -> "EventQuerySet":
        """Fetches at once what the words of an event need; adds `mistaken_at`, null when nobody declared it."""
        declared = Event.objects.declarations().filter(event_id=models.OuterRef("event_id"))
        mistaken_at = models.Subquery(declared.values("error_declared_at")[:1])
        return self.annotate(mistaken_at=mistaken_at).select_related("owner").prefetch_related("mentions")

    def declarations(self) -> "EventQuerySet":
        """Events that say of another, with the same eventID, that it was recorded by mistake."""
        return self.filter(error_declared_at__isnull=False)

    def ordinary(self) -> "EventQuerySet":
        """Events that are no declaration of an error."""
        return self.filter(error_declared_at__isnull=True)

    def _mentioning(self, wanted: models.Q) -> "EventQuerySet":
        # A sub-query keeps events single without DISTINCT, which PostgreSQL will not sort by other columns.
        found = Mention.objects.filter(wanted).values("event")
        return self.filter(pk__in=found).order_by("-event_time", "-id")


class Event(models.Model):
    """One EPCIS 2.0 event: the body exactly as written, and the few columns that are asked for.

    event_time: UTC; `offset` is the zone the person was in. error_declared_at: null for an ordinary event; a
    declaration that one was recorded by mistake is a row of its own with the same event_id.
    Source: EPCIS 2.0, section 7.4.
    """

    class Type(models.TextChoices):
        OBJECT = "ObjectEvent", _("ghi nhận")
        TRANSFORMATION = "TransformationEvent", _("chế biến")
        AGGREGATION = "AggregationEvent", _("gộp gói")

    event_id = models.CharField("mã sự kiện", max_length=200)
    type = models.CharField("loại", max_length=24, choices=Type.choices)
    action = models.CharField("hành động", max_length=8, blank=True)
    biz_step = models.CharField("bước", max_length=60, blank=True)
    disposition = models.CharField("tình trạng", max_length=60, blank=True)
    event_time = models.DateTimeField("xảy ra lúc", db_index=True)
    offset = models.CharField("múi giờ", max_length=6)
    record_time = models.DateTimeField("ghi lúc")
    read_point = models.CharField("nơi ghi", max_length=200, blank=True)
    biz_location = models.CharField("nơi giữ", max_length=200, blank=True)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="events", verbose_name="chủ thể")
    error_declared_at = models.DateTimeField("khai báo ghi nhầm lúc", null=True, editable=False)
    body = models.TextField()

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        ordering = ["-event_time", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event_id"], condition=models.Q(error_declared_at__isnull=True), name="event_once"
            ),
            models.UniqueConstraint(
                fields=["event_id"],
                condition=models.Q(error_declared_at__isnull=False),
                name="event_error_declared_once",
            ),
        ]

    def __str__(self) -> str:
        return self.event_id

    def document(self) -> dict[str, Any]:
        """The body as JSON-LD, with its own context."""
        return json.loads(self.body)

    @property
    def step_text(self) -> str:
        """What was done, in the reader's language: the producer's own words, the business step, or the kind."""
        if own := words_of(self.document().get(STEP)):
            return pick(own, get_language() or NATIVE)[0]
        return _in_words(BIZ_STEPS, self.biz_step) or self.get_type_display()

    @property
    def disposition_text(self) -> str:
        """The disposition in the reader's language, "" when the event names none."""
        return _in_words(DISPOSITIONS, self.disposition)

    @property
    def place_label(self) -> str:
        """The GLN where it happened, "" when the event names no place."""
        return _label(self.read_point or self.biz_location)

    @property
    def things(self) -> "list[Mention]":
        """What the event is about: what was made, else what was seen."""
        mentions = list(self.mentions.all())
        return [each for each in mentions if each.role == Mention.Role.OUTPUT] or mentions

    @property
    def is_illustrative(self) -> bool:
        return self.owner.is_illustrative


class Mention(models.Model):
    """An identifier in an event, in canonical form (https://id.gs1.org/…), with its part in it."""

    class Role(models.TextChoices):
        EPC = "epc", _("đối tượng")
        INPUT = "input", _("đầu vào")
        OUTPUT = "output", _("đầu ra")
        PARENT = "parent", _("vật chứa")
        CHILD = "child", _("bên trong")

    event = models.ForeignKey(Event, models.CASCADE, related_name="mentions")
    uri = models.CharField(max_length=300, db_index=True)
    role = models.CharField(max_length=6, choices=Role.choices)
    quantity = models.DecimalField(max_digits=14, decimal_places=3, null=True)
    uom = models.CharField(max_length=3, blank=True)

    class Meta:
        verbose_name = "mã trong sự kiện"
        constraints = [models.UniqueConstraint(fields=["event", "role", "uri"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.uri}"

    @property
    def label(self) -> str:
        """The identifier as people read it: GTIN/LOT for a lot, the value of the key for the rest."""
        return _label(self.uri)

    @property
    def amount(self) -> str:
        """How much of it: 420 kg; "" when the event does not say."""
        if self.quantity is None:
            return ""
        unit = UNITS.get(self.uom)
        return (
            show_quantity(self.quantity, unit) if unit else f"{show_number(self.quantity)} {self.uom}".strip()
        )


def _in_words(table: Mapping[str, Words], name: str) -> str:
    """The CBV word of `name`; a word of somebody else's stays as it is."""
    return pick(table[name], get_language() or NATIVE)[0] if name in table else name


def _label(text: str) -> str:
    try:
        found = uri.parse(text)
    except Invalid:
        return text
    return "/".join((found.value, *(value for _ai, value in found.qualifiers)))
