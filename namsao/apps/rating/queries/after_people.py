"""Who is told: the people behind a product, at a commune, at the province, on a council."""

from namsao.apps.products.models import Product
from namsao.apps.rating.models import Dossier, Member, MemberQuerySet, Sitting
from namsao.base.accounts.models import User, UserQuerySet
from namsao.base.accounts.queries import users_at_place, users_of_party
from namsao.base.places.models import Place
from namsao.core.actor import Role


def producers(product: Product) -> UserQuerySet:
    return users_of_party(product.party)


def commune_of(place: Place) -> UserQuerySet:
    return users_at_place(place, Role.COMMUNE)


def province_of(place: Place) -> UserQuerySet:
    """Officers of the OCOP agency of the province the place is, or lies in."""
    return users_at_place(place.province, Role.PROVINCE)


def leaders_of(place: Place) -> UserQuerySet:
    return users_at_place(place.province, Role.LEADER)


def advisers_of(dossier: Dossier) -> UserQuerySet:
    """The advisory groups of the province's councils in term."""
    return _people(Member.objects.advising().filter(council__place=dossier.place.province))


def scorers_of(sitting: Sitting) -> UserQuerySet:
    """Whose sheets count in this sitting."""
    return _people(sitting.council.members.scoring())


def _people(members: MemberQuerySet) -> UserQuerySet:
    return User.objects.filter(is_active=True, pk__in=members.values("user"))
