"""Published entries, scans, reports."""

from namsao.apps.scans.models.published import Published, PublishedVersion
from namsao.apps.scans.models.report import ProblemReport
from namsao.apps.scans.models.scan import Scan, Segment

__all__ = ["ProblemReport", "Published", "PublishedVersion", "Scan", "Segment"]
