from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.models.area import Material
from namsao.apps.farms.models.household import Household
from namsao.base.files.models import StoredFile
from namsao.base.parties.models import Party
from namsao.core.contracts import Term
from namsao.core.vietnamese import fold


class ContractQuerySet(models.QuerySet["Contract"]):
    def not_voided(self) -> "ContractQuerySet":
        return self.filter(voided_at=None)

    def on(self, day: date) -> "ContractQuerySet":
        """Standing and in force on that day."""
        return self.not_voided().filter(valid_from__lte=day, valid_to__gte=day)

    def matching(self, text: str, named: "ContractQuerySet") -> "ContractQuerySet":
        """The number or seller's name contains the text; or, in `named`, the household's name does without marks.

        named: contracts whose grower the reader may know by name.
        """
        wanted = fold(text)
        grower = Q(household__name_folded__contains=wanted, pk__in=named.order_by().values("pk"))
        return self.filter(Q(number__icontains=text.strip()) | Q(seller_folded__contains=wanted) | grower)


class Contract(models.Model):
    """What a producer and a grower, or another seller, agreed on: so much of a material in so long.

    household, or seller with seller_tax_code: the other side, one of the two. agreed_kg: null when it takes all that is
    grown. price_vnd: đồng a kg, null when price_note says how it is found. valid_to: its last day.
    """

    class Kind(models.TextChoices):
        GROWING = "growing", _("liên kết sản xuất, bao tiêu")
        PURCHASE = "purchase", _("mua bán nguyên liệu")

    class State(models.TextChoices):
        NOT_YET = "not_yet", _("chưa hiệu lực")
        IN_FORCE = "in_force", _("đang thực hiện")
        EXPIRED = "expired", _("hết hạn")
        VOID = "void", _("đã bỏ")

    party = models.ForeignKey(Party, models.PROTECT, related_name="grower_contracts", verbose_name="chủ thể")
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="contracts", null=True, blank=True, verbose_name="hộ trồng"
    )
    seller = models.CharField("bên bán", max_length=200, blank=True)
    seller_folded = models.CharField(max_length=200, editable=False)
    seller_tax_code = models.CharField("mã số thuế bên bán", max_length=14, blank=True)
    kind = models.CharField("loại hợp đồng", max_length=10, choices=Kind.choices)
    number = models.CharField("số hợp đồng", max_length=60)
    signed_on = models.DateField("ngày ký")
    valid_from = models.DateField("hiệu lực từ")
    valid_to = models.DateField("đến hết ngày")
    material = models.ForeignKey(
        Material, models.PROTECT, related_name="contracts", verbose_name="nguyên liệu"
    )
    agreed_kg = models.DecimalField("khối lượng (kg)", max_digits=12, decimal_places=3, null=True, blank=True)
    price_vnd = models.PositiveIntegerField("giá (₫/kg)", null=True, blank=True)
    price_note = models.CharField("cách tính giá", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    made_at = models.DateTimeField("ghi lúc")
    voided_at = models.DateTimeField("bỏ lúc", null=True, editable=False)
    void_why = models.CharField("lý do bỏ", max_length=300, blank=True, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "hợp đồng"
        ordering = ["-signed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "number"],
                condition=Q(voided_at__isnull=True),
                name="contract_number_once",
            ),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="contract_days_in_order"),
            models.CheckConstraint(
                condition=Q(household__isnull=False, seller="") | (Q(household__isnull=True) & ~Q(seller="")),
                name="contract_has_one_seller",
            ),
            models.CheckConstraint(
                condition=Q(agreed_kg__isnull=True) | Q(agreed_kg__gt=0), name="contract_agreed_weighs"
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_why="")
                | (Q(voided_at__isnull=False) & ~Q(void_why="")),
                name="contract_void_has_why",
            ),
        ]

    def __str__(self) -> str:
        return f"hợp đồng {self.number}"

    @property
    def term(self) -> Term:
        return Term(self.pk, self.valid_from, self.valid_to, self.agreed_kg)

    @property
    def other_side(self) -> str:
        """The grower or seller, for those who may know growers by name."""
        return self.household.called if self.household else self.seller

    @property
    def masked_side(self) -> str:
        return self.household.masked if self.household else self.seller

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative

    def state_on(self, day: date) -> State:
        """How it stands on that day."""
        if self.voided_at:
            return self.State.VOID
        if day < self.valid_from:
            return self.State.NOT_YET
        return self.State.EXPIRED if day > self.valid_to else self.State.IN_FORCE


class ContractPaper(models.Model):
    """One file of a signed contract or its appendix. It holds personal data. name: as who brought it called it."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="papers", verbose_name="hợp đồng")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=120)
    made_at = models.DateTimeField("nhận lúc")

    class Meta:
        verbose_name = "bản hợp đồng"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "stored"], name="contract_paper_once"),
        ]

    def __str__(self) -> str:
        return f"bản của {self.contract}"
