"""Who acts: the roles of the programme and the shape of an actor, seen from the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What a person does in the programme.

    producer: chủ thể OCOP, keeps the diary, files dossiers for its own products.
    commune: cán bộ xã, phường, đặc khu; checks and forwards the dossiers of one unit.
    leader: lãnh đạo UBND tỉnh (or the office that records for them); signs decisions, the third hand.
    member: thành viên hội đồng, Tổ tư vấn; what they see comes from their seats, not from the place.
    province: cán bộ tỉnh; convenes councils, publishes decisions, watches the whole programme.
    auditor: kiểm tra, thanh tra; reads everything in scope, changes nothing.
    admin: quản trị hệ thống; accounts and settings, no say in ratings.
    """

    PRODUCER = "producer"
    COMMUNE = "commune"
    PROVINCE = "province"
    AUDITOR = "auditor"
    ADMIN = "admin"
    LEADER = "leader"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Posting:
    """One role held at a place or for a party.

    place_id: the commune or province it holds for; None when it is not bound to a place.
    party_id: the producer it holds for; None when it is not bound to a party.
    """

    role: Role
    place_id: int | None = None
    party_id: int | None = None


class Actor(Protocol):
    """Anyone who asks to do something: a signed-in person, a partner system, a visitor.

    id: None for a visitor. A user model fits this without importing it.
    """

    @property
    def id(self) -> int | None: ...

    @property
    def is_authenticated(self) -> bool: ...

    def postings(self) -> Sequence[Posting]: ...


@dataclass(frozen=True, slots=True)
class System:
    """The house itself: a rule acts by the clock, and nobody signs. No account, no postings."""

    id: None = None
    is_authenticated: bool = True

    def postings(self) -> Sequence[Posting]:
        return ()

    def __str__(self) -> str:
        return "hệ thống, theo lịch"


SYSTEM = System()
