from typing import Any, NoReturn

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class OnlyAdded(TypeError):
    """Somebody tried to change or delete an entry: our mistake, so it is loud."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries to read and to add to."""

    def update(self, **kwargs: Any) -> NoReturn:  # noqa: ARG002  # Django's signature
        raise OnlyAdded("an audit entry is never changed")

    def delete(self) -> NoReturn:
        raise OnlyAdded("an audit entry is never deleted")


class Entry(models.Model):
    """One act: the actor's id and name at that moment, the verb, the target, and the reason given."""

    actor_id = models.BigIntegerField("mã người làm", null=True, db_index=True)
    actor_name = models.CharField("người làm", max_length=200)
    verb = models.CharField("việc", max_length=60)
    target_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, verbose_name="loại")
    target_id = models.CharField(max_length=64)
    target = GenericForeignKey("target_type", "target_id")
    target_label = models.CharField("đối tượng", max_length=300)
    at = models.DateTimeField("lúc", db_index=True)
    why = models.TextField("lý do", blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "mục nhật ký"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="audit_target")]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.target_label}"

    # The step of Django's save() that changes a stored row.
    def _do_update(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002  # Django's signature
        raise OnlyAdded("an audit entry is never changed")

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:  # noqa: ARG002  # Django's signature
        raise OnlyAdded("an audit entry is never deleted")
