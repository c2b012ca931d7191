from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from namsao.apps.farms.models.harvest import HarvestLot
from namsao.apps.farms.models.household import Household
from namsao.apps.farms.models.input import UNIT_CHOICES, InputProduct
from namsao.apps.farms.models.season import Season
from namsao.base.files.models import StoredFile
from namsao.core.diary import DOSE_UNITS, Work
from namsao.core.units import show_quantity
from namsao.core.vietnamese import fold


class DiaryEntryQuerySet(models.QuerySet["DiaryEntry"]):
    def not_voided(self) -> "DiaryEntryQuerySet":
        return self.filter(voided_at=None)

    def matching(self, text: str) -> "DiaryEntryQuerySet":
        """Name of the input without marks contains the text, or the note, the worker or the lot does."""
        wanted = text.strip()
        return self.filter(
            Q(input__name_folded__contains=fold(wanted))
            | Q(note__icontains=wanted)
            | Q(worker__icontains=wanted)
            | Q(harvest__lot__iexact=wanted)
        )


class DiaryEntry(models.Model):
    """One thing done in a season. Nothing of it is changed later: a wrong one is voided and written again.

    client_id: given by the phone that wrote it, one for each entry of its author; content: sha256 of what
    was sent under it. household: whose work it was, when it was one grower's.
    harvest: the lot, for a harvest. interval_days: of the input on the day of writing.
    area_ha: null for the whole growing area. replaces: the voided entry this one corrects.
    noted_at: by the clock of the phone; made_at: when it came here.
    """

    class Verb(models.TextChoices):
        SOW = Work.SOW.value, _("Gieo trồng")
        FERTILISE = Work.FERTILISE.value, _("Bón phân")
        SPRAY = Work.SPRAY.value, pgettext_lazy("việc đồng áng", "Phun")
        IRRIGATE = Work.IRRIGATE.value, _("Tưới")
        HARVEST = Work.HARVEST.value, _("Thu hoạch")
        PROCESS = Work.PROCESS.value, _("Sơ chế")

    season = models.ForeignKey(Season, models.PROTECT, related_name="entries", verbose_name="vụ")
    verb = models.CharField("việc", max_length=10, choices=Verb.choices)
    done_on = models.DateField("ngày làm")
    input = models.ForeignKey(
        InputProduct, models.PROTECT, related_name="entries", null=True, verbose_name="vật tư"
    )
    amount = models.DecimalField("lượng dùng", max_digits=12, decimal_places=3, null=True)
    unit = models.CharField("đơn vị", max_length=3, choices=UNIT_CHOICES, blank=True)
    area_ha = models.DecimalField("diện tích làm (ha)", max_digits=10, decimal_places=4, null=True)
    interval_days = models.PositiveSmallIntegerField("thời gian cách ly (ngày)", null=True)
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="entries", null=True, verbose_name="hộ trồng"
    )
    worker = models.CharField("người làm", max_length=120, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    early_why = models.CharField("lý do thu sớm", max_length=300, blank=True)
    harvest = models.OneToOneField(
        HarvestLot, models.PROTECT, related_name="entry", null=True, verbose_name="lô thu hoạch"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="diary_entries",
        null=True,
        verbose_name="người ghi",
    )
    client_id = models.UUIDField("mã của máy gửi", editable=False)
    content = models.CharField(max_length=64, editable=False)
    noted_at = models.DateTimeField("ghi trên máy lúc", null=True, editable=False)
    made_at = models.DateTimeField("nhận lúc")
    replaces = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True)
    voided_at = models.DateTimeField("bỏ lúc", null=True, editable=False)
    void_why = models.CharField("lý do bỏ", max_length=300, blank=True, editable=False)

    objects = DiaryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "việc trong nhật ký"
        ordering = ["-done_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["entered_by", "client_id"], name="diary_entry_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, unit="") | (Q(amount__gt=0) & ~Q(unit="")),
                name="diary_entry_amount_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_why="")
                | (Q(voided_at__isnull=False) & ~Q(void_why="")),
                name="diary_entry_void_has_why",
            ),
            models.CheckConstraint(
                condition=Q(verb="harvest", harvest__isnull=False)
                | (~Q(verb="harvest") & Q(harvest__isnull=True)),
                name="diary_entry_harvest_has_lot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.done_on:%d/%m/%Y}"

    @property
    def waits_days(self) -> int | None:
        """Days to wait before harvest: as written that day, or as the input says since somebody looked."""
        if self.interval_days is None and self.input is not None:
            return self.input.interval_days
        return self.interval_days

    @property
    def quantity_text(self) -> str:
        """The amount with its unit, or the weight of the lot; "" without either."""
        if self.harvest is not None:
            return show_quantity(self.harvest.quantity_kg, DOSE_UNITS["KGM"])
        return show_quantity(Decimal(self.amount), DOSE_UNITS[self.unit]) if self.amount is not None else ""

    @property
    def what(self) -> str:
        """The input or the lot; "" without either."""
        return self.harvest.lot if self.harvest is not None else str(self.input or "")

    def grower(self, *, named: bool) -> str:
        """The household, "" without one. named: whether the reader may know growers by name."""
        if self.household is None:
            return ""
        return self.household.called if named else self.household.masked

    def done_by(self, *, named: bool) -> str:
        """The household and the worker."""
        return "; ".join(each for each in (self.grower(named=named), self.worker) if each)

    @property
    def remarks(self) -> str:
        """The note, and the reasons given for harvesting early and for taking the entry back."""
        said = [
            self.note,
            _("thu sớm vì: %(why)s") % {"why": self.early_why} if self.early_why else "",
            _("bỏ vì: %(why)s") % {"why": self.void_why} if self.void_why else "",
        ]
        return "; ".join(str(each) for each in said if each)

    @property
    def is_illustrative(self) -> bool:
        return self.season.area.is_illustrative


class DiaryPhoto(models.Model):
    """A picture taken with an entry. order: as they were taken, from 0."""

    entry = models.ForeignKey(DiaryEntry, models.PROTECT, related_name="photos", verbose_name="việc")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="diary_photos", verbose_name="tệp")
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "ảnh nhật ký"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["entry", "order"], name="diary_photo_once")]

    def __str__(self) -> str:
        return f"{self.entry}, {self.order + 1}"
