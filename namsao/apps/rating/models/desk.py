"""What commune and province write on a dossier: Form 03, samples, advice, tests."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.evidence.models import Document
from namsao.apps.rating.models.council import Member
from namsao.apps.rating.models.dossier import Dossier
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile


class CommuneReport(models.Model):
    """Form 03: the four things a commune judges, and whether they hold. No scores.

    Kept as a draft until the dossier is proposed (`issued_at`); locked by the database after that.
    Source: Decision 26/2026/QĐ-TTg, art. 7.2a and Form 03.
    """

    class Verdict(models.TextChoices):
        AGREES = "agrees", _("đúng như hồ sơ")
        PARTLY = "partly", _("đúng một phần")
        DIFFERS = "differs", _("không đúng như hồ sơ")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="reports", verbose_name="hồ sơ")
    material = models.TextField("nguyên liệu địa phương", blank=True)
    material_verdict = models.CharField(
        "nguyên liệu: nhận xét", max_length=8, choices=Verdict.choices, blank=True
    )
    labour = models.TextField("lao động địa phương", blank=True)
    labour_verdict = models.CharField("lao động: nhận xét", max_length=8, choices=Verdict.choices, blank=True)
    idea = models.TextField("nguồn gốc ý tưởng sản phẩm", blank=True)
    idea_verdict = models.CharField("ý tưởng: nhận xét", max_length=8, choices=Verdict.choices, blank=True)
    identity = models.TextField("bản sắc, trí tuệ địa phương", blank=True)
    identity_verdict = models.CharField(
        "bản sắc: nhận xét", max_length=8, choices=Verdict.choices, blank=True
    )
    report_no = models.CharField("báo cáo số", max_length=60, blank=True)
    report_on = models.DateField("ngày báo cáo", null=True, blank=True)
    letter_no = models.CharField("văn bản đề nghị số", max_length=60, blank=True)
    letter_on = models.DateField("ngày văn bản", null=True, blank=True)
    letter = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản ký"
    )
    changed_at = models.DateTimeField("sửa lúc")
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="người sửa"
    )
    issued_at = models.DateTimeField("ban hành lúc", null=True)

    class Meta:
        verbose_name = "báo cáo của xã (Mẫu số 03)"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(issued_at__isnull=True), name="commune_report_one_draft"
            )
        ]

    def __str__(self) -> str:
        return f"Mẫu số 03: {self.dossier}"


class SampleMove(models.Model):
    """Samples handed over or given back. Source: Decision 26/2026/QĐ-TTg, art. 6.2d (five, not for tourism)."""

    class Way(models.TextChoices):
        IN = "in", _("nhận vào")
        OUT = "out", _("giao đi")

    class Desk(models.TextChoices):
        COMMUNE = "commune", _("xã")
        PROVINCE = "province", _("tỉnh")
        LABORATORY = "laboratory", _("phòng kiểm nghiệm")
        COUNCIL = "council", _("hội đồng")
        MINISTRY = "ministry", _("Bộ")
        PRODUCER = "producer", _("chủ thể")

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="samples", verbose_name="hồ sơ")
    way = models.CharField("chiều", max_length=3, choices=Way.choices)
    desk = models.CharField("nơi giữ mẫu", max_length=10, choices=Desk.choices)
    quantity = models.PositiveSmallIntegerField("số mẫu")
    note = models.CharField("ghi chú", max_length=200, blank=True)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "mẫu sản phẩm"
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="sample_counted")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.quantity} mẫu, {self.get_desk_display()}"


class TestRequest(models.Model):
    """A laboratory result the advisory group asks for, and the answer."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="tests", verbose_name="hồ sơ")
    what = models.CharField("chỉ tiêu cần kiểm nghiệm", max_length=300)
    why = models.CharField("vì sao", max_length=300, blank=True)
    due = models.DateField("cần trước ngày", null=True, blank=True)
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="người yêu cầu"
    )
    answer = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="phiếu kiểm nghiệm"
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True)
    dropped_why = models.CharField("không cần nữa vì", max_length=200, blank=True)

    class Meta:
        verbose_name = "yêu cầu kiểm nghiệm"
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and not self.dropped_why


class Advice(models.Model):
    """The advisory group's work on a dossier: survey, report, proposed scores.

    scores: criterion code -> option number; hidden from a member until the member's own sheet is handed in.
    needs_survey: for a re-evaluation a visit is made only for a large change or unclear evidence (art. 7.6c).
    stops: codes of hard stops found (`core.rating.stops`). photos: [{sha256, name}] taken at the visit.
    Locked by the database once submitted.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="advice", verbose_name="hồ sơ")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, related_name="advice", verbose_name="người phụ trách"
    )
    needs_survey = models.BooleanField("cần khảo sát thực tế", default=True)
    surveyed_on = models.DateField("ngày khảo sát", null=True, blank=True)
    survey = models.TextField("kết quả khảo sát", blank=True)
    summary = models.TextField("nhận xét, đề xuất", blank=True)
    scores = models.JSONField("điểm đề xuất", default=dict)
    notes = models.JSONField("ghi chú theo tiêu chí", default=dict)
    stops = models.JSONField("lý do dừng đánh giá", default=list)
    photos = models.JSONField("ảnh khảo sát", default=list)
    report_no = models.CharField("báo cáo số", max_length=60, blank=True)
    report_on = models.DateField("ngày báo cáo", null=True, blank=True)
    changed_at = models.DateTimeField("sửa lúc")
    changed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="người sửa"
    )
    submitted_at = models.DateTimeField("gửi hội đồng lúc", null=True)

    class Meta:
        verbose_name = "báo cáo của Tổ tư vấn"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(submitted_at__isnull=True), name="advice_one_draft"
            )
        ]

    def __str__(self) -> str:
        return f"Báo cáo tư vấn: {self.dossier}"
