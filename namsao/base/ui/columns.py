"""Columns worked out from another column whenever a row is written, in bulk too."""

from typing import Any

from django.db import models

from namsao.core.vietnamese import sort_key


class SortKey(models.CharField):
    """Orders rows by the Vietnamese alphabet: Cao before Cẩm, Đ after D. `source` is the column it follows."""

    def __init__(self, source: str, **options: Any) -> None:
        self.source = source
        super().__init__(**{"max_length": 1000, "editable": False, "db_index": True} | options)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002  # Django's hook
        key = sort_key(getattr(model_instance, self.source))[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, arguments, options = super().deconstruct()
        return name, path, [self.source, *arguments], options
