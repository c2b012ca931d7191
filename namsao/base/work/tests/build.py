"""Builders for notices."""

from types import SimpleNamespace
from typing import Any

from namsao.base.access.visitor import INSTALLER
from namsao.base.accounts.tests.cast import NOW
from namsao.base.work import actions
from namsao.base.work.models import Notice


def a_notice(cast: SimpleNamespace, **changed: Any) -> Notice:
    """Told to Hoa, unless `users` says otherwise."""
    told = {
        "users": [cast.hoa],
        "key": "certificate:12:2027-03-31:120",
        "title": "Giấy chứng nhận OCOP của Miến dong hết hạn ngày 31/03/2027",
        "body": "Nộp hồ sơ đánh giá lại trước ngày 01/12/2026.",
        "url": "/products/12/",
        "by": INSTALLER,
        "at": NOW,
    }
    (notice,) = actions.notify(**(told | changed))
    return notice
