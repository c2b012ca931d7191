"""The cast of every test: Hoa (producer), Tuấn (commune), Lan (province), Thu (auditor), Quân (admin), Bình (stranger).

`a_province` gives two communes so that "another commune" always exists.
"""

from functools import cache
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password

from namsao.base.accounts.models import Posting, User
from namsao.base.parties.models import Party
from namsao.base.parties.tests.build import a_party
from namsao.base.places.models import Place
from namsao.base.places.tests.build import NOW, TODAY, a_place
from namsao.core.actor import Role
from namsao.core.vietnamese import fold

PASSWORD = "mot-mat-khau-rat-dai"
__all__ = ["NOW", "PASSWORD", "TODAY", "a_party", "a_place", "a_user", "the_cast"]


@cache
def hashed_password() -> str:
    """Hashed once: a good hash is slow on purpose."""
    return make_password(PASSWORD)


def a_user(
    name: str, role: Role | None = None, *, place: Place | None = None, party: Party | None = None
) -> User:
    email = f"{fold(name).replace(' ', '.')}@example.vn"
    user = User(name=name, name_folded=fold(name), email=email, made_at=NOW, password=hashed_password())
    user.save()
    if role:
        Posting.objects.create(user=user, role=role, place=place, party=party, since=NOW)
    return user


def the_cast() -> SimpleNamespace:
    """A province with two communes, a producer in each, and everybody of the cast.

    Fields: province, luc_hon, ba_che (places); htx, other_htx (parties); hoa, other_hoa, tuan, other_tuan,
    lan, thu, quan, binh (users; `other_…` are of Ba Chẽ).
    """
    province = a_place("22", "Quảng Ninh", Place.Kind.PROVINCE)
    luc_hon, ba_che = (
        a_place("06841", "Lục Hồn", parent=province),
        a_place("06970", "Ba Chẽ", parent=province),
    )
    htx, other_htx = a_party("HTX Miến dong Lục Hồn", luc_hon), a_party("HTX Trà hoa vàng", ba_che)
    return SimpleNamespace(
        province=province,
        luc_hon=luc_hon,
        ba_che=ba_che,
        htx=htx,
        other_htx=other_htx,
        hoa=a_user("Hoa", Role.PRODUCER, party=htx),
        other_hoa=a_user("Hoa Ba Chẽ", Role.PRODUCER, party=other_htx),
        tuan=a_user("Tuấn", Role.COMMUNE, place=luc_hon),
        other_tuan=a_user("Tuấn Ba Chẽ", Role.COMMUNE, place=ba_che),
        lan=a_user("Lan", Role.PROVINCE, place=province),
        thu=a_user("Thu", Role.AUDITOR, place=province),
        quan=a_user("Quân", Role.ADMIN, place=province),
        binh=a_user("Bình"),
    )
