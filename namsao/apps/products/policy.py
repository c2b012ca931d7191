from namsao.apps.products.models import (
    Batch,
    Despatch,
    Facility,
    LogisticUnit,
    MaterialLot,
    Product,
    Slip,
)
from namsao.base.access.policy import policy
from namsao.base.access.rules import Rule, at_place, either, of_party, with_role
from namsao.core.actor import Role


def _writers(path: str, party: str = "party") -> Rule:
    return either(of_party(f"{path}{party}", Role.PRODUCER), at_place(f"{path}{party}__place", Role.COMMUNE))


def _readers(path: str, party: str = "party") -> Rule:
    province = at_place(f"{path}{party}__place", Role.PROVINCE)
    return either(_writers(path, party), province, with_role(Role.AUDITOR))


policy(Facility, {"see": _readers(""), "change": _writers("")})
policy(
    Product,
    {
        "see": _readers(""),
        "change": _writers(""),
        "make_batch": _writers(""),
        "add_certificate": _writers(""),
    },
)
policy(
    Batch,
    {
        "see": _readers("product__"),
        "add_step": _writers("product__"),
        "print_labels": _writers("product__"),
        "void": _writers("product__"),
        "pack": _writers("product__"),
    },
)
policy(Slip, {"see": _readers(""), "void": _writers(""), "print": _writers("")})
policy(MaterialLot, {"see": _readers("")})
policy(
    LogisticUnit,
    {
        "see": either(_readers(""), _readers("", "holder")),
        # Whoever has it opens it; what a case is called is printed by whoever packed it.
        "unpack": _writers("", "holder"),
        "print": _writers(""),
    },
)
policy(
    Despatch,
    {
        "see": either(_readers(""), _readers("", "to_party")),
        "confirm": _writers("", "to_party"),
        "take_back": _writers(""),
    },
)
