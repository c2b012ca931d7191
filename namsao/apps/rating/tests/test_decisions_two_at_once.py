"""Two leaders at the same moment: needs a database that two connections can write to."""

import pytest

from namsao.apps.products.tests.build import a_product
from namsao.apps.products.tests.test_two_at_once import both, on_disk  # noqa: F401  # a fixture
from namsao.apps.rating.models import Decision, StarCertificate
from namsao.base.accounts.tests.cast import the_cast
from namsao.core.errors import Refused

from .build_decisions import a_decision, a_proposed, a_submission

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_disk")]


def test_of_two_leaders_who_decide_at_once_one_wins_and_the_other_is_told():
    cast = the_cast()
    submission = a_submission(cast, a_proposed(cast))

    answers = both(lambda n: a_decision(cast, submission, "recognised", number=f"{n}/QĐ-UBND"))

    assert sorted(type(each).__name__ for each in answers) == ["Decision", "NotAllowedNow"], answers
    assert "đã công nhận" in str(next(each for each in answers if isinstance(each, Refused)))
    assert (Decision.objects.count(), StarCertificate.objects.count()) == (1, 1)


def test_two_decisions_at_once_give_two_numbers():
    cast = the_cast()
    found = [
        a_submission(cast, a_proposed(cast, product=a_product(cast, name=f"Miến {n}"))) for n in range(2)
    ]

    answers = both(lambda n: a_decision(cast, found[n], "recognised", number=f"{n}/QĐ-UBND"))

    assert [type(each).__name__ for each in answers] == ["Decision", "Decision"], answers
    codes = sorted(StarCertificate.objects.values_list("code", flat=True))
    assert codes == ["22-2026-00001", "22-2026-00002"]
