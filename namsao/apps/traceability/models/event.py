import json
from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from namsao.base.parties.models import Party
from namsao.core.epcis import BIZ_STEPS, DISPOSITIONS, STEP, words_of
from namsao.core.gs1 import uri
from namsao.core.gs1.errors import Invalid
from namsao.core.words import NATIVE, Words, pick


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, uri: str) -> "EventQuerySet":
        """Events that mention the canonical identifier, newest first."""
        return self._mentioning(models.Q(epc__uri=uri))

    def about_class(self, uri: str) -> "EventQuerySet":
        """Events that mention the GTIN or any of its lots and items, newest first."""
        return self._mentioning(models.Q(epc__uri=uri) | models.Q(epc__gtin__uri=uri))

    def at_place(self, uri: str) -> "EventQuerySet":
        """Events that happened at the place or left the things there, newest first."""
        return self.filter(models.Q(read_point=uri) | models.Q(biz_location=uri)).order_by(
            "-event_time", "-id"
        )

    def with_mentions(self) -> "EventQuerySet":
        """Fetches at once what the words of an event need; adds `mistaken_at`, null when nobody declared it."""
        declared = Event.objects.declarations().filter(event_id=models.OuterRef("event_id"))
        mistaken_at = models.Subquery(declared.values("error_declared_at")[:1])
        told = self.annotate(mistaken_at=mistaken_at).select_related("owner", "context")
        mentions = apps.get_model("traceability", "Mention").objects
        return told.prefetch_related(models.Prefetch("mentions", mentions.select_related("epc")))

    def declarations(self) -> "EventQuerySet":
        """Events that say of another, with the same eventID, that it was recorded by mistake."""
        return self.filter(error_declared_at__isnull=False)

    def ordinary(self) -> "EventQuerySet":
        """Events that are no declaration of an error."""
        return self.filter(error_declared_at__isnull=True)

    def _mentioning(self, wanted: models.Q) -> "EventQuerySet":
        # A sub-query keeps events single without DISTINCT, which PostgreSQL will not sort by other columns.
        mentions = apps.get_model("traceability", "Mention").objects
        return self.filter(pk__in=mentions.filter(wanted).values("event")).order_by("-event_time", "-id")


class Context(models.Model):
    """The JSON-LD @context of the documents that events came in: a list, as JSON text. Many events share one."""

    text = models.TextField(unique=True)

    class Meta:
        verbose_name = "ngữ cảnh"

    def __str__(self) -> str:
        return self.text


class Event(models.Model):
    """One EPCIS 2.0 event: the body exactly as written, and the few columns that are asked for.

    id: grows with the moment of recording (`actions.capture`). event_id: the owner's own, or, where none was given,
    the hash. hash: hex of the CBV 2.0 event hash. event_time: UTC; `offset` is the zone the person was in. biz_step,
    disposition: CBV short names, or URIs of others. shared: the body as partners may read it, "" when it is the same.
    error_declared_at: null for an ordinary event; a declaration that one was recorded by mistake is a row of its own
    with the same event_id. Source: EPCIS 2.0, section 7.4; CBV 2.0, section 8.9.
    """

    class Type(models.TextChoices):
        OBJECT = "ObjectEvent", _("ghi nhận")
        TRANSFORMATION = "TransformationEvent", _("chế biến")
        AGGREGATION = "AggregationEvent", _("gộp gói")
        ASSOCIATION = "AssociationEvent", _("gắn vào")
        TRANSACTION = "TransactionEvent", _("giao dịch")

    id = models.BigIntegerField(primary_key=True)
    event_id = models.CharField("mã sự kiện", max_length=400)
    hash = models.CharField("mã băm", max_length=64)
    type = models.CharField("loại", max_length=24, choices=Type.choices)
    action = models.CharField("hành động", max_length=8, blank=True)
    biz_step = models.CharField("bước", max_length=300, blank=True)
    disposition = models.CharField("tình trạng", max_length=300, blank=True)
    event_time = models.DateTimeField("xảy ra lúc")
    offset = models.CharField("múi giờ", max_length=6)
    record_time = models.DateTimeField("ghi lúc", db_index=True)
    read_point = models.CharField("nơi ghi", max_length=300, blank=True)
    biz_location = models.CharField("nơi giữ", max_length=300, blank=True)
    owner = models.ForeignKey(
        Party, models.PROTECT, related_name="events", verbose_name="chủ thể", db_index=False
    )
    error_declared_at = models.DateTimeField("khai báo ghi nhầm lúc", null=True, editable=False)
    context = models.ForeignKey(Context, models.PROTECT, null=True, related_name="+", db_index=False)
    body = models.TextField()
    shared = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "sự kiện"
        ordering = ["-event_time", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "event_id"],
                condition=models.Q(error_declared_at__isnull=True),
                name="event_once",
            ),
            models.UniqueConstraint(
                fields=["owner", "event_id"],
                condition=models.Q(error_declared_at__isnull=False),
                name="event_error_declared_once",
            ),
        ]
        indexes = [
            models.Index(fields=["event_time", "id"], name="event_by_time"),
            models.Index(fields=["owner", "event_time"], name="event_by_owner"),
            models.Index(fields=["biz_step", "event_time"], name="event_by_step"),
            models.Index(fields=["event_id"], name="event_by_event_id"),
            models.Index(fields=["biz_location", "event_time"], name="event_by_location"),
            models.Index(fields=["read_point", "event_time"], name="event_by_read_point"),
        ]

    def __str__(self) -> str:
        return self.event_id

    def document(self) -> dict[str, Any]:
        """The body as JSON-LD, with the context of the document it came in, or its own."""
        context = {"@context": json.loads(self.context.text)} if self.context else {}
        return context | json.loads(self.body)

    @property
    def step_text(self) -> str:
        """What was done, in the reader's language: the producer's own words, the business step, or the kind."""
        if own := words_of(json.loads(self.body).get(STEP)):
            return pick(own, get_language() or NATIVE)[0]
        return _in_words(BIZ_STEPS, self.biz_step) or self.get_type_display()

    @property
    def disposition_text(self) -> str:
        """The disposition in the reader's language, "" when the event names none."""
        return _in_words(DISPOSITIONS, self.disposition)

    @property
    def place_label(self) -> str:
        """The GLN where it happened, "" when the event names no place."""
        return label_of(self.read_point or self.biz_location)

    @property
    def things(self) -> list[Any]:
        """Mentions of what the event is about: what was made, else what was seen."""
        mentions = list(self.mentions.all())
        return [each for each in mentions if each.role == "output"] or mentions

    @property
    def is_illustrative(self) -> bool:
        return self.owner.is_illustrative


def _in_words(table: Mapping[str, Words], name: str) -> str:
    """The CBV word of `name`; a word of somebody else's stays as it is."""
    return pick(table[name], get_language() or NATIVE)[0] if name in table else name


def label_of(text: str) -> str:
    try:
        found = uri.parse(text)
    except Invalid:
        return text
    return "/".join((found.value, *(value for _ai, value in found.qualifiers)))
