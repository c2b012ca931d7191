"""Label runs."""

from namsao.apps.labels.models.run import LabelRun, LabelRunQuerySet

__all__ = ["LabelRun", "LabelRunQuerySet"]
