"""GS1 keys: one after the other, under the right prefix, never the same twice."""

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from namsao.base.accounts.tests.cast import NOW, a_party, a_place
from namsao.base.keys.actions import (
    allocate_gln,
    allocate_gtin,
    allocate_gtins,
    allocate_ssccs,
    claim_gtin,
    party_gln,
)
from namsao.base.keys.models import CompanyPrefix, Counter, GivenGln, TakenGtin
from namsao.base.keys.queries import parties_of_glns
from namsao.base.parties.models import Party
from namsao.base.places.models import Place
from namsao.core.errors import AlreadyDone, KeysExhausted, NotAllowedNow
from namsao.core.gs1.keys import check_digit

PROGRAMME = "952110"


@pytest.fixture(autouse=True)
def _prefix(settings):
    settings.GS1_PREFIX = PROGRAMME


def gtin(cast, party=None):
    return allocate_gtin(party=party or cast.htx, by=cast.tuan, at=NOW)


def gln(cast, party=None):
    return allocate_gln(party=party or cast.htx, by=cast.tuan, at=NOW)


def test_gtins_follow_one_another_under_the_programmes_prefix(cast):
    # Note: by hand, 0952110000001: 1·3 + 1 + 1·3 + 2 + 5·3 + 9 = 33, so 7.
    assert [gtin(cast) for _ in range(3)] == ["09521100000017", "09521100000024", "09521100000031"]


def test_glns_have_a_count_of_their_own(cast):
    gtin(cast)

    assert [gln(cast) for _ in range(2)] == ["9521100000017", "9521100000024"]


def test_every_key_ends_with_its_check_digit_and_has_its_length(cast):
    made = [gtin(cast) for _ in range(25)] + [gln(cast) for _ in range(25)]

    assert [key[-1] for key in made] == [check_digit(key[:-1]) for key in made]
    assert [len(key) for key in made] == [14] * 25 + [13] * 25
    assert len(set(made)) == 50


def ssccs(cast, count, party=None):
    return allocate_ssccs(party=party or cast.htx, count=count, by=cast.tuan, at=NOW)


def test_ssccs_have_a_count_of_their_own_and_eighteen_digits(cast):
    gtin(cast)

    made = [*ssccs(cast, 2), *ssccs(cast, 1, cast.other_htx)]

    # Note: by hand, 09521100000000001: 9·1 + 5·3 + 2 + 1·3 + 1 + 1·3 = 33, so 7.
    assert made == ["095211000000000017", "095211000000000024", "095211000000000031"]


def test_ssccs_stand_under_the_partys_own_prefix(cast):
    CompanyPrefix.objects.create(digits="893600112", party=cast.htx, made_at=NOW)

    (made,) = ssccs(cast, 1)

    assert (made[:10], len(made), made[-1]) == ("0893600112", 18, check_digit(made[:-1]))


def test_a_prefix_gives_no_more_ssccs_than_it_has_room_for(cast):
    CompanyPrefix.objects.create(digits="893600112345", party=cast.htx, made_at=NOW)

    with pytest.raises(KeysExhausted):
        ssccs(cast, 10_000)

    assert len(ssccs(cast, 9_999)) == 9_999


def test_the_register_knows_whose_a_gln_under_the_programmes_prefix_is(cast):
    own, other = gln(cast), gln(cast, cast.other_htx)

    assert parties_of_glns([own, other, "9521100000000"]) == {own: cast.htx.pk, other: cast.other_htx.pk}


def test_a_party_is_named_by_one_gln_for_ever(cast):
    gln(cast)

    first, again = (party_gln(party=cast.htx, by=cast.tuan, at=NOW) for _ in range(2))

    assert first == again == GivenGln.objects.get(names_party=True).gln
    assert GivenGln.objects.count() == 2


def test_parties_without_a_prefix_share_the_programmes_count(cast):
    made = [gtin(cast, cast.htx), gtin(cast, cast.other_htx)]

    assert made == ["09521100000017", "09521100000024"]
    assert list(CompanyPrefix.objects.values_list("digits", "party")) == [(PROGRAMME, None)]


def test_the_partys_own_prefix_comes_before_the_programmes(cast):
    CompanyPrefix.objects.create(digits="893600112", party=cast.htx, made_at=NOW)

    assert gtin(cast, cast.htx) == "0" + "893600112001" + check_digit("0893600112001")
    assert gtin(cast, cast.other_htx) == "09521100000017"


