"""Outbox rows and the last run of each scheduled job."""

from namsao.base.jobs.models.outbox import Delivery, Letter
from namsao.base.jobs.models.run import Run

__all__ = ["Delivery", "Letter", "Run"]
