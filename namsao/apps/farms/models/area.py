from django.db import models
from django.db.models import Q

from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.gs1 import link
from namsao.core.vietnamese import fold


class Material(models.Model):
    """A raw material a producer harvests, with a GTIN so that its lots can be named (LGTIN)."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="materials", verbose_name="chủ thể")
    name = models.CharField("nguyên liệu", max_length=120)
    names = models.JSONField("tên theo ngôn ngữ", default=dict, blank=True)  # core.words
    gtin = models.CharField("GTIN", max_length=14, unique=True)

    class Meta:
        verbose_name = "nguyên liệu"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["party", "name"], name="material_once")]

    def __str__(self) -> str:
        return self.name


class GrowingAreaQuerySet(models.QuerySet["GrowingArea"]):
    def matching(self, text: str) -> "GrowingAreaQuerySet":
        """Name of the area or its producer, without marks, contains the text; or its code or GLN is it."""
        wanted = text.strip()
        named = Q(name_folded__contains=fold(wanted)) | Q(party__name_folded__contains=fold(wanted))
        return self.filter(named | Q(code__iexact=wanted) | Q(gln=wanted))


class GrowingArea(models.Model):
    """A growing area: its code (PUC) when it has one, its size, its boundary.

    boundary: GeoJSON Polygon in WGS 84, or null while nobody has drawn it.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="growing_areas", verbose_name="chủ thể")
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="growing_areas", verbose_name="xã, phường, đặc khu"
    )
    material = models.ForeignKey(Material, models.PROTECT, related_name="areas", verbose_name="trồng")
    name = models.CharField("tên vùng trồng", max_length=120)
    name_folded = models.CharField(max_length=120, editable=False, db_index=True)
    code = models.CharField("mã số vùng trồng", max_length=40, blank=True)
    gln = models.CharField("GLN", max_length=13, unique=True)
    area_ha = models.DecimalField("diện tích (ha)", max_digits=10, decimal_places=4)
    boundary = models.JSONField("ranh giới", null=True, blank=True)
    made_at = models.DateTimeField("ghi lúc")

    objects = GrowingAreaQuerySet.as_manager()

    class Meta:
        verbose_name = "vùng trồng"
        ordering = ["name_folded", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="growing_area_code_once"),
            models.UniqueConstraint(fields=["party", "name"], name="growing_area_name_once"),
            models.CheckConstraint(condition=Q(area_ha__gt=0), name="growing_area_has_size"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def uri(self) -> str:
        """The GLN as canonical Digital Link: where the events of this area happen."""
        return link.canonical(link.of([("414", self.gln)]))

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative
