from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from namsao.apps.farms.models.area import Material
from namsao.apps.farms.models.contract import Contract
from namsao.apps.farms.models.harvest import HarvestLot
from namsao.apps.farms.models.household import Household
from namsao.base.parties.models import Party
from namsao.core.contracts import Load
from namsao.core.settlement import Bill, Receipt

VOID_HAS_WHY = Q(voided_at__isnull=True, void_why="") | (Q(voided_at__isnull=False) & ~Q(void_why=""))


class OfSellerQuerySet(models.QuerySet):
    """Rows of one seller: of a contract, or of a household with or without one."""

    def not_voided(self) -> "OfSellerQuerySet":
        return self.filter(voided_at=None)


class Delivery(models.Model):
    """What a grower brought on one day. Nothing of it is changed later: a wrong one is voided and written again.

    contract: null for goods bought without one, then there is a household. price_vnd: đồng a kg as of that day.
    amount_vnd: what it is worth; both null while the price is open. harvest: the lot it came from, when known.
    client_id: of the page it was typed on, so that a button pressed twice writes once.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="grower_deliveries", verbose_name="chủ thể")
    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="deliveries", null=True, verbose_name="hợp đồng"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="deliveries", null=True, verbose_name="hộ trồng"
    )
    material = models.ForeignKey(
        Material, models.PROTECT, related_name="deliveries", verbose_name="nguyên liệu"
    )
    harvest = models.ForeignKey(
        HarvestLot, models.PROTECT, related_name="deliveries", null=True, verbose_name="lô thu hoạch"
    )
    delivered_on = models.DateField("ngày giao")
    quantity_kg = models.DecimalField("khối lượng (kg)", max_digits=12, decimal_places=3)
    price_vnd = models.PositiveIntegerField("giá (₫/kg)", null=True)
    amount_vnd = models.PositiveBigIntegerField("thành tiền (₫)", null=True)
    quality = models.CharField("chất lượng", max_length=200, blank=True)
    client_id = models.UUIDField(editable=False)
    made_at = models.DateTimeField("ghi lúc")
    voided_at = models.DateTimeField("bỏ lúc", null=True, editable=False)
    void_why = models.CharField("lý do bỏ", max_length=300, blank=True, editable=False)

    objects = OfSellerQuerySet.as_manager()

    class Meta:
        verbose_name = "lần giao"
        verbose_name_plural = "lần giao"
        ordering = ["-delivered_on", "-id"]
        indexes = [models.Index(fields=["party", "delivered_on"], name="delivery_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["party", "client_id"], name="grower_delivery_once"),
            models.CheckConstraint(condition=Q(quantity_kg__gt=0), name="delivery_weighs"),
            models.CheckConstraint(
                condition=Q(contract__isnull=False) | Q(household__isnull=False), name="delivery_has_seller"
            ),
            models.CheckConstraint(
                condition=Q(price_vnd__isnull=True, amount_vnd__isnull=True)
                | Q(price_vnd__isnull=False, amount_vnd__isnull=False),
                name="delivery_price_and_amount",
            ),
            models.CheckConstraint(condition=VOID_HAS_WHY, name="delivery_void_has_why"),
        ]

    def __str__(self) -> str:
        return f"lần giao {self.delivered_on:%d/%m/%Y}"

    @property
    def load(self) -> Load:
        return Load(self.delivered_on, self.quantity_kg, self.contract_id)

    @property
    def bill(self) -> Bill:
        return Bill(self.pk, self.delivered_on, self.amount_vnd)

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative


class Payment(models.Model):
    """Money handed to a grower. deliveries: what it was said to be for; none for an advance.

    contract: null when it is for goods bought without one. client_id: as of a Delivery.
    """

    class Means(models.TextChoices):
        CASH = "cash", _("tiền mặt")
        TRANSFER = "transfer", _("chuyển khoản")
        GOODS = "goods", _("trừ giống, phân bón đã ứng")

    party = models.ForeignKey(Party, models.PROTECT, related_name="grower_payments", verbose_name="chủ thể")
    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="payments", null=True, verbose_name="hợp đồng"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="payments", null=True, verbose_name="hộ trồng"
    )
    paid_on = models.DateField("ngày trả")
    amount_vnd = models.PositiveBigIntegerField("số tiền (₫)")
    means = models.CharField("trả bằng", max_length=8, choices=Means.choices)
    deliveries = models.ManyToManyField(Delivery, related_name="payments", verbose_name="trả cho lần giao")
    note = models.CharField("ghi chú", max_length=200, blank=True)
    client_id = models.UUIDField(editable=False)
    made_at = models.DateTimeField("ghi lúc")
    voided_at = models.DateTimeField("bỏ lúc", null=True, editable=False)
    void_why = models.CharField("lý do bỏ", max_length=300, blank=True, editable=False)

    objects = OfSellerQuerySet.as_manager()

    class Meta:
        verbose_name = "lần trả tiền"
        verbose_name_plural = "lần trả tiền"
        ordering = ["-paid_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["party", "client_id"], name="grower_payment_once"),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="payment_pays"),
            models.CheckConstraint(
                condition=Q(contract__isnull=False) | Q(household__isnull=False), name="payment_has_seller"
            ),
            models.CheckConstraint(condition=VOID_HAS_WHY, name="payment_void_has_why"),
        ]

    def __str__(self) -> str:
        return f"lần trả tiền {self.paid_on:%d/%m/%Y}"

    def receipt(self) -> Receipt:
        """As the law of settlements takes it; reads `deliveries`, so prefetch them for many."""
        return Receipt(self.paid_on, self.amount_vnd, frozenset(each.pk for each in self.deliveries.all()))

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative
