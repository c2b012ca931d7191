from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product
from namsao.apps.rating.models.dossier import Dossier
from namsao.apps.rating.models.sitting import Result
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile
from namsao.base.places.models import Place


class Submission(models.Model):
    """The OCOP agency submits results to the chairman: the second hand. Locked by the database.

    Source: Decision 26/2026/QĐ-TTg, art. 7.3đ.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="tỉnh")
    number = models.CharField("tờ trình số", max_length=60)
    on = models.DateField("ngày")
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký"
    )
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="người trình")

    class Meta:
        verbose_name = "tờ trình"
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "number", "on"], name="submission_number_once_a_day")
        ]

    def __str__(self) -> str:
        return f"Tờ trình {self.number}"


class SubmissionRow(models.Model):
    """One result in a submission. Locked by the database."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="rows", verbose_name="tờ trình")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="submissions", verbose_name="hồ sơ")
    result = models.ForeignKey(Result, models.PROTECT, related_name="submissions", verbose_name="kết quả")

    class Meta:
        verbose_name = "sản phẩm trong tờ trình"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "dossier"], name="submission_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.submission}"


class Decision(models.Model):
    """A signed decision, recorded here with its number, date and paper: the third hand. Locked by the database.

    corrects: a correction stands beside the decision it mends. is_ministry: signed by the minister; recorded,
    never issued here. kind "brought_in": a decision from before this software, read from the old register.
    Source: Decision 26/2026/QĐ-TTg, arts. 7.3e, 7.4e, 8.
    """

    class Kind(models.TextChoices):
        RESULT = "result", _("công nhận kết quả đánh giá, phân hạng")
        REVOCATION = "revocation", _("thu hồi giấy chứng nhận")
        CORRECTION = "correction", _("đính chính")
        BROUGHT_IN = "brought_in", _("quyết định cũ, nhập từ sổ")

    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name="tỉnh")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    number = models.CharField("quyết định số", max_length=60)
    on = models.DateField("ngày ký")
    signer = models.CharField("người ký", max_length=120, blank=True)
    is_ministry = models.BooleanField("của Bộ", default=False)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký"
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="đính chính cho",
    )
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "quyết định"
        ordering = ["-on", "-id"]
        constraints = [
            # Offices count anew every year, so a number comes again.
            models.UniqueConstraint(
                fields=["place", "is_ministry", "number", "on"], name="decision_number_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind="brought_in") | Q(paper__isnull=False), name="decision_has_its_paper"
            ),
            models.CheckConstraint(
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
                name="decision_correction_names_one",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number}"


class DecisionRow(models.Model):
    """What a decision says about one product. Locked by the database; mended only by a row that corrects it.

    certificate: the one this row acts on (revocation, correction), not the one it grants.
    """

    class Verdict(models.TextChoices):
        RECOGNISED = "recognised", _("công nhận")
        NOT_RECOGNISED = "not_recognised", _("không công nhận")
        APPROVED = "approved", _("phê duyệt kết quả, đề nghị Bộ đánh giá 5 sao")
        REVOKED = "revoked", _("thu hồi giấy chứng nhận")
        ANNULLED = "annulled", _("đính chính: bỏ dòng sai")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="rows", verbose_name="quyết định")
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="decision_rows", verbose_name="sản phẩm"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="decision_rows", verbose_name="hồ sơ"
    )
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, blank=True, related_name="decision_rows", verbose_name="kết quả"
    )
    verdict = models.CharField("nội dung", max_length=14, choices=Verdict.choices)
    stars = models.PositiveSmallIntegerField("số sao", null=True, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name="đính chính dòng",
    )
    certificate = models.ForeignKey(
        "rating.StarCertificate",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name="giấy chứng nhận bị tác động",
    )
    why = models.CharField("lý do", max_length=300, blank=True)

    class Meta:
        verbose_name = "dòng của quyết định"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="recognised", stars__gte=3, stars__lte=5) | ~Q(verdict="recognised"),
                name="decision_row_three_to_five",
            ),
            models.UniqueConstraint(
                fields=["decision", "product"], condition=Q(corrects__isnull=True), name="decision_row_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.get_verdict_display()}"
