"""The kinds of evidence: what a dossier asks for, in the order of Form 02, from the pack vocab/evidence-kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from django.utils.translation import get_language

from namsao.core.words import Words, pick
from namsao.packs import load

OTHER = "other"


@dataclass(frozen=True)
class Tick:
    """A box of Form 02, part I, that a paper may answer."""

    slug: str
    words: Words

    @property
    def name(self) -> str:
        return _said(self.words)


@dataclass(frozen=True)
class Kind:
    """One kind of evidence.

    form02: its number in the table of Form 02, part III; None for those we add. ticks: boxes it may answer.
    visibility: what a new piece starts with. expires: such papers usually end on a day. of: party, facility
    or product, what such a paper is usually for.
    """

    slug: str
    form02: int | None
    words: Words
    guides: Words
    ticks: tuple[Tick, ...]
    visibility: str
    expires: bool
    of: str

    @property
    def name(self) -> str:
        """In the reader's language."""
        return _said(self.words)

    @property
    def guidance(self) -> str:
        """What the decree asks for, in the reader's language."""
        return _said(self.guides)


@cache
def kinds() -> Mapping[str, Kind]:
    """Slug -> kind, the 15 of Form 02 first, in its order."""
    pack = load("vocab", "evidence-kinds")
    ticks = {each["slug"]: Tick(each["slug"], each["name"]) for each in pack["ticks"]}
    return MappingProxyType(
        {
            each["slug"]: Kind(
                slug=each["slug"],
                form02=each["form02"],
                words=each["name"],
                guides=each["guidance"],
                ticks=tuple(ticks[slug] for slug in each["ticks"]),
                visibility=each["visibility"],
                expires=each["expires"],
                of=each["of"],
            )
            for each in pack["kinds"]
        }
    )


def kind_of(slug: str) -> Kind:
    """The kind of that name; a kind that has left the pack is read as another one."""
    return kinds().get(slug) or kinds()[OTHER]


def _said(words: Words) -> str:
    return pick(words, get_language() or "vi")[0]
