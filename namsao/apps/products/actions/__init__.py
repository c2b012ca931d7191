"""The verbs of the register."""

from namsao.apps.products.actions.batch import make_batch
from namsao.apps.products.actions.facility import add_facility
from namsao.apps.products.actions.material import land, receive
from namsao.apps.products.actions.ocop_code import assign_ocop_code
from namsao.apps.products.actions.packing import pack_cases, stack, unpack
from namsao.apps.products.actions.product import add_product, change_product, set_photo
from namsao.apps.products.actions.receipt import confirm, take_back
from namsao.apps.products.actions.register import Incoming, bring_in, bring_in_batches
from namsao.apps.products.actions.shipping import ship
from namsao.apps.products.actions.stage import choose_process, do_stage
from namsao.apps.products.actions.standing import delist, end_recognition, extend_recognition, recognise
from namsao.apps.products.actions.step import add_step
from namsao.apps.products.actions.story import tell_story
from namsao.apps.products.actions.void import mark_labelled, void_batch
from namsao.apps.products.actions.void_slip import void_slip

__all__ = [
    "Incoming",
    "add_facility",
    "add_product",
    "add_step",
    "assign_ocop_code",
    "bring_in",
    "bring_in_batches",
    "change_product",
    "choose_process",
    "confirm",
    "delist",
    "do_stage",
    "end_recognition",
    "extend_recognition",
    "land",
    "make_batch",
    "mark_labelled",
    "pack_cases",
    "receive",
    "recognise",
    "set_photo",
    "ship",
    "stack",
    "take_back",
    "tell_story",
    "unpack",
    "void_batch",
    "void_slip",
]
