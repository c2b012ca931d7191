from fractions import Fraction

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.models.council import Council, Member, Round
from namsao.apps.rating.models.dossier import Dossier
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile


class Sitting(models.Model):
    """A meeting of a council, or its opinions collected in writing. Source: arts. 7.3d, 7.6d.

    present: members noted as present (their ids); opened_at, closed_at: the secretary's acts.
    proposed_at: the council's proposal with its minutes, the first of the three hands.
    """

    class Mode(models.TextChoices):
        MEETING = "meeting", _("họp")
        WRITTEN = "written", _("lấy ý kiến bằng văn bản")

    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings", verbose_name="hội đồng")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="sittings", verbose_name="đợt"
    )
    mode = models.CharField("hình thức", max_length=8, choices=Mode.choices, default=Mode.MEETING)
    title = models.CharField("tên phiên", max_length=160)
    held_on = models.DateField("ngày")
    venue = models.CharField("địa điểm", max_length=160, blank=True)
    present = models.JSONField("có mặt", default=list)
    made_at = models.DateTimeField("ghi lúc")
    minutes_no = models.CharField("biên bản số", max_length=60, blank=True)
    minutes_on = models.DateField("ngày biên bản", null=True, blank=True)
    minutes = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="biên bản đã ký"
    )
    proposed_at = models.DateTimeField("đề xuất lúc", null=True)
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi đề xuất"
    )

    class Meta:
        verbose_name = "phiên đánh giá"
        ordering = ["-held_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(proposed_at__isnull=True) | ~Q(minutes_no=""), name="sitting_proposal_has_minutes"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Declaration(models.Model):
    """A member has declared conflicts of interest for a sitting (there may be none); scoring opens after it."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="declarations", verbose_name="phiên")
    member = models.ForeignKey(Member, models.PROTECT, related_name="declarations", verbose_name="thành viên")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kê khai xung đột lợi ích"
        constraints = [models.UniqueConstraint(fields=["sitting", "member"], name="declaration_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.sitting}"


class Hearing(models.Model):
    """One dossier before one sitting. turn: 1, then one more after each discussion and re-score."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="hearings", verbose_name="phiên")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="hearings", verbose_name="hồ sơ")
    position = models.PositiveSmallIntegerField("thứ tự")
    turn = models.PositiveSmallIntegerField("lượt chấm", default=1)
    discussion = models.TextField("nội dung thảo luận", blank=True)
    stops = models.JSONField("lý do dừng đánh giá", default=list)
    made_at = models.DateTimeField("ghi lúc")
    closed_at = models.DateTimeField("khép lúc", null=True)

    class Meta:
        verbose_name = "sản phẩm trong phiên"
        ordering = ["sitting", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["sitting", "dossier"], name="hearing_once_in_sitting")]

    def __str__(self) -> str:
        return f"{self.dossier} ({self.sitting})"


class Recusal(models.Model):
    """A member stands back from one product: it leaves the member's list and the sheet does not count."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="recusals", verbose_name="sản phẩm")
    member = models.ForeignKey(Member, models.PROTECT, related_name="recusals", verbose_name="thành viên")
    why = models.CharField("lý do", max_length=300)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "rút khỏi đánh giá"
        constraints = [models.UniqueConstraint(fields=["hearing", "member"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.hearing}"


class Sheet(models.Model):
    """One member's score sheet for one hearing and turn. Only its owner reads it before the hearing closes.

    scores: criterion code -> option number (0: none of them; absent: not answered yet). notes: code -> text.
    Locked by the database once submitted.
    """

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="sheets", verbose_name="sản phẩm")
    member = models.ForeignKey(Member, models.PROTECT, related_name="sheets", verbose_name="thành viên")
    turn = models.PositiveSmallIntegerField("lượt chấm", default=1)
    scores = models.JSONField("điểm", default=dict)
    notes = models.JSONField("ghi chú", default=dict)
    comment = models.TextField("nhận xét chung", blank=True)
    started_at = models.DateTimeField("mở lúc")
    saved_at = models.DateTimeField("lưu lúc")
    submitted_at = models.DateTimeField("nộp lúc", null=True)

    class Meta:
        verbose_name = "phiếu chấm"
        ordering = ["hearing", "turn", "id"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "member", "turn"], name="sheet_once_a_turn")
        ]

    def __str__(self) -> str:
        return f"{self.hearing}: phiếu của {self.member.user}"


class Result(models.Model):
    """What a council (or the ministry) made of a dossier. Locked by the database.

    points: the average, six decimals for reading; `points_exact` is the fraction the stars came from, such as
    "809/9". missed: [{code, stars, need, have}]. rules: the council's settings then. ministry: from the centre.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="results", verbose_name="hồ sơ")
    hearing = models.OneToOneField(
        Hearing, models.PROTECT, null=True, related_name="result", verbose_name="sản phẩm trong phiên"
    )
    is_ministry = models.BooleanField("kết quả của Bộ", default=False)
    points = models.DecimalField("điểm trung bình", max_digits=9, decimal_places=6)
    points_exact = models.CharField("điểm chính xác", max_length=40)
    parts = models.JSONField("điểm từng phần", default=dict)
    stars = models.PositiveSmallIntegerField("số sao")
    missed = models.JSONField("mức tối thiểu chưa đạt", default=list)
    stopped = models.JSONField("lý do dừng đánh giá", default=list)
    sheets = models.PositiveSmallIntegerField("số phiếu", default=0)
    spread = models.PositiveSmallIntegerField("chênh lệch lớn nhất", default=0)
    rules = models.JSONField("quy chế áp dụng", default=dict)
    pack = models.CharField("bộ tiêu chí", max_length=40)
    at = models.DateTimeField("lúc")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi")

    class Meta:
        verbose_name = "kết quả đánh giá"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(stars__gte=0, stars__lte=5), name="result_stars_in_range"),
            models.CheckConstraint(
                condition=Q(points__gte=0, points__lte=100), name="result_points_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.points} điểm, {self.stars} sao"

    @property
    def exact(self) -> Fraction:
        """The average the stars came from: 449/5 is not 90, whatever a screen rounds it to."""
        return Fraction(self.points_exact)

    @property
    def missed_codes(self) -> list[str]:
        """Each code once, also where it is missed for several stars."""
        return list(dict.fromkeys(each["code"] for each in self.missed))
