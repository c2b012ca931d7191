"""Who reads which events: the owner, the authorities over the owner, those through whose hands the things passed.

And who carries out recalls: the province; a producer opens and proposes one for its own goods.
"""

from django.db.models import Exists, OuterRef, Q

from namsao.apps.traceability.flow import State
from namsao.apps.traceability.models import (
    CaptureJob,
    Event,
    Import,
    Mention,
    Recall,
    RecallReturn,
    RecallStock,
)
from namsao.base.access.policy import policy
from namsao.base.access.rules import Rule, at_place, either, of_party, with_role
from namsao.core.actor import Actor, Role


def passed_through(actor: Actor) -> Q:
    """Events about things that a party of the actor holds or has held (`Custody`)."""
    parties = [each.party_id for each in actor.postings() if each.role is Role.PRODUCER and each.party_id]
    return Q(Exists(Mention.objects.filter(event=OuterRef("pk"), epc__custodies__party__in=parties)))


whole = either(
    of_party("owner", Role.PRODUCER),
    at_place("owner__place", Role.COMMUNE, Role.PROVINCE),
    with_role(Role.AUDITOR),
)
# "see_whole": with the private fields too (`core.epcis.shared`).
policy(
    Event,
    {
        "see": either(whole, passed_through),
        "see_whole": whole,
        "open_recall": either(of_party("owner", Role.PRODUCER), at_place("owner__place", Role.PROVINCE)),
    },
)
policy(CaptureJob, {"see": whole})
# Who brings files for a party is asked of the party ("import_events").
policy(
    Import,
    {
        "see": whole,
        "work": either(
            of_party("owner", Role.PRODUCER), at_place("owner__place", Role.COMMUNE, Role.PROVINCE)
        ),
    },
)


def only(rule: Rule, **condition: object) -> Rule:
    """Those rows of the rule that fulfil the condition too."""

    def narrowed(actor: Actor) -> Q:
        return rule(actor) & Q(**condition)

    return narrowed


def _heard(path: str, rule: Rule) -> Rule:
    """Rows of recalls that were launched in earnest: of a drill or a draft nobody else hears."""
    return only(rule, **{f"{path}launched_at__isnull": False, f"{path}is_mock": False})


def _recall(path: str) -> dict[str, Rule]:
    """Rules for rows that lead to a recall by `path`."""
    officers = at_place(f"{path}party__place", Role.PROVINCE)
    own = of_party(f"{path}party", Role.PRODUCER)
    drafts = only(own, **{f"{path}state": State.DRAFT})
    whole = either(officers, own, with_role(Role.AUDITOR), at_place(f"{path}party__place", Role.COMMUNE))
    return {
        "see": either(
            whole,
            _heard(path, of_party(f"{path}lines__stocks__party", Role.PRODUCER)),
            _heard(path, at_place(f"{path}lines__stocks__party__place", Role.COMMUNE)),
        ),
        # "see_whole": why it was opened and how it was reviewed too, which holders are not told.
        "see_whole": whole,
        "work": either(officers, drafts),
        "propose": drafts,
        "launch": either(officers, only(own, **{f"{path}is_mock": True})),
        "drop": either(officers, drafts),
    }


def _stock(path: str) -> dict[str, Rule]:
    """Who has how much: each its own, a producer whose goods are recalled also what passed on from it."""
    recall = f"{path}line__recall__"
    officers = at_place(f"{recall}party__place", Role.PROVINCE)
    holder = _heard(recall, of_party(f"{path}party", Role.PRODUCER))
    commune = _heard(recall, at_place(f"{path}party__place", Role.COMMUNE))
    return {
        "see": either(officers, with_role(Role.AUDITOR), holder, commune, _passed_on(path)),
        "record": either(officers, holder, commune, _own_drill(path)),
    }


def _passed_on(path: str) -> Rule:
    def rule(actor: Actor) -> Q:
        own = of_party(f"{path}line__recall__party", Role.PRODUCER)(actor)
        return own & of_party(f"{path}line__stocks__party", Role.PRODUCER)(actor)

    return rule


def _own_drill(path: str) -> Rule:
    own = of_party(f"{path}line__recall__party", Role.PRODUCER)
    return only(own, **{f"{path}line__recall__is_mock": True})


policy(Recall, _recall(""))
policy(RecallStock, _stock(""))
policy(RecallReturn, {"see": _stock("stock__")["see"], "void": _stock("stock__")["record"]})
