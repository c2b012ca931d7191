from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.flow import BEFORE_LAUNCH, State
from namsao.apps.traceability.models.epc import Epc
from namsao.apps.traceability.models.event import label_of
from namsao.base.accounts.models import User
from namsao.base.files.models import StoredFile
from namsao.base.parties.models import Party
from namsao.core.epcis.links import Run
from namsao.core.recall import Recovered
from namsao.core.units import UNITS, show_number, show_quantity
from namsao.core.words import NATIVE, pick

TEXTS = ("what", "why", "advice")


class RecallQuerySet(models.QuerySet["Recall"]):
    def public(self) -> "RecallQuerySet":
        """Those that everybody is told of."""
        return self.filter(is_mock=False, launched_at__isnull=False)

    def warning(self) -> "RecallQuerySet":
        """Those whose goods are not to be used: launched, also when closed, unless the warning was lifted."""
        return self.public().exclude(outcome=Recall.Outcome.LIFTED)


class Recall(models.Model):
    """Goods that must come back: the scope traced from one identifier, what the public is told, how it ended.

    root: canonical identifier it began from. party: whose goods, the first who recorded them. is_mock: a drill, of
    which neither the public nor holders hear. follows: the recall it takes up again. texts: what, why, advice ->
    {language: text}. trace_ms, holders_ms: what the machine took for the scope and for the list of holders.
    is_cut: the graph went further than is followed.
    """

    class Outcome(models.TextChoices):
        DONE = "done", _("đã thu về, xử lý xong")
        LIFTED = "lifted", _("không còn căn cứ, gỡ cảnh báo")

    root = models.CharField("bắt đầu từ mã", max_length=512)
    party = models.ForeignKey(Party, models.PROTECT, related_name="recalls", verbose_name="chủ thể")
    is_mock = models.BooleanField("diễn tập", default=False)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by", verbose_name="tiếp theo vụ"
    )
    reason = models.CharField("vì sao mở", max_length=500)
    state = models.CharField(
        "trạng thái", max_length=8, choices=State.choices, default=State.DRAFT, editable=False
    )
    texts = models.JSONField("lời báo công chúng", default=dict)
    contact = models.CharField("liên hệ", max_length=200, blank=True)
    opened_at = models.DateTimeField("mở lúc")
    trace_ms = models.PositiveIntegerField(default=0)
    holders_ms = models.PositiveIntegerField(default=0)
    is_cut = models.BooleanField(default=False)
    proposed_at = models.DateTimeField("đề nghị lúc", null=True)
    launched_at = models.DateTimeField("phát lúc", null=True)
    ended_at = models.DateTimeField("khép lúc", null=True)
    outcome = models.CharField("kết quả", max_length=6, choices=Outcome.choices, blank=True)
    end_why = models.CharField("ghi chú khi khép", max_length=500, blank=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        verbose_name = "vụ triệu hồi"
        ordering = ["-opened_at", "-id"]
        indexes = [models.Index(fields=["root"], name="recall_by_root")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["launched", "closed"], launched_at__isnull=False)
                | (~Q(state__in=["launched", "closed"]) & Q(launched_at__isnull=True)),
                name="recall_launched_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["closed", "dropped"], ended_at__isnull=False)
                | (~Q(state__in=["closed", "dropped"]) & Q(ended_at__isnull=True)),
                name="recall_ended_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.root_label})"

    @property
    def code(self) -> str:
        """How people name it: year and number, with a mark for a drill."""
        mark = "DT" if self.is_mock else "TRH"
        return f"{mark}-{self.opened_at.year}-{self.pk:04}"

    @property
    def root_label(self) -> str:
        return label_of(self.root)

    @property
    def is_open(self) -> bool:
        """Whether its scope may still change."""
        return self.state in BEFORE_LAUNCH

    @property
    def is_running(self) -> bool:
        return self.state == State.LAUNCHED

    @property
    def is_illustrative(self) -> bool:
        return self.party.is_illustrative

    def said(self, part: str, language: str | None = None) -> tuple[str, str]:
        """(text, its language) of a part of the public text, in the reader's language or the nearest one."""
        return pick(self.texts.get(part, {}), language or get_language() or NATIVE)

    @property
    def public_texts(self) -> dict[str, dict[str, str]]:
        """what, why, advice -> {text, language}, for a template."""
        return {part: dict(zip(("text", "language"), self.said(part), strict=True)) for part in TEXTS}


class RecallLine(models.Model):
    """One thing in the scope: a lot, a container, an item without a lot, or a whole product.

    depth: steps from the root; is_added: by hand. runs: [GTIN class, prefix, width, first, last] of its serials, as
    they stood when the scope was made. out_why: why it was taken out again, "" while it is in.
    """

    class Kind(models.TextChoices):
        LOT = "lot", _("lô")
        CONTAINER = "container", _("kiện, thùng")
        ITEM = "item", _("sản phẩm lẻ")
        PRODUCT = "product", _("mọi lô của mã hàng")
        OTHER = "other", _("mã khác")

    recall = models.ForeignKey(Recall, models.PROTECT, related_name="lines")
    epc = models.ForeignKey(Epc, models.PROTECT, related_name="recall_lines")
    kind = models.CharField("loại", max_length=9, choices=Kind.choices)
    depth = models.PositiveSmallIntegerField(default=0)
    is_added = models.BooleanField("thêm bằng tay", default=False)
    runs = models.JSONField("dải sê-ri", default=list)
    out_why = models.CharField("lý do đưa ra", max_length=300, blank=True)
    out_at = models.DateTimeField("đưa ra lúc", null=True)

    class Meta:
        verbose_name = "hàng trong phạm vi"
        ordering = ["depth", "id"]
        constraints = [
            models.UniqueConstraint(fields=["recall", "epc"], name="recall_line_once"),
            models.CheckConstraint(
                condition=Q(out_at__isnull=True, out_why="") | (Q(out_at__isnull=False) & ~Q(out_why="")),
                name="recall_line_out_has_why",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """GTIN/LOT, SSCC and so on, as people read it."""
        return label_of(self.epc.uri)

    @property
    def is_out(self) -> bool:
        return self.out_at is not None

    @property
    def ranges(self) -> Sequence[Run]:
        return [Run(*each) for each in self.runs]

    @property
    def item_count(self) -> int:
        return sum(run.count for run in self.ranges)


class RecallStock(models.Model):
    """How much of one line a party has or had, by the records. had, has, sold: null where they do not say.

    sold: went from them to nobody we know. uom: UN/ECE code, "" for pieces.
    """

    line = models.ForeignKey(RecallLine, models.PROTECT, related_name="stocks")
    party = models.ForeignKey(Party, models.PROTECT, related_name="recall_stocks", verbose_name="nơi giữ")
    uom = models.CharField(max_length=3, blank=True)
    had = models.DecimalField("đã có", max_digits=24, decimal_places=9, null=True)
    has = models.DecimalField("còn giữ", max_digits=24, decimal_places=9, null=True)
    sold = models.DecimalField("đã bán", max_digits=24, decimal_places=9, null=True)

    class Meta:
        verbose_name = "nơi giữ hàng triệu hồi"
        ordering = ["line__depth", "line_id", "party_id"]
        constraints = [models.UniqueConstraint(fields=["line", "party", "uom"], name="recall_stock_once")]

    def __str__(self) -> str:
        return f"{self.line}: {self.party}"

    @property
    def due(self) -> Decimal | None:
        """What has to come back or be destroyed; None where the records do not say."""
        return None if self.has is None or self.sold is None else self.has + self.sold

    @property
    def had_text(self) -> str:
        return amount_text(self.had, self.uom)

    @property
    def has_text(self) -> str:
        return amount_text(self.has, self.uom)

    @property
    def sold_text(self) -> str:
        return amount_text(self.sold, self.uom)

    @property
    def unit(self) -> str:
        """The unit as it is written after a number."""
        return unit_text(self.uom)


class RecallReturn(models.Model):
    """Goods that came back or were destroyed: how much, on which day, before whom, on which paper.

    of_returned: what was destroyed had come back before. client_id: of the form, so that a button pressed twice
    counts once. voided_at, void_why: written by mistake; the row stays. event: as the ledger tells it, none in a drill.
    """

    class Kind(models.TextChoices):
        RETURNED = "returned", _("thu về")
        DESTROYED = "destroyed", _("tiêu huỷ")

    stock = models.ForeignKey(RecallStock, models.PROTECT, related_name="returns", verbose_name="hàng ở")
    kind = models.CharField("việc", max_length=9, choices=Kind.choices)
    of_returned = models.BooleanField("từ hàng đã thu về", default=False)
    quantity = models.DecimalField("lượng", max_digits=24, decimal_places=9)
    done_on = models.DateField("ngày làm")
    witness = models.CharField("người chứng kiến", max_length=200)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    paper = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="biên bản, ảnh"
    )
    event = models.OneToOneField(
        "traceability.Event", models.PROTECT, null=True, related_name="recall_return"
    )
    client_id = models.UUIDField(unique=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="người ghi"
    )
    made_at = models.DateTimeField("ghi lúc")
    voided_at = models.DateTimeField("bỏ lúc", null=True)
    void_why = models.CharField("lý do bỏ", max_length=300, blank=True)

    class Meta:
        verbose_name = "hàng thu về, tiêu huỷ"
        ordering = ["-done_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="recall_return_is_some"),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_why="")
                | (Q(voided_at__isnull=False) & ~Q(void_why="")),
                name="recall_return_void_has_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}: {self.stock}"

    @property
    def amount(self) -> str:
        return amount_text(self.quantity, self.stock.uom)

    @property
    def recovered(self) -> Recovered:
        """As `core.recall` counts it."""
        return Recovered(self.stock.uom, self.quantity, self.kind == self.Kind.DESTROYED, self.of_returned)


def amount_text(value: Decimal | None, uom: str) -> str:
    """1.250 kg, 480 gói; "" for unknown."""
    if value is None:
        return ""
    unit: Any = UNITS.get(uom)
    return show_quantity(value, unit) if unit else f"{show_number(value)} {unit_text(uom)}"


def unit_text(uom: str) -> str:
    """kg, or packs where there is no unit; a unit we do not know by its code."""
    return UNITS[uom].symbol if uom in UNITS else uom or str(_("gói"))
