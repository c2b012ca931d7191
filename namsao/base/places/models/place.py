from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.base.ui.columns import SortKey
from namsao.core.vietnamese import fold


class PlaceQuerySet(models.QuerySet["Place"]):
    def on(self, day: date) -> "PlaceQuerySet":
        """Places in being on that day."""
        return self.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))

    def units(self) -> "PlaceQuerySet":
        """Communes, wards and special zones, not the province."""
        return self.exclude(kind=Place.Kind.PROVINCE)

    def matching(self, text: str) -> "PlaceQuerySet":
        """Places whose name, without marks, contains the text; or whose code is it."""
        return self.filter(Q(name_folded__contains=fold(text)) | Q(code=text.strip()))


class Place(models.Model):
    """A province or a commune-level unit, from one day to another.

    code: unit code of Decision 19/2025/QĐ-TTg (5 digits; a province has 2). A code may name
    an old and a new unit, so it is unique together with `valid_from`.
    """

    class Kind(models.TextChoices):
        PROVINCE = "province", _("tỉnh")
        COMMUNE = "commune", _("xã")
        WARD = "ward", _("phường")
        SPECIAL_ZONE = "special_zone", _("đặc khu")
        TOWNSHIP = "township", _("thị trấn")  # in history only

    code = models.CharField("mã đơn vị", max_length=5)
    kind = models.CharField("loại", max_length=12, choices=Kind.choices)
    name = models.CharField("tên", max_length=80)
    name_folded = models.CharField(max_length=80, editable=False, db_index=True)
    name_sort = SortKey("name")
    district = models.CharField("huyện trước 07/2025", max_length=80, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị hành chính"
        ordering = ["name_sort"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="place_code_once_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="place_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return str(IN_WORDS[self.Kind(self.kind)] % {"name": self.name})

    @property
    def province(self) -> "Place":
        """The province it is, or lies in."""
        return self.parent or self

    @property
    def title(self) -> str:
        """The name as a heading: "Xã Lục Hồn"."""
        text = str(self)
        return text[:1].upper() + text[1:]


IN_WORDS = {
    Place.Kind.PROVINCE: _("tỉnh %(name)s"),
    Place.Kind.COMMUNE: _("xã %(name)s"),
    Place.Kind.WARD: _("phường %(name)s"),
    Place.Kind.SPECIAL_ZONE: _("đặc khu %(name)s"),
    Place.Kind.TOWNSHIP: _("thị trấn %(name)s"),
}
