"""How hard the producer finds the criteria of the path, and those marked before."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from namsao.apps.rating.actions.efforts import HARD, ORDINARY, VERY_HARD
from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.core.rating.path import Path

IMPOSSIBLE = "no"
CHOICES = [
    (str(ORDINARY), _("bình thường")),
    (str(HARD), _("khó")),
    (str(VERY_HARD), _("rất khó")),
    (IMPOSSIBLE, _("không làm được")),
]


class EffortForm(forms.Form):
    """One choice for each criterion of the set that was sent, is on the path or is marked."""

    def __init__(self, data: Any = None, *, dossier: Dossier, path: Path | None = None) -> None:
        super().__init__(data)
        on_path = {step.code for step in path.steps} if path else set()
        self.marked: list[str] = []
        for each in criteria_of(dossier).criteria:
            said = dossier.efforts.get(each.code, ORDINARY)
            if each.code in on_path or each.code in dossier.efforts or (data and each.code in data):
                self.fields[each.code] = forms.ChoiceField(
                    label=f"{each.code} {each.title}",
                    choices=CHOICES,
                    required=False,
                    initial=IMPOSSIBLE if said is None else str(said),
                )
            if each.code in dossier.efforts and each.code not in on_path:
                self.marked.append(each.code)

    def others(self) -> list[forms.BoundField]:
        """Marked criteria the path goes round."""
        return [self[code] for code in self.marked]

    def efforts(self) -> dict[str, int | None]:
        """Of a valid form: what was said, as `write_efforts` takes it."""
        said = {code: value for code, value in self.cleaned_data.items() if value}
        return {code: None if value == IMPOSSIBLE else int(value) for code, value in said.items()}
