from django.db import models
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.models.epc import Epc
from namsao.apps.traceability.models.event import Event, label_of
from namsao.core.units import UNITS, show_number, show_quantity


class Mention(models.Model):
    """An identifier in an event with its part in it. The primary key reads one identifier's events newest first.

    event_time: that of the event. position: its place in the list of the event, so that one may stand twice.
    is_class: of a GTIN or a lot, in a list of quantities.
    """

    class Role(models.TextChoices):
        EPC = "epc", _("đối tượng")
        INPUT = "input", _("đầu vào")
        OUTPUT = "output", _("đầu ra")
        PARENT = "parent", _("vật chứa")
        CHILD = "child", _("bên trong")

    pk = models.CompositePrimaryKey("epc_id", "event_time", "event_id", "role", "position")
    epc = models.ForeignKey(Epc, models.PROTECT, related_name="mentions", db_index=False)
    event_time = models.DateTimeField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="mentions")
    role = models.CharField(max_length=6, choices=Role.choices)
    position = models.PositiveIntegerField()
    is_class = models.BooleanField(default=False)
    quantity = models.DecimalField(max_digits=24, decimal_places=9, null=True)
    uom = models.CharField(max_length=3, blank=True)

    class Meta:
        verbose_name = "mã trong sự kiện"

    def __str__(self) -> str:
        return f"{self.role} {self.epc_id}"

    @property
    def uri(self) -> str:
        return self.epc.uri

    @property
    def label(self) -> str:
        """The identifier as people read it: GTIN/LOT for a lot, the value of the key for the rest."""
        return label_of(self.uri)

    @property
    def amount(self) -> str:
        """How much of it: 420 kg; "" when the event does not say."""
        if self.quantity is None:
            return ""
        unit = UNITS.get(self.uom)
        return (
            show_quantity(self.quantity, unit) if unit else f"{show_number(self.quantity)} {self.uom}".strip()
        )


class EventKey(models.Model):
    """A value of an event that few queries ask for: a transaction, a source, a lifelong fact, a sensor's number.

    key: section and name, such as "bizTransaction:po" (`core.epcis.facts`). is_private: for the owner and the
    authorities alone. Written only where an event has such fields.
    """

    pk = models.CompositePrimaryKey("owner_id", "event_id", "position")
    owner_id = models.BigIntegerField()
    event = models.ForeignKey(Event, models.CASCADE, related_name="keys", db_index=False)
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    text = models.CharField(max_length=300, blank=True)
    number = models.FloatField(null=True)
    is_private = models.BooleanField(default=False)

    class Meta:
        verbose_name = "giá trị trong sự kiện"
        indexes = [
            models.Index(fields=["key", "text", "event"], name="event_key_by_text"),
            models.Index(fields=["key", "number", "event"], name="event_key_by_number"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.text}"
