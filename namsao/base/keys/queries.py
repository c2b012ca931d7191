"""Questions about company prefixes."""

from collections.abc import Iterable

from namsao.base.keys.models import CompanyPrefix, GivenGln


def parties_of_prefixes() -> dict[str, int]:
    """Company prefix -> id of the party that has it; the programme's own is left out."""
    own = CompanyPrefix.objects.filter(party__isnull=False)
    return dict(own.values_list("digits", "party_id"))


def company_prefixes() -> list[str]:
    """Every company prefix known here: where in a key the company's digits end."""
    return list(CompanyPrefix.objects.values_list("digits", flat=True))


def parties_of_glns(glns: Iterable[str]) -> dict[str, int]:
    """GLN given out here -> id of the party it was given to; others are left out."""
    return dict(GivenGln.objects.filter(pk__in=list(glns)).values_list("gln", "party_id"))
