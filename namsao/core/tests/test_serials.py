import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namsao.core.serials import ALPHABET, LAST_BATCH, LAST_COUNTER, LENGTH, Serials

KEY = bytes(range(32))
SERIALS = Serials(KEY)
BATCHES = st.integers(0, LAST_BATCH)
COUNTERS = st.integers(0, LAST_COUNTER)


@given(BATCHES, COUNTERS, st.binary(min_size=16, max_size=64))
def test_what_is_written_reads_back_in_either_case(batch, counter, key):
    serials = Serials(key)

    serial = serials.write(batch, counter)

    assert serials.read(serial) == (batch, counter)
    assert serials.read(serial.lower()) == (batch, counter)
    assert len(serial) == LENGTH
    assert set(serial) <= set(ALPHABET)


def test_the_alphabet_has_no_letter_that_looks_like_a_digit():
    assert sorted(ALPHABET) == sorted(set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") - set("01IO"))


KNOWN = {
    (0, 0): "WPBXEVDY2MN7G7EM",
    (0, 1): "QY79V6KZP393FVDF",
    (1, 0): "2S9633XMVZJJBRXV",
    (4711, 99_999): "NMKZ52HMHT2WKPWM",
    (LAST_BATCH, LAST_COUNTER): "GPLNMLJUDFLE59LE",
}


def test_labels_already_printed_stay_readable():
    assert {place: SERIALS.write(*place) for place in KNOWN} == KNOWN
    assert {SERIALS.read(serial): serial for serial in KNOWN.values()} == KNOWN


def test_twenty_thousand_serials_have_no_two_alike():
    serials = {SERIALS.write(batch, counter) for batch in range(4) for counter in range(5000)}

    assert len(serials) == 20_000


def test_a_single_changed_character_is_never_read():
    chance = random.Random(5)
    changed = 0
    for counter in range(20_000):
        serial, place = SERIALS.write(9, counter), chance.randrange(LENGTH)
        other = chance.choice(ALPHABET.replace(serial[place], ""))
        changed += SERIALS.read(serial[:place] + other + serial[place + 1 :]) is not None

    assert changed == 0


def test_another_key_reads_nothing():
    stranger = Serials(bytes(range(1, 33)))

    assert [stranger.read(SERIALS.write(3, counter)) for counter in range(2000)] == [None] * 2000


def test_neighbours_on_the_roll_show_no_order():
    serials = [SERIALS.write(3, counter) for counter in range(4000)]

    rises = sum(one < next_one for one, next_one in itertools.pairwise(serials))
    alike = sum(a == b for one, two in itertools.pairwise(serials) for a, b in zip(one, two, strict=True))

    # Half of the steps rise and a 32nd of the characters agree by chance; both bounds lie over 5 sigma away.
    assert 1850 < rises < 2150
    assert abs(alike - 4000 * LENGTH / 32) < 225


@given(st.text() | st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH) | st.none() | st.binary())
def test_anything_else_reads_as_nothing_and_never_raises(serial):
    assert SERIALS.read(serial) is None


def test_a_letter_that_only_turns_into_ascii_in_upper_case_is_not_read():
    serial = next(s for n in range(100) if "S" in (s := SERIALS.write(2, n)))

    assert SERIALS.read(serial.lower()) is not None
    assert SERIALS.read(serial.replace("S", "\u017f")) is None


@pytest.mark.parametrize(("batch", "counter"), [(-1, 0), (0, -1), (LAST_BATCH + 1, 0), (0, LAST_COUNTER + 1)])
def test_a_number_out_of_range_is_not_written(batch, counter):
    with pytest.raises(ValueError, match="out of range"):
        SERIALS.write(batch, counter)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="15 bytes"):
        Serials(bytes(15))
