"""After the stars: the ministry's way, inspections, revocations, notices of results."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models import Product
from namsao.apps.rating.models.certificate import StarCertificate
from namsao.apps.rating.models.decision import DecisionRow
from namsao.apps.rating.models.dossier import Dossier
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile


class Forwarding(models.Model):
    """A dossier sent to the ministry with its papers. papers: code -> number or "có" (`rating.papers`).

    Source: Decision 26/2026/QĐ-TTg, art. 6.3a (first, upgrade) and 6.3b (re-evaluation).
    """

    class Outcome(models.TextChoices):
        WAITING = "", _("chờ Bộ")
        FIVE = "five", _("Bộ công nhận 5 sao")
        BELOW = "below", _("Bộ chấm dưới 90 điểm")
        REDO = "redo", _("Bộ yêu cầu làm lại")
        WITHDRAWN = "withdrawn", _("rút hồ sơ")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="forwardings", verbose_name="hồ sơ")
    letter_no = models.CharField("văn bản số", max_length=60)
    letter_on = models.DateField("ngày văn bản")
    letter = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký"
    )
    papers = models.JSONField("thành phần hồ sơ", default=dict)
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome.choices, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True)
    answer_no = models.CharField("văn bản trả lời số", max_length=60, blank=True)
    answer_text = models.TextField("nội dung trả lời", blank=True)

    class Meta:
        verbose_name = "hồ sơ gửi Bộ"
        ordering = ["-letter_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(outcome=""), name="forwarding_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.letter_no}"


class ResultNotice(models.Model):
    """The written notice of a result to commune and producer. Source: art. 7.3g."""

    row = models.OneToOneField(
        DecisionRow, models.PROTECT, related_name="notice", verbose_name="dòng quyết định"
    )
    number = models.CharField("thông báo số", max_length=60)
    on = models.DateField("ngày")
    text = models.TextField("nội dung thêm", blank=True)
    at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "thông báo kết quả"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"Thông báo {self.number}"


class Inspection(models.Model):
    """A check after recognition: planned, ad hoc, or because of a complaint. Source: art. 9.

    findings: [{what, state, why, remedy}] in the words of `core.finding`. complaint: what was reported and the
    reference of the report, no personal data of the reporter.
    """

    class Kind(models.TextChoices):
        PERIODIC = "periodic", _("định kỳ")
        AD_HOC = "ad_hoc", _("đột xuất")
        COMPLAINT = "complaint", _("theo phản ánh")

    class Conclusion(models.TextChoices):
        OPEN = "", _("chưa kết luận")
        KEEPS = "keeps", _("vẫn đáp ứng")
        TO_FIX = "to_fix", _("phải khắc phục")
        FAILS = "fails", _("không còn đáp ứng")

    product = models.ForeignKey(Product, models.PROTECT, related_name="inspections", verbose_name="sản phẩm")
    kind = models.CharField("hình thức", max_length=10, choices=Kind.choices)
    planned_on = models.DateField("ngày dự kiến")
    done_on = models.DateField("ngày kiểm tra", null=True, blank=True)
    team = models.CharField("đoàn kiểm tra", max_length=300, blank=True)
    complaint = models.TextField("nội dung phản ánh", blank=True)
    complaint_ref = models.CharField("mã phản ánh", max_length=60, blank=True)
    findings = models.JSONField("nội dung kiểm tra", default=list)
    text = models.TextField("nhận xét", blank=True)
    conclusion = models.CharField("kết luận", max_length=6, choices=Conclusion.choices, blank=True)
    conclusion_no = models.CharField("văn bản kết luận số", max_length=60, blank=True)
    concluded_on = models.DateField("ngày kết luận", null=True, blank=True)
    fix_by = models.DateField("khắc phục trước ngày", null=True, blank=True)
    fixed_on = models.DateField("khắc phục xong ngày", null=True, blank=True)
    fix_text = models.TextField("đã khắc phục thế nào", blank=True)
    made_at = models.DateTimeField("ghi lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "đợt kiểm tra"
        ordering = ["-planned_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(conclusion="") | Q(concluded_on__isnull=False), name="inspection_conclusion_dated"
            ),
            models.UniqueConstraint(
                fields=["complaint_ref"], condition=~Q(complaint_ref=""), name="inspection_once_a_complaint"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.get_kind_display()}"


class RevocationCase(models.Model):
    """A certificate on its way to revocation, with the 15-day clock. Source: art. 8.

    ground: one of the six of art. 8.1. due: 15 days after the authority's conclusion or the commune's confirmation.
    verified: what the OCOP agency found; submitted_*: it submits; row: the decision that ended it.
    answer: what the producer says to it in writing, before the decision.
    """

    class Ground(models.TextChoices):
        FORGED = "a", _("hồ sơ không trung thực hoặc giả mạo")
        CRITERIA = "b", _("không còn đáp ứng tiêu chí")
        LAW = "c", _("vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, sở hữu trí tuệ, nhãn")
        MARK = "d", _("dùng nhãn hiệu OCOP không đúng")
        STOPPED = "đ", _("không còn sản xuất sản phẩm")
        OTHER = "e", _("trường hợp khác theo kết luận của cơ quan có thẩm quyền")

    certificate = models.ForeignKey(
        StarCertificate, models.PROTECT, related_name="revocations", verbose_name="giấy chứng nhận"
    )
    inspection = models.ForeignKey(
        Inspection,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revocations",
        verbose_name="đợt kiểm tra",
    )
    ground = models.CharField("căn cứ", max_length=1, choices=Ground.choices)
    concluded_on = models.DateField("ngày kết luận")
    conclusion_no = models.CharField("kết luận số", max_length=60)
    authority = models.CharField("cơ quan kết luận", max_length=200)
    facts = models.TextField("sự việc")
    due = models.DateField("phải xong trước ngày")
    opened_at = models.DateTimeField("mở lúc")
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người mở")
    answer = models.TextField("giải trình của chủ thể", blank=True)
    answer_file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="giấy tờ kèm theo"
    )
    answered_at = models.DateTimeField("giải trình lúc", null=True)
    verified = models.TextField("kết quả xác minh", blank=True)
    verified_on = models.DateField("ngày xác minh", null=True)
    submission_no = models.CharField("tờ trình số", max_length=60, blank=True)
    submitted_on = models.DateField("ngày trình", null=True)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="người trình"
    )
    row = models.OneToOneField(
        DecisionRow, models.PROTECT, null=True, related_name="case", verbose_name="quyết định"
    )
    dropped_on = models.DateField("thôi thu hồi ngày", null=True)
    dropped_why = models.CharField("thôi thu hồi vì", max_length=300, blank=True)

    class Meta:
        verbose_name = "việc thu hồi"
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(row__isnull=True, dropped_on__isnull=True),
                name="revocation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"Thu hồi: {self.certificate}"

    @property
    def is_open(self) -> bool:
        return self.row_id is None and self.dropped_on is None
