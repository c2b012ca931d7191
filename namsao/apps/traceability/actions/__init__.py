"""Write events into the repository, and carry recalls out."""

from namsao.apps.traceability.actions.capture import capture, capture_one, declare_error
from namsao.apps.traceability.actions.jobs import capture_document
from namsao.apps.traceability.actions.rebuild import rebuild
from namsao.apps.traceability.actions.recall import (
    close_recall,
    drop_recall,
    launch_recall,
    open_recall,
    propose_recall,
)
from namsao.apps.traceability.actions.recall_lines import add_goods, put_back, take_out
from namsao.apps.traceability.actions.recall_returns import Handed, record_return, void_return

__all__ = [
    "Handed",
    "add_goods",
    "capture",
    "capture_document",
    "capture_one",
    "close_recall",
    "declare_error",
    "drop_recall",
    "launch_recall",
    "open_recall",
    "propose_recall",
    "put_back",
    "rebuild",
    "record_return",
    "take_out",
    "void_return",
]
