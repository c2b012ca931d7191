"""A pack becomes a template, or says what is wrong with it."""

from decimal import Decimal

import pytest

from namsao.core.processes.reading import read
from namsao.core.processes.template import Days, EventKind, Field, FieldKind, Range, Stage, Where, Yield

from .build import NAMES, a_pack, a_stage, template, usual, words


def test_everything_a_pack_says_is_read():
    field = {"code": "heat", "name": words("Nhiệt"), "kind": "number", "required": True, "unit": "CEL"}
    answers = [{"code": "tap", "name": words("Máy")}, {"code": "well", "name": words("Giếng")}]
    choice = {"code": "water", "name": words("Nước"), "kind": "choice", "required": False, "choices": answers}
    weighed = usual(0.85, 0.95) | {"from": words("bột"), "to": words("bánh")}

    made = read(
        a_pack(
            a_stage("baking", event="transformation", fields=[field, choice], **{"yield": weighed}),
            a_stage("frying", instead_of="baking", required=False, days=usual(1, 3)),
            a_stage("sampling", biz_step="sampling", anytime=True, who="farm"),
            harvest_kg_per_ha=usual(100, 500, verify=True),
        )
    )

    assert (made.reference, made.sets, made.verify) == ("processes/banh@3", (6,), False)
    assert made.harvest == Range(Decimal(100), Decimal(500), "sổ cân của xưởng", verify=True)
    assert made.stage("baking") == Stage(
        code="baking",
        name=words("Baking"),
        biz_step="other",
        event=EventKind.TRANSFORMATION,
        required=True,
        where=Where.FACILITY,
        fields=(
            Field("heat", words("Nhiệt"), FieldKind.NUMBER, required=True, unit="CEL"),
            Field(
                "water",
                words("Nước"),
                FieldKind.CHOICE,
                choices={"tap": words("Máy"), "well": words("Giếng")},
            ),
        ),
        yields=Yield(
            Range(Decimal("0.85"), Decimal("0.95"), "sổ cân của xưởng", verify=False),
            words("bột"),
            words("bánh"),
        ),
    )
    assert made.stage("frying").days == Days(1, 3, "sổ cân của xưởng", verify=False)
    assert made.place == {"baking": 0, "frying": 0, "sampling": 2}
    assert "baking" in made
    assert "boiling" not in made
    with pytest.raises(KeyError):
        made.stage("boiling")


@pytest.mark.parametrize(
    ("pack", "fault"),
    [
        (a_pack(), "no stages"),
        (a_pack(a_stage("a"), sets=[27]), "sets must be some of 1 to 26, each once"),
        (a_pack(a_stage("a"), sets=[]), "sets must be some of 1 to 26, each once"),
        (a_pack(a_stage("a"), sets=[7, 7]), "sets must be some of 1 to 26, each once"),
        (a_pack(a_stage("a"), a_stage("a")), "stage a stands twice"),
        (a_pack(a_stage("a"), name={"vi": "Bánh", "en": " "}), "the template lacks words in vi and en"),
        (a_pack(a_stage("a", name={"vi": "A"})), "stage a lacks words in vi and en"),
        (a_pack(a_stage("a", biz_step="cooking")), "a: cooking is no business step of CBV"),
        (a_pack(a_stage("a", instead_of="b")), "a: there is no b to stand in for"),
        (a_pack(a_stage("a"), harvest_kg_per_ha=usual(5, 4)), "harvest: not a range above 0"),
        (a_pack(a_stage("a", days=usual(5, 4))), "a: its days are not a range"),
        (
            a_pack(a_stage("a", **{"yield": usual(0, 1) | {"from": words("x"), "to": words("y")}})),
            "a: its yield is not a range above 0",
        ),
        (
            a_pack(
                a_stage("a", fields=[{"code": "f", "name": words("F"), "kind": "choice", "required": True}])
            ),
            "a: field f: choices go with a choice, and only with one",
        ),
        (
            a_pack(
                a_stage(
                    "a",
                    fields=[
                        {"code": "f", "name": words("F"), "kind": "text", "required": True, "unit": "KGM"}
                    ],
                )
            ),
            "a: field f: no unit KGM for a text",
        ),
    ],
)
def test_a_pack_that_makes_no_sense_is_refused_with_the_reason(pack, fault):
    with pytest.raises(ValueError, match="processes/banh") as refusal:
        read(pack)

    assert str(refusal.value) == f"processes/banh: {fault}"


@pytest.mark.parametrize(
    "pack",
    [
        {},
        {"id": "x"},
        a_pack({"code": "a"}),
        a_pack(a_stage("a", event="cooking")),
        a_pack(a_stage("a", who="moon")),
        a_pack(a_stage("a", days={"min": "soon"})),
        a_pack("a"),
        a_pack(a_stage("a"), harvest_kg_per_ha=usual("ít", "nhiều")),
    ],
)
def test_what_is_no_template_at_all_is_a_value_error_too(pack):
    with pytest.raises(ValueError, match=r"not a process template|is not a valid"):
        read(pack)


def test_the_whole_chain_is_the_product_of_its_stages():
    tubers, starch, noodles = words("củ"), words("bột"), words("miến")
    first = usual(0.13, 0.18, verify=True) | {"from": tubers, "to": starch}
    then = usual(0.85, 0.95) | {"from": starch, "to": noodles, "source": "báo"}

    made = read(a_pack(a_stage("a", **{"yield": first}), a_stage("b"), a_stage("c", **{"yield": then})))

    assert made.whole_yield == Yield(
        Range(Decimal("0.1105"), Decimal("0.1710"), "sổ cân của xưởng; báo", verify=True), tubers, noodles
    )
    assert read(a_pack(a_stage("a"))).whole_yield is None


def test_a_stage_that_may_be_left_out_can_also_leave_the_weight_as_it_is():
    some = usual(0.5, 0.6) | {"from": words("x"), "to": words("y")}
    more = usual(1.1, 1.3) | {"from": words("x"), "to": words("y")}

    def ends(*stages):
        whole = read(a_pack(*stages)).whole_yield
        return whole and (whole.range.low, whole.range.high)

    optional = a_stage("a", required=False, **{"yield": some})
    main = a_stage("a", **{"yield": some})
    assert ends(optional) == (Decimal("0.5"), Decimal(1))
    assert ends(main, a_stage("b", instead_of="a", **{"yield": more})) == (Decimal("0.5"), Decimal("1.3"))
    assert ends(main, a_stage("b", instead_of="a")) == (Decimal("0.5"), Decimal(1))


@pytest.mark.parametrize("name", NAMES)
def test_every_template_we_ship_is_read(name: str):
    assert template(name).reference == f"processes/{name}@1"
