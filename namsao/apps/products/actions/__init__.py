"""The verbs of the register."""

from namsao.apps.products.actions.batch import make_batch
from namsao.apps.products.actions.facility import add_facility
from namsao.apps.products.actions.ocop_code import assign_ocop_code
from namsao.apps.products.actions.product import add_product, change_product, set_photo
from namsao.apps.products.actions.register import Incoming, bring_in, bring_in_batches
from namsao.apps.products.actions.standing import delist, end_recognition, extend_recognition, recognise
from namsao.apps.products.actions.step import add_step
from namsao.apps.products.actions.story import tell_story
from namsao.apps.products.actions.void import mark_labelled, void_batch

__all__ = [
    "Incoming",
    "add_facility",
    "add_product",
    "add_step",
    "assign_ocop_code",
    "bring_in",
    "bring_in_batches",
    "change_product",
    "delist",
    "end_recognition",
    "extend_recognition",
    "make_batch",
    "mark_labelled",
    "recognise",
    "set_photo",
    "tell_story",
    "void_batch",
]
