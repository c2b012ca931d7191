from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from namsao.apps.products.models.facility import Facility
from namsao.apps.products.models.standing import Delisting, Recognition
from namsao.base.files.models import StoredFile
from namsao.base.parties.models import Party
from namsao.base.ui.columns import SortKey
from namsao.core.gs1.link import canonical, of
from namsao.core.vietnamese import fold
from namsao.core.words import Words


class ProductQuerySet(models.QuerySet["Product"]):
    def with_standing(self, day: date) -> "ProductQuerySet":
        """Adds `stars`, `decision_no`, `starred_until` of the recognition in force on `day`; `is_delisted`.

        A product is delisted until it is recognised again after that day.
        """
        current = Recognition.objects.on(day).filter(product=OuterRef("pk"))
        again = Recognition.objects.filter(
            product=OuterRef("product"), decided_on__gt=OuterRef("on"), decided_on__lte=day
        )
        gone = Delisting.objects.filter(~Exists(again), product=OuterRef("pk"), on__lte=day)
        return self.annotate(
            stars=Subquery(current.values("stars")[:1]),
            decision_no=Subquery(current.values("decision_no")[:1]),
            starred_until=Subquery(current.values("lasts_to")[:1]),
            is_delisted=Exists(gone),
        )

    def in_force(self, day: date) -> "ProductQuerySet":
        """Products with three stars or more on `day`, not delisted."""
        return self.with_standing(day).filter(stars__gte=3, is_delisted=False)

    def delisted(self, day: date) -> "ProductQuerySet":
        return self.with_standing(day).filter(is_delisted=True)

    def matching(self, text: str) -> "ProductQuerySet":
        """Name without marks contains the text, or GTIN or OCOP code is it."""
        wanted = text.strip()
        return self.filter(
            Q(name_folded__contains=fold(wanted)) | Q(gtin=wanted.zfill(14)) | Q(ocop_code__iexact=wanted)
        )


class Product(models.Model):
    """What is rated. `names`, `summary`, `story`… are texts by language (`core.words`).

    net_g: net weight in grams, null when the product is not sold by weight. process: reference of its process template
    ("processes/mien-dong@1"), "" while nobody chose one.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="products", verbose_name="chủ thể")
    facility = models.ForeignKey(
        Facility,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name="cơ sở sản xuất",
    )
    gtin = models.CharField("GTIN", max_length=14, unique=True)
    ocop_code = models.CharField("mã sản phẩm OCOP", max_length=40, unique=True, null=True, blank=True)
    set_number = models.PositiveSmallIntegerField("bộ tiêu chí số")
    process = models.CharField("quy trình mẫu", max_length=60, blank=True)
    name = models.CharField("tên sản phẩm", max_length=160)
    name_folded = models.CharField(max_length=160, editable=False, db_index=True)
    name_sort = SortKey("name")
    names = models.JSONField("tên theo ngôn ngữ", default=dict)
    net_content = models.CharField("quy cách", max_length=60)
    net_g = models.PositiveIntegerField("khối lượng tịnh (g)", null=True, blank=True)
    summary = models.JSONField("mô tả ngắn", default=dict)
    story = models.JSONField("câu chuyện", default=dict)
    ingredients = models.JSONField("thành phần", default=dict)
    usage = models.JSONField("cách dùng, bảo quản", default=dict)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name="ảnh")
    made_at = models.DateTimeField("ghi lúc")

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = "sản phẩm"
        ordering = ["name_sort", "id"]
        constraints = [
            models.UniqueConstraint(fields=["party", "name"], name="product_name_once"),
            models.CheckConstraint(
                condition=Q(set_number__gte=1, set_number__lte=26), name="product_set_exists"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def uri(self) -> str:
        """Canonical identifier of the product."""
        return canonical(of([("01", self.gtin)]))

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative

    def words(self, field: str) -> Words:
        """A text of this product in every language it has; `names` falls back to the Vietnamese name."""
        texts = dict(getattr(self, field))
        if field == "names":
            texts.setdefault("vi", self.name)
        return texts