def test_a_prefix_of_its_own_is_asked_from_then_on_and_old_keys_stay(cast):
    before = gtin(cast)
    CompanyPrefix.objects.create(digits="893600112", party=cast.htx, made_at=NOW)

    assert (before, gtin(cast)[:10]) == ("09521100000017", "0893600112")


def test_a_prefix_gives_every_reference_it_has_room_for_and_then_says_so(cast):
    CompanyPrefix.objects.create(digits="89360011234", party=cast.htx, made_at=NOW)

    made = [gtin(cast) for _ in range(9)]
    with pytest.raises(KeysExhausted) as refused:
        gtin(cast)

    assert len(set(made)) == 9
    assert (
        refused.value.sentence
        == "Mã doanh nghiệp GS1 89360011234 đã dùng hết số. Hãy khai báo mã doanh nghiệp mới."
    )
    assert Counter.objects.get(kind="gtin").next_reference == 10
    assert gln(cast).startswith("89360011234")


def test_a_prefix_without_room_gives_nothing(cast):
    CompanyPrefix.objects.create(digits="893600112345", party=cast.htx, made_at=NOW)

    with pytest.raises(KeysExhausted):
        gtin(cast)


def test_without_any_prefix_the_refusal_says_what_to_do(cast, settings):
    settings.GS1_PREFIX = ""

    with pytest.raises(NotAllowedNow) as refused:
        gtin(cast)

    assert "NAMSAO_GS1_PREFIX" in refused.value.sentence
    assert CompanyPrefix.objects.count() == Counter.objects.count() == 0


def test_a_key_whose_act_fails_is_given_to_the_next(cast):
    def act():
        gtin(cast)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(act)()

    assert gtin(cast) == "09521100000017"


@pytest.mark.parametrize("digits", ["123", "12a4", "", "１２３４", "89 36001", "-8936001"])
def test_a_prefix_is_four_to_twelve_digits(cast, digits):
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyPrefix.objects.create(digits=digits, party=None, made_at=NOW)


def test_a_party_has_one_prefix_and_a_prefix_one_party(cast):
    CompanyPrefix.objects.create(digits="893600112", party=cast.htx, made_at=NOW)

    for again in (
        {"digits": "893600113", "party": cast.htx},
        {"digits": "893600112", "party": cast.other_htx},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CompanyPrefix.objects.create(**again, made_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_threads_at_the_same_moment_never_share_a_number(tmp_path):
    start, made, faults = threading.Barrier(4), [], []
    party = in_a_thread(lambda: a_party("HTX", a_place("06841", "Lục Hồn")), tmp_path, faults)

    def allocate():
        start.wait()
        made.extend(allocate_gtin(party=party[0], by=party[0], at=NOW) for _ in range(10))

    threads = [threading.Thread(target=at_the_database, args=(allocate, tmp_path, faults)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert len(set(made)) == len(made) == 40
    assert in_a_thread(lambda: Counter.objects.get().next_reference, tmp_path, faults) == [41]


def in_a_thread(work, folder, faults):
    """[the answer of the work], done in a thread of its own."""
    answers = []
    thread = threading.Thread(target=at_the_database, args=(lambda: answers.append(work()), folder, faults))
    thread.start()
    thread.join()
    return answers


def at_the_database(work, folder, faults):
    """Work at a database that threads can share: the SQLite of tests lies in memory and knows no waiting."""
    try:
        if connection.vendor == "sqlite":
            use_a_file(folder / "keys.sqlite3")
        work()
    except Exception as fault:  # noqa: BLE001  # told by the test
        faults.append(fault)
    finally:
        connection.close()


def use_a_file(path):
    """This thread's default connection goes to the file; its tables are made when it is new."""
    is_new = not path.exists()
    connections["default"] = type(connections["default"])(
        {**connection.settings_dict, "NAME": str(path)}, "default"
    )
    if is_new:
        with connection.schema_editor() as schema:
            for model in (Place, Party, CompanyPrefix, Counter, TakenGtin):
                schema.create_model(model)


def test_a_number_brought_along_is_not_given_out_again(cast):
    claim_gtin(gtin="09521100000024", by=cast.hoa, at=NOW)

    assert allocate_gtins(party=cast.htx, count=3, by=cast.hoa, at=NOW) == [
        "09521100000017",
        "09521100000031",
        "09521100000048",
    ]


def test_a_number_in_use_cannot_be_claimed(cast):
    given = gtin(cast)

    with pytest.raises(AlreadyDone) as refused:
        claim_gtin(gtin=given, by=cast.hoa, at=NOW)

    assert refused.value.field == "gtin"
