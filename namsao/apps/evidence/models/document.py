from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.kinds import Kind, kind_of
from namsao.apps.evidence.models.certificate import Certificate
from namsao.apps.farms.models import GrowingArea
from namsao.apps.products.models import Batch, Facility, Product
from namsao.base.files.models import StoredFile
from namsao.base.parties.models import Party
from namsao.core.vietnamese import fold

SOON_DAYS = 60


class DocumentQuerySet(models.QuerySet["Document"]):
    def current(self) -> "DocumentQuerySet":
        """Neither taken back nor replaced by a newer piece."""
        return self.filter(withdrawn_at=None, replaced_by=None)

    def usable(self, day: date) -> "DocumentQuerySet":
        """Current, and in force on that day."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.current().filter(begun, Q(valid_to=None) | Q(valid_to__gte=day))

    def expiring(self, within_days: int, day: date) -> "DocumentQuerySet":
        """Current, in force, and ending within so many days."""
        return self.current().filter(valid_to__range=(day, day + timedelta(days=within_days)))

    def for_product(self, product: Product) -> "DocumentQuerySet":
        """What proves something about the product: its own papers, its producer's, its facility's."""
        return self.filter(
            Q(product=product) | Q(product=None),
            Q(facility=product.facility_id) | Q(facility=None),
            party=product.party_id,
        )

    def matching(self, text: str) -> "DocumentQuerySet":
        """Title, number, issuer or scope, without marks, contains the text."""
        return self.filter(folded__contains=fold(text))


class Document(models.Model):
    """A piece of evidence: one paper that serves many criteria and many dossiers.

    kind: a slug of the pack vocab/evidence-kinds. tick: the box of Form 02 it answers, "" for none. Without facility,
    area, product or batch it covers all the party makes. valid_from: the day of issue when the paper has no
    other; both days null when it has none. languages: tags of `core.words`, in which it is written.
    replaced_by: the newer version. withdrawn_at: taken back, entered by mistake; the row stays. used_at: when the first
    dossier that leans on it was filed; from then on what it says is not changed, only replaced.
    """

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("công khai: có thể hiện trên trang sản phẩm")
        PROGRAMME = "programme", _("trong chương trình: chủ thể, cán bộ, hội đồng")
        RESTRICTED = "restricted", _("hạn chế: có thông tin cá nhân")

    class State(models.TextChoices):
        NOT_YET = "not_yet", _("chưa hiệu lực")
        VALID = "valid", _("còn hiệu lực")
        ENDS_SOON = "ends_soon", _("sắp hết hạn")
        EXPIRED = "expired", _("hết hạn")
        NO_END = "no_end", _("không ghi hạn")

    kind = models.CharField("loại", max_length=40)
    tick = models.CharField("mục đánh dấu ở Mẫu 02", max_length=40, blank=True)
    title = models.CharField("tên giấy", max_length=200)
    number = models.CharField("số", max_length=80, blank=True)
    issuer = models.CharField("nơi cấp", max_length=160, blank=True)
    scope = models.CharField("phạm vi", max_length=300, blank=True)
    folded = models.CharField(max_length=760, editable=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="documents", verbose_name="chủ thể")
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="cơ sở"
    )
    area = models.ForeignKey(
        GrowingArea,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="vùng trồng",
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="sản phẩm"
    )
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="lô"
    )
    certificate = models.ForeignKey(
        Certificate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="giấy chứng nhận trên hộ chiếu",
    )
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    languages = models.JSONField("ngôn ngữ", default=list)
    visibility = models.CharField("ai được xem", max_length=10, choices=Visibility.choices)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="bản mới"
    )
    withdrawn_at = models.DateTimeField("rút lúc", null=True, editable=False)
    withdraw_why = models.CharField("lý do rút", max_length=300, blank=True, editable=False)
    used_at = models.DateTimeField("dùng trong hồ sơ từ", null=True, editable=False)
    made_at = models.DateTimeField("ghi lúc")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        ordering = [F("valid_to").asc(nulls_last=True), "kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="document_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(batch__isnull=True) | Q(product__isnull=False), name="document_batch_has_product"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdraw_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdraw_why="")),
                name="document_withdrawn_has_why",
            ),
        ]

    def __str__(self) -> str:
        """Goes into the audit trail and the home page: what is restricted is called by its kind alone."""
        return self.kind_said.name if self.is_restricted else self.title

    @property
    def kind_said(self) -> Kind:
        return kind_of(self.kind)

    @property
    def is_restricted(self) -> bool:
        return self.visibility == self.Visibility.RESTRICTED

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative

    @property
    def is_current(self) -> bool:
        return self.withdrawn_at is None and self.replaced_by_id is None

    @property
    def covers(self) -> Batch | Product | Facility | GrowingArea | None:
        """What it is for; None when for all the party makes."""
        return self.batch or self.product or self.facility or self.area

    def state_on(self, day: date) -> State:
        """How its validity stands on that day, replaced or not."""
        if self.valid_to and self.valid_to < day:
            return self.State.EXPIRED
        if self.valid_from and self.valid_from > day:
            return self.State.NOT_YET
        if self.valid_to is None:
            return self.State.NO_END
        ends_soon = self.valid_to <= day + timedelta(days=SOON_DAYS)
        return self.State.ENDS_SOON if ends_soon else self.State.VALID


class DocumentFile(models.Model):
    """One file of a document, in its order. name: as the person who brought it called it."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files", verbose_name="minh chứng")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    order = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên tệp", max_length=120)
    caption = models.CharField("chú thích", max_length=200, blank=True)
    made_at = models.DateTimeField("nhận lúc")

    class Meta:
        verbose_name = "tệp minh chứng"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "stored"], name="document_file_once")]

    def __str__(self) -> str:
        return f"{self.document}, tệp {self.order}"


class ExpiryWarning(models.Model):
    """That `document_expiring` was told: for this last day, at this many days before it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="warnings", verbose_name="minh chứng")
    valid_to = models.DateField("đến hết ngày")
    days = models.PositiveSmallIntegerField("báo trước (ngày)")
    at = models.DateTimeField("báo lúc")

    class Meta:
        verbose_name = "lần báo hết hạn"
        constraints = [
            models.UniqueConstraint(fields=["document", "valid_to", "days"], name="expiry_warned_once")
        ]

    def __str__(self) -> str:
        return f"{self.document}: {self.days}"
