from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from namsao.apps.farms.models.area import GrowingArea
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.base.ui.columns import SortKey
from namsao.core.errors import BadValue
from namsao.core.vietnamese import fold, show_phone
from namsao.core.vietnamese import phone as read_phone


class HouseholdQuerySet(models.QuerySet["Household"]):
    def not_erased(self) -> "HouseholdQuerySet":
        return self.filter(erased_at=None)

    def matching(self, text: str) -> "HouseholdQuerySet":
        """Name or hamlet without marks contains the text, or its number or phone is it."""
        found = Q(name_folded__contains=fold(text)) | Q(hamlet_folded__contains=fold(text))
        if text.strip().isdecimal() and len(text.strip()) < 7:
            found |= Q(number=int(text))
        try:
            return self.filter(found | Q(phone=read_phone(text)))
        except BadValue:
            return self.filter(found)


class Household(models.Model):
    """A household that grows for a producer, often without a phone and without an account.

    number: its own among the producer's, never given again; it names the household where personal data may not stand.
    consent_on: the day it agreed that its phone number is kept. Personal: never public, masked for who is not near.
    erased_at: name, hamlet and phone were emptied because the household asked.
    Source: Law 91/2025/QH15 (to be verified).
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="households", verbose_name="chủ thể")
    number = models.PositiveIntegerField("số", editable=False)
    name = models.CharField("họ tên chủ hộ", max_length=120, blank=True)
    name_folded = models.CharField(max_length=120, editable=False, db_index=True)
    name_sort = SortKey("name")
    place = models.ForeignKey(
        Place, models.PROTECT, related_name="households", verbose_name="xã, phường, đặc khu"
    )
    hamlet = models.CharField("thôn, bản, khu", max_length=80, blank=True)
    hamlet_folded = models.CharField(max_length=80, editable=False)
    phone = models.CharField("điện thoại", max_length=16, blank=True)
    areas = models.ManyToManyField(GrowingArea, related_name="households", verbose_name="vùng trồng")
    consent_on = models.DateField("ngày đồng ý cho ghi dữ liệu cá nhân", null=True, blank=True)
    made_at = models.DateTimeField("ghi lúc")
    erased_at = models.DateTimeField("xoá thông tin lúc", null=True, editable=False)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = "hộ trồng"
        ordering = ["name_sort", "number"]
        constraints = [
            models.UniqueConstraint(fields=["party", "number"], name="household_number_once"),
            models.UniqueConstraint(
                fields=["party", "place", "name_folded", "hamlet_folded", "phone"],
                condition=Q(erased_at__isnull=True),
                name="household_once",
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(consent_on__isnull=False), name="household_phone_has_consent"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) & ~Q(name="")
                | Q(erased_at__isnull=False, name="", hamlet="", phone=""),
                name="household_has_name_or_is_erased",
            ),
        ]

    def __str__(self) -> str:
        # The audit trail keeps this label: no name in it.
        return f"hộ số {self.number}"

    @property
    def called(self) -> str:
        """The name for those who may read it; the number once the name is erased."""
        return self.name or _("Hộ số %(number)s") % {"number": self.number}

    @property
    def masked(self) -> str:
        """What stands for the name where personal data may not."""
        return _("Hộ số %(number)s") % {"number": self.number}

    @property
    def shown_phone(self) -> str:
        return show_phone(self.phone)

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative
