"""Every rule, and that `may` and `rows` never differ."""

from dataclasses import dataclass, field

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from namsao.base.access import rules
from namsao.base.access.policy import NoSuchPolicy, allowed, may, policy, rows, verbs
from namsao.base.access.visitor import INSTALLER, VISITOR
from namsao.core.actor import Posting, Role

# The apps whose rows these tests ask for stand above this one, so they are asked for by name.
Place, Party, User, PostingRow, Entry, Run = map(
    apps.get_model,
    ("places.Place", "parties.Party", "accounts.User", "accounts.Posting", "audit.Entry", "jobs.Run"),
)
MODELS = (Place, Party, User, PostingRow, Entry)


@dataclass(frozen=True)
class Someone:
    """An actor of our making."""

    id: int | None = 1
    is_authenticated: bool = True
    held: tuple[Posting, ...] = field(default=())

    def postings(self):
        return self.held


def given_by(rule, actor, model=Party):
    return set(model.objects.filter(rule(actor)))


def commune(cast):
    return Someone(held=(Posting(Role.COMMUNE, place_id=cast.luc_hon.pk),))


def province(cast):
    return Someone(held=(Posting(Role.PROVINCE, place_id=cast.province.pk),))


def test_everyone_gives_every_row_to_a_visitor_too(cast):
    assert given_by(rules.everyone, VISITOR) == {cast.htx, cast.other_htx}


def test_nobody_gives_no_row_even_to_an_administrator(cast):
    assert given_by(rules.nobody, cast.quan) == set()


def test_signed_in_gives_every_row_to_an_account_and_none_to_a_visitor(cast):
    assert given_by(rules.signed_in, cast.binh) == {cast.htx, cast.other_htx}
    assert given_by(rules.signed_in, VISITOR) == set()


def test_with_role_gives_every_row_wherever_the_role_is_held(cast):
    rule = rules.with_role(Role.AUDITOR, Role.ADMIN)

    assert given_by(rule, cast.thu) == given_by(rule, cast.quan) == {cast.htx, cast.other_htx}
    assert given_by(rule, cast.lan) == given_by(rule, VISITOR) == given_by(rule, INSTALLER) == set()


def test_at_place_gives_the_rows_of_the_unit_and_of_the_units_under_it(cast):
    rule = rules.at_place("place", Role.COMMUNE, Role.PROVINCE)

    assert given_by(rule, commune(cast)) == {cast.htx}
    assert given_by(rule, province(cast)) == {cast.htx, cast.other_htx}


def test_at_place_with_no_path_is_about_the_units_themselves(cast):
    rule = rules.at_place("", Role.PROVINCE)

    assert given_by(rule, province(cast), Place) == {cast.province, cast.luc_hon, cast.ba_che}
    assert given_by(rule, commune(cast), Place) == set()


def test_at_place_looks_at_the_roles_named_only(cast):
    assert given_by(rules.at_place("place", Role.PROVINCE), commune(cast)) == set()


def test_of_party_gives_what_belongs_to_the_party(cast):
    actor = Someone(held=(Posting(Role.PRODUCER, party_id=cast.htx.pk),))

    assert given_by(rules.of_party("", Role.PRODUCER), actor) == {cast.htx}
    assert given_by(rules.of_party("", Role.ADMIN), actor) == set()


def test_own_gives_the_rows_that_point_at_the_actor_and_a_visitor_owns_nothing(cast):
    assert given_by(rules.own("pk"), cast.hoa, User) == {cast.hoa}
    assert given_by(rules.own("pk"), VISITOR, User) == set()


def test_a_row_without_owner_is_not_a_visitors(cast):
    Entry.objects.create(
        actor_name="máy", verb="keep", target_type_id=1, target_id="1", target_label="x", at=cast.htx.made_at
    )

    assert Entry.objects.filter(actor_id=None).exists()
    assert not rows(VISITOR, "see", Entry).exists()


def test_either_gives_what_any_of_the_rules_gives_once(cast):
    rule = rules.either(rules.at_place("place", Role.COMMUNE), rules.everyone)

    found = list(rows_of(rule, commune(cast)))

    assert sorted(found, key=lambda party: party.pk) == [cast.htx, cast.other_htx]
    assert given_by(rules.either(), cast.quan) == set()


def rows_of(rule, actor):
    return Party.objects.filter(rule(actor))


def test_rows_stay_single_when_a_rule_crosses_many_rows(cast):
    for _ in range(3):
        PostingRow.objects.create(
            user=cast.hoa, role=Role.PRODUCER, party=cast.htx, since=cast.htx.made_at, until=cast.htx.made_at
        )

    assert list(rows(cast.tuan, "see", User).filter(pk=cast.hoa.pk)) == [cast.hoa]


def test_rows_narrow_a_queryset_and_keep_its_order(cast):
    source = Party.objects.order_by("-name_folded").filter(name__startswith="HTX")

    assert list(rows(cast.lan, "see", source)) == [cast.other_htx, cast.htx]
    assert list(rows(cast.lan, "see", source.filter(pk=cast.htx.pk))) == [cast.htx]


@pytest.mark.parametrize(("verb", "model"), [("dance", Party), ("see", Run)])
def test_a_verb_or_model_without_a_rule_is_loud(cast, verb, model):
    with pytest.raises(NoSuchPolicy):
        rows(cast.quan, verb, model)


def test_may_of_an_unknown_verb_is_loud_too(cast):
    with pytest.raises(NoSuchPolicy):
        may(cast.quan, "dance", cast.htx)


def test_a_model_has_one_policy():
    with pytest.raises(NoSuchPolicy):
        policy(Party, {"see": rules.everyone})
    assert "see" in verbs(Party)


def test_allowed_answers_each_verb_asked(cast):
    assert allowed(cast.hoa, cast.htx, "see", "change", "post_person") == {
        "see": True,
        "change": True,
        "post_person": False,
    }


def actors(cast):
    places = st.sampled_from([cast.province.pk, cast.luc_hon.pk, cast.ba_che.pk, None, 0])
    parties = st.sampled_from([cast.htx.pk, cast.other_htx.pk, None, 0])
    held = st.lists(st.builds(Posting, st.sampled_from(Role), places, parties), max_size=4).map(tuple)
    ids = st.sampled_from([None, 0, cast.hoa.pk, cast.tuan.pk, cast.quan.pk])
    return st.builds(Someone, ids, st.booleans(), held) | st.sampled_from([VISITOR, INSTALLER])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_may_and_rows_agree_for_any_actor_on_every_row(cast, data):
    actor = data.draw(actors(cast))
    model = data.draw(st.sampled_from(MODELS))
    verb = data.draw(st.sampled_from(sorted(verbs(model))))

    given_rows = set(rows(actor, verb, model).values_list("pk", flat=True))

    assert {row.pk for row in model.objects.all() if may(actor, verb, row)} == given_rows


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_verb_is_given_only_on_rows_one_sees(cast, data):
    """A verb on a row one does not see would be unreachable: the gate looks at `see` first."""
    actor = data.draw(actors(cast))
    model = data.draw(st.sampled_from(MODELS))

    seen = set(rows(actor, "see", model).values_list("pk", flat=True))

    for verb in verbs(model):
        assert set(rows(actor, verb, model).values_list("pk", flat=True)) <= seen, verb
