from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from namsao.apps.traceability.models.job import CaptureJob
from namsao.base.parties.models import Party


class Import(models.Model):
    """A file that somebody brought, on its way into the repository: read, looked at by a person, then written.

    kind: what the file is; of tables, what each row did. columns: of tables, field -> number of its column.
    unit: UN/ECE code of rows that name none, "" for pieces. report: what a dry run found (`imports.dry_run`).
    total: events to write; done: how many of them have been; stored, known, clashing: what came of those.
    attempts: how often the worker has begun since a person last did something.
    """

    class Kind(models.TextChoices):
        EPCIS = "epcis", _("Tài liệu EPCIS (JSON-LD hoặc XML)")
        MADE = "made", _("Bảng lô hàng: tạo lô")
        TRANSFORMED = "transformed", _("Bảng lô hàng: chế biến từ nguyên liệu")
        SHIPPED = "shipped", _("Bảng lô hàng: giao đi")

    class State(models.TextChoices):
        WAITING = "waiting", _("đang chờ đọc")
        COLUMNS = "columns", _("chờ ghép cột")
        CHECKED = "checked", _("chờ xác nhận")
        REFUSED = "refused", _("không nhận được")
        WRITING = "writing", _("đang ghi")
        DONE = "done", _("đã ghi")
        DROPPED = "dropped", _("đã bỏ")

    kind = models.CharField("loại tệp", max_length=11, choices=Kind.choices)
    owner = models.ForeignKey(Party, models.PROTECT, related_name="imports", verbose_name="chủ thể")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    name = models.CharField("tên tệp", max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField("số byte")
    made_at = models.DateTimeField("tải lên lúc")
    state = models.CharField("trạng thái", max_length=8, choices=State.choices)
    columns = models.JSONField("cột", default=dict)
    unit = models.CharField("đơn vị khi để trống", max_length=3, blank=True)
    report = models.JSONField("kết quả chạy thử", default=dict)
    total = models.PositiveIntegerField("số sự kiện", default=0)
    done = models.PositiveIntegerField("đã làm", default=0)
    stored = models.PositiveIntegerField("sự kiện mới", default=0)
    known = models.PositiveIntegerField("đã có từ trước", default=0)
    clashing = models.PositiveIntegerField("trùng mã, khác nội dung", default=0)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    finished_at = models.DateTimeField("xong lúc", null=True)
    jobs = models.ManyToManyField(CaptureJob, related_name="imports", verbose_name="lần nhận")

    class Meta:
        verbose_name = "tệp nhập"
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(state__in=["waiting", "writing"]), name="import_due"
            ),
            models.Index(fields=["owner", "sha256"], name="import_by_file"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_table(self) -> bool:
        """Whether it is a table of lots and no document of EPCIS."""
        return self.kind != self.Kind.EPCIS

    @property
    def is_moving(self) -> bool:
        """Whether the worker has something to do with it."""
        return self.state in {self.State.WAITING, self.State.WRITING}

    @property
    def is_all_known(self) -> bool:
        """Whether the dry run has found nothing that is not there already."""
        return self.state == self.State.CHECKED and 0 < self.total == self.report.get("known")

    @property
    def is_illustrative(self) -> bool:
        return self.owner.is_illustrative


class ImportFile(models.Model):
    """The bytes of a file that is not done with; they go when it is."""

    of = models.OneToOneField(Import, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    class Meta:
        verbose_name = "nội dung tệp nhập"

    def __str__(self) -> str:
        return str(self.of_id)


class ColumnMapping(models.Model):
    """Which column held what, the last time a party brought such a table. columns: field -> folded title."""

    owner = models.ForeignKey(Party, models.PROTECT, related_name="column_mappings", verbose_name="chủ thể")
    kind = models.CharField("loại tệp", max_length=11, choices=Import.Kind.choices)
    columns = models.JSONField("cột", default=dict)
    unit = models.CharField("đơn vị khi để trống", max_length=3, blank=True)

    class Meta:
        verbose_name = "cách ghép cột"
        constraints = [models.UniqueConstraint(fields=["owner", "kind"], name="column_mapping_once")]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.kind}"
