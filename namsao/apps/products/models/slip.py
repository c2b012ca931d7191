from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.products.models.facility import Facility
from namsao.apps.traceability.models import Event
from namsao.base.parties.models import Party


class SlipQuerySet(models.QuerySet["Slip"]):
    def standing(self) -> "SlipQuerySet":
        return self.filter(voided_at=None)


class Slip(models.Model):
    """One press of a big button: one act of processing, packing or trade, with all it wrote into the ledger.

    what: the act in the words of the day, Vietnamese. client_id: of the form that sent it, one for each act of its
    author; content: sha256 of what was sent under it, so that an act sent twice is written once.
    voided_at, void_why: recorded by mistake; the slip and its events stay, each event with a declaration.
    """

    class Kind(models.TextChoices):
        LAND = "land", _("Hải sản lên bến")
        RECEIVE = "receive", _("Nhận nguyên liệu")
        STAGE = "stage", _("Công đoạn")
        CASES = "cases", _("Xếp thùng")
        PALLET = "pallet", _("Xếp pa-lét")
        UNPACK = "unpack", _("Dỡ kiện")
        SHIP = "ship", _("Xuất hàng")
        CONFIRM = "confirm", _("Nhận hàng tới")
        TAKE_BACK = "take_back", _("Hàng trả về")

    party = models.ForeignKey(Party, models.PROTECT, related_name="slips", verbose_name="chủ thể")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="slips", verbose_name="cơ sở")
    kind = models.CharField("việc", max_length=10, choices=Kind.choices)
    what = models.CharField("nội dung", max_length=300)
    done_on = models.DateField("ngày làm")
    events = models.ManyToManyField(Event, related_name="slips", verbose_name="sự kiện")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="slips", null=True, verbose_name="người ghi"
    )
    client_id = models.UUIDField("mã của máy gửi", editable=False)
    content = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField("ghi lúc")
    voided_at = models.DateTimeField("xoá lúc", null=True, editable=False)
    void_why = models.CharField("lý do xoá", max_length=300, blank=True, editable=False)

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["entered_by", "client_id"], name="slip_once"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_why="")
                | (Q(voided_at__isnull=False) & ~Q(void_why="")),
                name="slip_void_has_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative
