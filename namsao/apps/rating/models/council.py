from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile
from namsao.base.places.models import Place


class CouncilQuerySet(models.QuerySet["Council"]):
    def in_term(self, day: date) -> "CouncilQuerySet":
        return self.filter(decided_on__lte=day).filter(Q(term_to__isnull=True) | Q(term_to__gte=day))


class Council(models.Model):
    """A provincial council with its advisory group, and the rules its own regulation sets.

    What the decree leaves to the regulation is a setting here: averaging, gates, quorum, spread, rounding.
    quorum: percent of the scoring members. spread: most points the totals of two members may lie apart
    before they must talk. decimals: null means none, so 89.8 stays 89.8.
    Source: Decision 26/2026/QĐ-TTg, art. 7.3b; the defaults follow the practice of other provinces.
    """

    class Gates(models.TextChoices):
        MAJORITY = "majority", _("quá nửa số phiếu đạt")
        ALL = "all", _("mọi phiếu đều đạt")
        MEAN = "mean", _("điểm trung bình đạt")

    class Averaging(models.TextChoices):
        MEAN = "mean", _("trung bình cộng")
        MEDIAN = "median", _("trung vị")
        TRIMMED = "trimmed", _("bỏ phiếu cao nhất và thấp nhất")

    place = models.ForeignKey(Place, models.PROTECT, related_name="councils", verbose_name="tỉnh")
    name = models.CharField("tên hội đồng", max_length=200)
    decision_no = models.CharField("quyết định thành lập số", max_length=60)
    decided_on = models.DateField("ngày thành lập")
    term_to = models.DateField("nhiệm kỳ đến", null=True, blank=True)
    regulation_no = models.CharField("quy chế số", max_length=60, blank=True)
    regulation = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, verbose_name="quy chế")
    gates = models.CharField(
        "điểm tối thiểu đạt khi", max_length=10, choices=Gates.choices, default=Gates.MAJORITY
    )
    averaging = models.CharField(
        "cách tính điểm", max_length=10, choices=Averaging.choices, default=Averaging.MEAN
    )
    quorum = models.PositiveSmallIntegerField("số phiếu tối thiểu (%)", default=75)
    chair_needed = models.BooleanField("phải có chủ tịch hội đồng", default=True)
    spread = models.PositiveSmallIntegerField("chênh lệch tối đa giữa hai phiếu (điểm)", default=10)
    decimals = models.PositiveSmallIntegerField("làm tròn đến (chữ số)", null=True, blank=True)
    secretary_scores = models.BooleanField("thư ký có chấm điểm", default=False)
    extra_rounds = models.BooleanField("quy chế cho tổ chức thêm đợt", default=False)
    made_at = models.DateTimeField("ghi lúc")

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng"
        ordering = ["-decided_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quorum__gte=50, quorum__lte=100), name="council_quorum_sane"),
            models.CheckConstraint(
                condition=Q(term_to__isnull=True) | Q(term_to__gte=F("decided_on")), name="council_term_sane"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def sheets_count(path: str = "") -> Q:
    """Condition: a seat whose sheets count. path: leads to the Member, such as "members__"."""
    own = Q(**{f"{path}seat__in": Member.SCORING})
    return own | Q(**{f"{path}seat": Member.Seat.SECRETARY, f"{path}council__secretary_scores": True})


class MemberQuerySet(models.QuerySet["Member"]):
    def serving(self) -> "MemberQuerySet":
        return self.filter(until__isnull=True)

    def scoring(self) -> "MemberQuerySet":
        """Those whose sheets count."""
        return self.serving().filter(sheets_count())

    def advising(self) -> "MemberQuerySet":
        return self.serving().filter(seat__in=Member.ADVISING)


class Member(models.Model):
    """A person's seat on a council or in its advisory group; it ends, it is never deleted."""

    class Seat(models.TextChoices):
        CHAIR = "chair", _("chủ tịch hội đồng")
        DEPUTY = "deputy", _("phó chủ tịch hội đồng")
        SECRETARY = "secretary", _("thư ký hội đồng")
        MEMBER = "member", _("thành viên hội đồng")
        LEAD_ADVISER = "lead_adviser", _("tổ trưởng Tổ tư vấn")
        ADVISER = "adviser", _("thành viên Tổ tư vấn")

    SCORING = (Seat.CHAIR, Seat.DEPUTY, Seat.MEMBER)  # and the secretary where the regulation says so
    RUNNING = (Seat.SECRETARY, Seat.CHAIR, Seat.DEPUTY)
    ADVISING = (Seat.ADVISER, Seat.LEAD_ADVISER)

    council = models.ForeignKey(Council, models.PROTECT, related_name="members", verbose_name="hội đồng")
    user = models.ForeignKey(User, models.PROTECT, related_name="seats", verbose_name="người")
    seat = models.CharField("vai", max_length=12, choices=Seat.choices)
    agency = models.CharField("cơ quan", max_length=160, blank=True)
    since = models.DateTimeField("từ")
    until = models.DateTimeField("đến", null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "user"], condition=Q(until__isnull=True), name="member_once"
            ),
            models.UniqueConstraint(
                fields=["council"], condition=Q(until__isnull=True, seat="chair"), name="council_one_chair"
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(until__isnull=True, seat="secretary"),
                name="council_one_secretary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_seat_display()}"

    @property
    def scores(self) -> bool:
        """Whether this seat hands in a sheet. Says the same as `sheets_count`."""
        is_secretary = self.seat == Member.Seat.SECRETARY
        return self.seat in self.SCORING or (is_secretary and self.council.secretary_scores)


class Round(models.Model):
    """A round of evaluation at one level, with the two days of art. 5.

    propose_before: a dossier must be proposed before that day. evaluate_before: the round ends before that day.
    """

    class Level(models.TextChoices):
        PROVINCE = "province", _("cấp tỉnh")
        CENTRAL = "central", _("cấp trung ương")

    place = models.ForeignKey(Place, models.PROTECT, related_name="rounds", verbose_name="tỉnh")
    level = models.CharField("cấp", max_length=8, choices=Level.choices, default=Level.PROVINCE)
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveSmallIntegerField("đợt")
    is_extra = models.BooleanField("đợt thêm", default=False)
    plan_no = models.CharField("kế hoạch số", max_length=60, blank=True)
    propose_before = models.DateField("đề nghị trước ngày")
    evaluate_before = models.DateField("đánh giá xong trước ngày")
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "đợt đánh giá"
        ordering = ["-year", "-propose_before", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "level", "year", "number"], name="round_once"),
            models.CheckConstraint(
                condition=Q(evaluate_before__gt=F("propose_before")), name="round_days_in_order"
            ),
            models.CheckConstraint(
                condition=Q(is_extra=False) | ~Q(plan_no=""), name="round_extra_has_a_plan"
            ),
        ]

    def __str__(self) -> str:
        return f"Đợt {self.number} năm {self.year}, {self.get_level_display()}"
