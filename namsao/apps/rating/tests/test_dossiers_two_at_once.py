"""Two people at the same moment: one wins, the other is told."""

import pytest

from namsao.apps.products.tests.build import a_product
from namsao.apps.products.tests.test_two_at_once import both, on_disk  # noqa: F401  # the fixture
from namsao.apps.rating.actions.attachments import attach
from namsao.apps.rating.actions.dossiers import open_dossier
from namsao.apps.rating.actions.filing import file_dossier
from namsao.apps.rating.models import Dossier, Filing
from namsao.base.accounts.tests.cast import NOW, the_cast
from namsao.core.errors import Refused

from .dossiers_build import a_ready_dossier

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("on_disk")]


def test_one_dossier_is_opened():
    cast = the_cast()
    product = a_product(cast)

    answers = both(lambda _n: open_dossier(product=product, kind="first", by=cast.hoa, at=NOW))

    assert sorted(isinstance(each, Refused) for each in answers) == [False, True], answers
    assert Dossier.objects.count() == 1


def test_one_filing_is_made():
    cast = the_cast()
    dossier = a_ready_dossier(cast)

    answers = both(lambda _n: file_dossier(dossier=Dossier.objects.get(pk=dossier.pk), by=cast.hoa, at=NOW))

    assert sorted(isinstance(each, Refused) for each in answers) == [False, True], answers
    assert Filing.objects.count() == 1


def test_two_dossiers_of_a_commune_get_two_numbers():
    cast = the_cast()
    first = a_ready_dossier(cast)
    second = open_dossier(product=a_product(cast, name="Bún dong khô"), kind="first", by=cast.hoa, at=NOW)
    Dossier.objects.filter(pk=second.pk).update(self_scores=first.self_scores, texts=first.texts)
    for each in first.attachments.all():
        attach(dossier=second, criterion=each.criterion, document=each.document, by=cast.hoa, at=NOW)
    pair = [first.pk, second.pk]

    answers = both(lambda n: file_dossier(dossier=Dossier.objects.get(pk=pair[n]), by=cast.hoa, at=NOW))

    assert all(isinstance(each, Filing) for each in answers), answers
    assert sorted(Filing.objects.values_list("serial", flat=True)) == [1, 2]
