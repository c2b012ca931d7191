from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.base.places.models import Place
from namsao.base.ui.columns import SortKey
from namsao.core.errors import BadValue
from namsao.core.vietnamese import fold, show_phone
from namsao.core.vietnamese import phone as read_phone


class PartyQuerySet(models.QuerySet["Party"]):
    def producers(self) -> "PartyQuerySet":
        """All that may own an OCOP product: everything but agencies."""
        return self.exclude(kind=Party.Kind.AGENCY)

    def matching(self, text: str) -> "PartyQuerySet":
        """Name without marks contains the text, or tax code or phone, however written, is it."""
        found = Q(name_folded__contains=fold(text)) | Q(tax_code=text.strip())
        try:
            return self.filter(found | Q(phone=read_phone(text)))
        except BadValue:
            return self.filter(found)


class Party(models.Model):
    """An organisation or household. In the role of owner of a product it is the producer.

    Source of the kinds: Decision 26/2026/QĐ-TTg, art. 2.3.
    """

    class Kind(models.TextChoices):
        COOPERATIVE = "cooperative", _("hợp tác xã")
        COOPERATIVE_GROUP = "cooperative_group", _("tổ hợp tác")
        SME = "sme", _("doanh nghiệp nhỏ và vừa")
        FARM = "farm", _("trang trại")
        HOUSEHOLD = "household", _("hộ có đăng ký kinh doanh")
        ASSOCIATION = "association", _("hội, hiệp hội")
        TOURISM_CENTRE = "tourism_centre", _("trung tâm điều hành du lịch")
        AGENCY = "agency", _("cơ quan")

    kind = models.CharField("loại hình", max_length=20, choices=Kind.choices)
    name = models.CharField("tên", max_length=200)
    name_folded = models.CharField(max_length=200, editable=False, db_index=True)
    name_sort = SortKey("name")
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    registration_no = models.CharField("số đăng ký kinh doanh", max_length=30, blank=True)
    phone = models.CharField("điện thoại", max_length=16, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="parties", verbose_name="xã, phường, đặc khu"
    )
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    is_illustrative = models.BooleanField("dữ liệu minh hoạ", default=False)
    made_at = models.DateTimeField("ghi lúc")

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "chủ thể"
        ordering = ["name_sort"]
        constraints = [
            models.UniqueConstraint(
                fields=["tax_code"], condition=~Q(tax_code=""), name="party_tax_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_phone(self) -> str:
        """The phone number as people write it."""
        return show_phone(self.phone)
