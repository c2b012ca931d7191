from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.base.parties.models import Party
from namsao.base.ui.columns import SortKey
from namsao.core.diary import DOSE_UNITS, LONGEST_INTERVAL
from namsao.core.vietnamese import fold

UNIT_CHOICES = [(code, unit.symbol) for code, unit in DOSE_UNITS.items()]


class InputProductQuerySet(models.QuerySet["InputProduct"]):
    def in_use(self) -> "InputProductQuerySet":
        return self.filter(retired_at=None)

    def open_to(self, party_id: int) -> "InputProductQuerySet":
        """Those the party may note: its own and the shared ones."""
        return self.filter(Q(party=None) | Q(party=party_id))

    def matching(self, text: str) -> "InputProductQuerySet":
        """Name without marks contains the text, or the active ingredient or registration number does."""
        wanted = text.strip()
        return self.filter(
            Q(name_folded__contains=fold(wanted))
            | Q(active_ingredient__icontains=wanted)
            | Q(registration_no__iexact=wanted)
        )


class InputProduct(models.Model):
    """Something that goes onto a field: seed, fertiliser, pesticide. party: whose; null for one all may note.

    interval_days: days from its use to harvest, as on the label; null when nobody has looked.
    """

    class Kind(models.TextChoices):
        SEED = "seed", _("giống")
        FERTILISER = "fertiliser", _("phân bón")
        PESTICIDE = "pesticide", _("thuốc bảo vệ thực vật")
        OTHER = "other", _("vật tư khác")

    party = models.ForeignKey(
        Party, models.PROTECT, related_name="input_products", null=True, verbose_name="chủ thể"
    )
    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    name = models.CharField("tên", max_length=120)
    name_folded = models.CharField(max_length=120, editable=False, db_index=True)
    name_sort = SortKey("name")
    active_ingredient = models.CharField("hoạt chất, thành phần", max_length=160, blank=True)
    registration_no = models.CharField("số đăng ký", max_length=40, blank=True)
    interval_days = models.PositiveSmallIntegerField("thời gian cách ly (ngày)", null=True, blank=True)
    unit = models.CharField("đơn vị thường dùng", max_length=3, choices=UNIT_CHOICES)
    is_organic = models.BooleanField("dùng được trong sản xuất hữu cơ", default=False)
    made_at = models.DateTimeField("ghi lúc")
    retired_at = models.DateTimeField("ngừng dùng từ", null=True, editable=False)

    objects = InputProductQuerySet.as_manager()

    class Meta:
        verbose_name = "vật tư"
        ordering = ["name_sort", "id"]
        constraints = [
            models.UniqueConstraint(fields=["party", "name_folded"], name="input_product_once"),
            models.UniqueConstraint(
                fields=["name_folded"], condition=Q(party__isnull=True), name="input_product_shared_once"
            ),
            models.CheckConstraint(
                condition=Q(interval_days__isnull=True) | Q(interval_days__lte=LONGEST_INTERVAL),
                name="input_product_interval_is_short",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_illustrative(self) -> bool:
        return self.party is not None and self.party.is_illustrative
