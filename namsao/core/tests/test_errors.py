import pickle

import pytest

from namsao.core import errors
from namsao.core.finding import Finding, Severity, State


@pytest.mark.parametrize(
    "kind",
    [
        errors.NotAllowedNow,
        errors.NotPermitted,
        errors.BadValue,
        errors.MassBalanceBroken,
        errors.AlreadyDone,
        errors.KeysExhausted,
    ],
)
def test_every_broken_rule_is_a_refusal_that_speaks_two_languages(kind):
    refusal = kind("Hồ sơ đã nộp rồi.", "The dossier was filed already.", "dossier")

    assert isinstance(refusal, errors.Refused)
    assert (str(refusal), refusal.sentence, refusal.sentence_en, refusal.field) == (
        "Hồ sơ đã nộp rồi.",
        "Hồ sơ đã nộp rồi.",
        "The dossier was filed already.",
        "dossier",
    )


def test_a_refusal_of_the_whole_request_names_no_field():
    assert errors.NotPermitted("Bạn không được xem hồ sơ này.", "You may not see this dossier.").field is None


def test_a_refusal_survives_the_way_between_processes():
    finding = Finding(code="T-1", state=State.FAILED, severity=Severity.BLOCKING, what="Lô H1 không đủ")
    refusal = errors.MassBalanceBroken("Lô H1 không đủ.", "Lot H1 is short.", "uses", [finding])

    back = pickle.loads(pickle.dumps(refusal))

    assert (type(back), back.sentence, back.sentence_en, back.field, back.findings) == (
        errors.MassBalanceBroken,
        "Lô H1 không đủ.",
        "Lot H1 is short.",
        "uses",
        (finding,),
    )
