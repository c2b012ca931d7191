"""Broken rules, named: actions raise them, views and the API turn them into a sentence."""

from collections.abc import Sequence

from namsao.core.finding import Finding


class Refused(Exception):
    """A rule does not allow what was asked.

    sentence: what happened and what to do next, in Vietnamese, for people.
    sentence_en: the same in English, for the API and the command line.
    field: the form or schema field to show it at; None when it concerns the whole request.
    """

    def __init__(self, sentence: str, sentence_en: str, field: str | None = None) -> None:
        super().__init__(sentence, sentence_en, field)
        self.sentence = sentence
        self.sentence_en = sentence_en
        self.field = field

    def __str__(self) -> str:
        return self.sentence


class NotAllowedNow(Refused):
    """The state of the thing does not allow this verb at this moment."""


class NotPermitted(Refused):
    """This person may not do this to this thing."""


class BadValue(Refused):
    """A value given by a person cannot be read or breaks a rule of its kind."""


class AlreadyDone(Refused):
    """The act was done before and must not be done twice."""


class KeysExhausted(Refused):
    """A range of identifiers (a GS1 company prefix, a serial batch) has no free number left."""


class MassBalanceBroken(Refused):
    """More is taken than there is; `findings` names every lot or total that does not add up."""

    def __init__(
        self,
        sentence: str,
        sentence_en: str,
        field: str | None = None,
        findings: Sequence[Finding] = (),
    ) -> None:
        super().__init__(sentence, sentence_en, field)
        self.findings = tuple(findings)
