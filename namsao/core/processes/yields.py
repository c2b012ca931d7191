"""Yields: does so much output come of so much input?"""

from decimal import Decimal

from namsao.core.finding import Finding, Severity, State
from namsao.core.processes.template import Template, Yield
from namsao.core.units import KGM, show_number, show_quantity

FAR = 2  # times the usual most: no longer a good day, one of the two figures must be wrong
HUNDRED = Decimal(100)
NO_TOLERANCE = Decimal(0)

_GRAM = Decimal("0.001")


def expected_kg(
    template: Template, input_kg: Decimal, stage: str | None = None
) -> tuple[Decimal, Decimal] | None:
    """What so much input usually gives, least and most, kg; None when the template does not say.

    stage: code of one stage; None for the whole chain.
    Raises: KeyError when there is no such stage.
    """
    usual = _usual(template, stage)
    return (input_kg * usual.range.low, input_kg * usual.range.high) if usual else None


def yield_findings(
    template: Template,
    input_kg: Decimal,
    output_kg: Decimal,
    stage: str | None = None,
    *,
    tolerance_percent: Decimal = NO_TOLERANCE,
) -> list[Finding]:
    """A finding when the output lies outside what is usual; an empty list when it does not, or nothing is known.

    stage: code of one stage; None for the whole chain. tolerance_percent: how far beyond either end is still fine.
    More than usual fails the check; under a range nobody confirmed it is only a warning, up to twice the most. Less
    than usual is worth a note: some of it may be waiting, or was sold as it was.
    Raises: KeyError when there is no such stage; ValueError for a negative number.
    """
    if min(input_kg, output_kg, tolerance_percent) < 0:
        raise ValueError("weights and tolerance cannot be negative")
    usual = _usual(template, stage)
    if usual is None:
        return []
    most = input_kg * usual.range.high * (HUNDRED + tolerance_percent) / HUNDRED
    least = input_kg * usual.range.low * (HUNDRED - tolerance_percent) / HUNDRED
    if output_kg > most:
        return [_over(template, usual, input_kg, output_kg, is_far=output_kg > most * FAR)]
    if output_kg < least:
        return [_under(template, usual, input_kg, output_kg)]
    return []


def _usual(template: Template, stage: str | None) -> Yield | None:
    return template.whole_yield if stage is None else template.stage(stage).yields


def _over(
    template: Template, usual: Yield, input_kg: Decimal, output_kg: Decimal, *, is_far: bool
) -> Finding:
    return Finding(
        code="process.yield_over",
        state=State.FAILED if is_far or not usual.range.verify else State.WARNING,
        severity=Severity.ADVISORY,
        what=f"{_kg(input_kg)} {usual.input['vi']} khó ra được {_kg(output_kg)} {usual.output['vi']}",
        what_en=(
            f"{_kg_en(input_kg)} of {usual.input['en']} hardly give {_kg_en(output_kg)} of {usual.output['en']}"
        ),
        why=_why(usual, input_kg),
        remedy="Kiểm lại số cân, khai đủ nguyên liệu đã dùng, hoặc giải thích vì sao được nhiều hơn thường lệ.",
        source=f"{template.reference}: {usual.range.source}",
        verify=usual.range.verify,
    )


def _under(template: Template, usual: Yield, input_kg: Decimal, output_kg: Decimal) -> Finding:
    return Finding(
        code="process.yield_under",
        state=State.WARNING,
        severity=Severity.NOTE,
        what=f"{_kg(input_kg)} {usual.input['vi']} mới ra {_kg(output_kg)} {usual.output['vi']}",
        what_en=(
            f"{_kg_en(input_kg)} of {usual.input['en']} gave only {_kg_en(output_kg)} of {usual.output['en']}"
        ),
        why=_why(usual, input_kg),
        remedy="Nếu còn bán thành phẩm chờ làm, đã bán bớt hoặc hao hụt, hãy ghi lại phần đó.",
        source=f"{template.reference}: {usual.range.source}",
        verify=usual.range.verify,
    )


def _why(usual: Yield, input_kg: Decimal) -> str:
    low, high = (_kg_range_end(input_kg * end) for end in (usual.range.low, usual.range.high))
    percent = "–".join(
        show_number((end * HUNDRED).quantize(_GRAM)) for end in (usual.range.low, usual.range.high)
    )
    return f"Thường được {low}–{high}\N{NO-BREAK SPACE}kg (tỷ lệ {percent}\N{NO-BREAK SPACE}%)."


def _kg_range_end(value: Decimal) -> str:
    return show_number(value.quantize(_GRAM))


def _kg(value: Decimal) -> str:
    return show_quantity(value, KGM)


def _kg_en(value: Decimal) -> str:
    return f"{value.normalize():f} kg"
