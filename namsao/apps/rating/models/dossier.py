from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.models import Document
from namsao.apps.products.models import Product
from namsao.apps.rating.flow import ENDED, WITH_PRODUCER, Kind, State
from namsao.apps.rating.models.council import Round
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile
from namsao.base.parties.models import Party
from namsao.base.places.models import Place


class DossierQuerySet(models.QuerySet["Dossier"]):
    def open(self) -> "DossierQuerySet":
        """On its way: neither decided nor withdrawn."""
        return self.exclude(state__in=ENDED)

    def matching(self, text: str) -> "DossierQuerySet":
        return self.filter(pk__in=self._of_products(text) | self._of_number(text))

    def _of_products(self, text: str) -> set[int]:
        found = Product.objects.matching(text).values("pk")
        return set(self.filter(product__in=found).values_list("pk", flat=True))

    def _of_number(self, text: str) -> set[int]:
        return set(self.filter(filings__number__icontains=text.strip()).values_list("pk", flat=True))


class Dossier(models.Model):
    """One application of one product under one version of one criteria set.

    pack: id and version of the criteria pack it was opened under, such as "criteria/set-07@1".
    place: the commune at that time; it keeps it after a merger. self_scores: criterion code -> option number
    (0 none of them). self_notes: code -> what the producer says. texts: the written parts of Form 02 by key.
    efforts: code -> how hard the producer finds it to raise, for the path to the next star; see `write_efforts`.
    first_filed_on: kept when it is returned and filed again.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="dossiers", verbose_name="sản phẩm")
    kind = models.CharField("lần đánh giá", max_length=12, choices=Kind.choices)
    state = models.CharField("tình trạng", max_length=18, choices=State.choices, default=State.DRAFT)
    pack = models.CharField("bộ tiêu chí", max_length=40)
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="dossiers", verbose_name="xã, phường, đặc khu"
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name="hồ sơ trước"
    )
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="dossiers", verbose_name="đợt"
    )
    self_scores = models.JSONField("tự chấm", default=dict)
    self_notes = models.JSONField("giải trình", default=dict)
    texts = models.JSONField("báo cáo tự đánh giá", default=dict)
    efforts = models.JSONField("độ khó", default=dict)
    opened_at = models.DateTimeField("mở lúc")
    changed_at = models.DateTimeField("sửa lúc")
    first_filed_on = models.DateField("nộp lần đầu ngày", null=True)
    filed_on = models.DateField("nộp ngày", null=True)
    complete_on = models.DateField("tỉnh nhận đủ ngày", null=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ"
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["product"],
                condition=~Q(state__in=["recognised", "not_recognised", "withdrawn"]),
                name="dossier_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", first_filed_on__isnull=True)
                | Q(state="withdrawn")
                | (~Q(state="draft") & Q(first_filed_on__isnull=False)),
                name="dossier_filed_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "place"], name="dossier_by_state")]

    def __str__(self) -> str:
        return f"{self.product}, {self.get_kind_display()}"

    @property
    def is_with_producer(self) -> bool:
        """Whether its content may be changed."""
        return State(self.state) in WITH_PRODUCER

    @property
    def is_ended(self) -> bool:
        return State(self.state) in ENDED

    @property
    def set_number(self) -> int:
        return int(self.pack.partition("@")[0].rpartition("-")[2])

    @property
    def is_illustrative(self) -> bool:
        return self.product.is_illustrative


class Attachment(models.Model):
    """A piece of evidence put under one criterion of a dossier, in the order of the law."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="attachments", verbose_name="hồ sơ")
    criterion = models.CharField("tiêu chí", max_length=10)
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="attachments", verbose_name="minh chứng"
    )
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    note = models.CharField("xem ở đâu", max_length=200, blank=True)
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "minh chứng trong hồ sơ"
        ordering = ["dossier", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "criterion", "document"], name="attachment_once")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.document}"


class Move(models.Model):
    """One step of a dossier's way: who, when, which paper. Written once, locked by the database."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="moves", verbose_name="hồ sơ")
    verb = models.CharField("việc", max_length=24)
    before = models.CharField("trước", max_length=18, choices=State.choices)
    after = models.CharField("sau", max_length=18, choices=State.choices)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người làm")
    why = models.TextField("lý do", blank=True)
    paper_no = models.CharField("văn bản số", max_length=60, blank=True)
    paper_on = models.DateField("ngày văn bản", null=True)
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="văn bản")

    class Meta:
        verbose_name = "bước của hồ sơ"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.verb}"


class Filing(models.Model):
    """What was handed in, frozen: the receipt. Locked by the database.

    number: the slip's number of Form 01, such as "03/PĐK-22-06838-2026", given by the commune's own count.
    content: scores, notes, texts, attachments with the SHA-256 of their files; no personal data of Form 02.
    sha256: of that content in its canonical form (RFC 8785).
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="filings", verbose_name="hồ sơ")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="nơi nhận")
    year = models.PositiveSmallIntegerField("năm")
    serial = models.PositiveIntegerField("số thứ tự")
    number = models.CharField("phiếu số", max_length=40, unique=True)
    content = models.JSONField("nội dung")
    sha256 = models.CharField("mã kiểm tra", max_length=64)
    at = models.DateTimeField("nhận lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người nộp")

    class Meta:
        verbose_name = "lần nộp"
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "year", "serial"], name="filing_serial_once")]

    def __str__(self) -> str:
        return self.number


class Representative(models.Model):
    """The legal representative Form 02 asks for. Personal and sensitive: never public, masked in exports.

    It lies outside every locked row, so that it can be erased when the person asks.
    Source: Law 91/2025/QH15; Form 02, part I.5.
    """

    class Gender(models.TextChoices):
        FEMALE = "female", _("nữ")
        MALE = "male", _("nam")

    party = models.OneToOneField(Party, models.PROTECT, related_name="representative", verbose_name="chủ thể")
    name = models.CharField("họ tên", max_length=120, blank=True)
    position = models.CharField("chức vụ", max_length=80, blank=True)
    gender = models.CharField("giới tính", max_length=8, choices=Gender.choices, blank=True)
    ethnicity = models.CharField("dân tộc", max_length=40, blank=True)
    has_disability = models.BooleanField("người khuyết tật", null=True, blank=True)
    address = models.CharField("địa chỉ thường trú", max_length=200, blank=True)
    consent_on = models.DateField("ngày đồng ý cho xử lý dữ liệu cá nhân", null=True, blank=True)
    founded_on = models.DateField("ngày thành lập, đăng ký kinh doanh", null=True, blank=True)
    erased_at = models.DateTimeField("xoá lúc", null=True, editable=False)
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "người đại diện theo pháp luật"

    def __str__(self) -> str:
        # The audit trail keeps this label: no name in it.
        return f"người đại diện của {self.party}"
