from namsao.apps.products.models import Batch, Facility, Product
from namsao.base.access.policy import policy
from namsao.base.access.rules import Rule, at_place, either, of_party, with_role
from namsao.core.actor import Role


def _writers(path: str) -> Rule:
    return either(of_party(f"{path}party", Role.PRODUCER), at_place(f"{path}party__place", Role.COMMUNE))


def _readers(path: str) -> Rule:
    province = at_place(f"{path}party__place", Role.PROVINCE)
    return either(_writers(path), province, with_role(Role.AUDITOR))


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
    },
)
