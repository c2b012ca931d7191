"""Who may see, open and change papers.

`see` is to know that a document is there, `open` is to read what it says and its files. A restricted one holds personal
data: the producer, its commune and the provincial office open it, an auditor sees only that it is there.
Councils read through a dossier, by the policies of `rating`.
"""

from django.db.models import Q

from namsao.apps.evidence.models import Certificate, Document, DocumentFile
from namsao.base.access.policy import policy
from namsao.base.access.rules import Rule, at_place, either, of_party, with_role
from namsao.core.actor import Actor, Role


def _writers(path: str = "") -> Rule:
    return either(of_party(f"{path}party", Role.PRODUCER), at_place(f"{path}party__place", Role.COMMUNE))


def _near(path: str = "") -> Rule:
    return either(_writers(path), at_place(f"{path}party__place", Role.PROVINCE))


def _unrestricted(path: str, rule: Rule) -> Rule:
    """Of the rows the rule gives, those without personal data."""

    def narrowed(actor: Actor) -> Q:
        return rule(actor) & ~Q(**{f"{path}visibility": Document.Visibility.RESTRICTED})

    return narrowed


def _openers(path: str = "") -> Rule:
    return either(_near(path), _unrestricted(path, with_role(Role.AUDITOR)))


policy(Certificate, {"see": either(_near(), with_role(Role.AUDITOR)), "change": _writers()})
policy(
    Document,
    {"see": either(_near(), with_role(Role.AUDITOR)), "open": _openers(), "change": _writers()},
)
policy(
    DocumentFile,
    {"see": _openers("document__"), "open": _openers("document__"), "change": _writers("document__")},
)
