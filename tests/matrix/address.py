"""An address of the matrix: which row, who sees it, who may do what it is for; and the people who ask."""

from typing import NamedTuple

PEOPLE = frozenset({"hoa", "other_hoa", "tuan", "other_tuan", "lan", "thu", "quan", "binh"})
COUNCIL_PEOPLE = frozenset({"chair", "secretary", "member", "recused", "adviser", "leader"})
EVERYBODY = PEOPLE | COUNCIL_PEOPLE
NOBODY: frozenset[str] = frozenset()

HOA, TUAN, LAN, THU, QUAN = ({name} for name in ("hoa", "tuan", "lan", "thu", "quan"))
WRITERS = frozenset(HOA | TUAN)
READERS = WRITERS | LAN | THU
PARTY_READERS = READERS | QUAN


class Address(NamedTuple):
    """row: key of the world. sees: may know the row exists. does: may do what the address is for."""

    row: str
    sees: frozenset[str]
    does: frozenset[str]


def read(row: str, sees: frozenset[str] | set[str] = READERS) -> Address:
    return Address(row, frozenset(sees), frozenset(sees))


def act(row: str, does: frozenset[str] | set[str], sees: frozenset[str] | set[str] = READERS) -> Address:
    return Address(row, frozenset(sees), frozenset(does))


LISTS = read("none", EVERYBODY)
