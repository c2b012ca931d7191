"""What every verb on a draft begins with: the dossier held, the criterion found, the text tidied.

Parts of verbs, not verbs: their names begin with an underscore.
"""

from datetime import datetime

from namsao.apps.rating.models import Dossier
from namsao.apps.rating.packs import criteria_of
from namsao.apps.rating.queries.dossiers import check_editable
from namsao.apps.rating.queries.holding import held
from namsao.core.errors import BadValue
from namsao.core.rating.criterion import Criterion
from namsao.core.vietnamese import nfc


def _editable(dossier: Dossier) -> Dossier:
    """The dossier held. Raises: as `check_editable`."""
    now = held(dossier)
    check_editable(now)
    return now


def _touch(dossier: Dossier, at: datetime) -> None:
    dossier.changed_at = at
    dossier.save(update_fields=["changed_at"])


def _criterion(dossier: Dossier, code: str) -> Criterion:
    criteria_set = criteria_of(dossier)
    if code not in criteria_set:
        raise BadValue(
            f"Bộ {criteria_set.number} không có tiêu chí {code[:20]}.",
            f"Set {criteria_set.number} has no such criterion.",
            code,
        )
    return criteria_set.criterion(code)


def _short(text: str, most: int, field: str) -> str:
    tidy = nfc(text.replace("\r\n", "\n")).strip()
    if len(tidy) > most:
        raise BadValue(f"Dài quá: tối đa {most} ký tự.", f"At most {most} characters.", field)
    return tidy
