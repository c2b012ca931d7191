"""Gaps: what the trace of a lot lacks, or tells in an order that cannot be, against the template of its kind."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from namsao.core.finding import Finding, Severity, State
from namsao.core.processes.matching import Matched, Unclear, match
from namsao.core.processes.seen import Seen
from namsao.core.processes.template import Days, Stage, Template, Where

_REMEDY_MISSING = {
    Where.FARM: "Ghi công đoạn này vào nhật ký canh tác, kèm ngày làm.",
    Where.VESSEL: "Ghi công đoạn này theo nhật ký khai thác của tàu.",
    Where.FACILITY: "Ghi công đoạn này cho lô, kèm ngày làm; nếu cơ sở không làm, hãy sửa quy trình của sản phẩm.",
}


def gap_findings(template: Template, seen: Iterable[Seen], *, through: str | None = None) -> list[Finding]:
    """What is missing or out of order, in the order of the stages; an empty list when the trace is whole.

    seen: everything the trace of one lot shows, in any order. through: code of the stage the lot has come to; nothing
    after it is missed. None for a finished lot.
    All of it is advice: a template says what is usual, not what the law asks for.
    Raises: KeyError when the template has no stage `through`.
    """
    matched = match(template, seen)
    last = len(template.stages) if through is None else template.place[through]
    reached = [stages for slot, stages in template.slots.items() if template.place[slot] <= last]
    return [
        *_missing(template, matched, reached),
        *_out_of_order(template, matched),
        *_out_of_time(template, matched),
        *_lacking_data(template, matched),
    ]


def _missing(template: Template, matched: Matched, slots: Sequence[tuple[Stage, ...]]) -> Iterator[Finding]:
    absent = [
        next(stage for stage in stages if stage.required)
        for stages in slots
        if any(stage.required for stage in stages)
        and not any(stage.code in matched.found for stage in stages)
    ]
    maybe = {stage.code for group in matched.unclear for stage in group.stages}
    yield from (_missing_stage(template, stage) for stage in absent if stage.code not in maybe)
    for group in matched.unclear:
        wanted = [stage for stage in group.stages if stage in absent]
        if wanted:
            yield _unclear_stages(template, group, wanted)


def _missing_stage(template: Template, stage: Stage) -> Finding:
    return _finding(
        template,
        "process.missing_stage",
        State.MISSING,
        f"Chưa thấy công đoạn {_name(stage)}",
        f"The stage {_name_en(stage)} is not shown",
        why=f"Làm {_low(template.name['vi'])} thường phải qua công đoạn này, mà hồ sơ lô chưa ghi.",
        remedy=_REMEDY_MISSING[stage.where],
    )


def _unclear_stages(template: Template, group: Unclear, wanted: Sequence[Stage]) -> Finding:
    count, short = len(group.seen), len(wanted) - len(group.seen)
    names = ", ".join(_name(stage) for stage in wanted)
    names_en = ", ".join(_name_en(stage) for stage in wanted)
    return _finding(
        template,
        "process.unclear_stage",
        State.MISSING if short > 0 else State.UNKNOWN,
        f"Thiếu ít nhất {short} trong các công đoạn: {names}"
        if short > 0
        else f"Chưa rõ đã làm công đoạn nào trong: {names}",
        f"At least {short} of these stages are not shown: {names_en}"
        if short > 0
        else f"Not clear which of these stages were done: {names_en}",
        why=f"Hồ sơ có {count} việc không ghi tên công đoạn, chưa biết là việc nào.",
        remedy="Mở từng việc đã ghi và chọn đúng công đoạn; việc nào chưa ghi thì ghi thêm.",
    )


def _out_of_order(template: Template, matched: Matched) -> Iterator[Finding]:
    before: list[tuple[Stage, date]] = []
    for stage, seen in _placed(template, matched):
        first = seen[0].done_on
        later = [(one, day) for one, day in before if day > first and one.slot != stage.slot]
        if later:
            yield _wrong_order(template, stage, first, *later[-1])
        before.append((stage, first))


def _placed(template: Template, matched: Matched) -> Iterator[tuple[Stage, tuple[Seen, ...]]]:
    """The stages found that have a place among the others."""
    stages = ((template.stage(code), seen) for code, seen in matched.found.items())
    return ((stage, seen) for stage, seen in stages if not stage.anytime)


def _wrong_order(template: Template, stage: Stage, first: date, earlier: Stage, its_first: date) -> Finding:
    return _finding(
        template,
        "process.order",
        State.FAILED,
        f"{_name(stage)} ghi ngày {_day(first)}, trước {_name(earlier)} ngày {_day(its_first)}",
        f"{_name_en(stage)} is dated {first:%Y-%m-%d}, before {_name_en(earlier)} on {its_first:%Y-%m-%d}",
        why=f"Thường phải {_low(earlier.name['vi'])} rồi mới tới {_low(stage.name['vi'])}.",
        remedy="Kiểm lại ngày của hai công đoạn và sửa ngày ghi nhầm.",
    )


def _out_of_time(template: Template, matched: Matched) -> Iterator[Finding]:
    """Only what is sure: the longest possible wait is too short, or the shortest is too long."""
    for (earlier, old_seen), (stage, new_seen) in pairwise(_placed(template, matched)):
        if stage.days is None or stage.slot == earlier.slot:
            continue
        longest = (new_seen[-1].done_on - old_seen[0].done_on).days
        shortest = (new_seen[0].done_on - old_seen[-1].done_on).days
        most = _most_days(template, earlier, stage)
        if 0 <= longest < stage.days.low:
            usual = f"Thường ít nhất {stage.days.low} ngày."
            yield _untimely(template, stage.days, stage, earlier, ("soon", "sớm"), longest, usual)
        elif most is not None and shortest > most:
            usual = f"Thường nhiều nhất {most} ngày."
            yield _untimely(template, stage.days, stage, earlier, ("late", "muộn"), shortest, usual)


def _most_days(template: Template, earlier: Stage, stage: Stage) -> int | None:
    """Days a lot may take from one stage to the other through the slots between; None when nobody can say."""
    between = [
        _slowest(stages)
        for slot, stages in template.slots.items()
        if template.place[earlier.code] < template.place[slot] < template.place[stage.code]
        and not template.stage(slot).anytime
    ]
    known = [most for most in (*between, _slowest([stage])) if most is not None]
    return sum(known) if len(known) == len(between) + 1 else None


def _slowest(stages: Sequence[Stage]) -> int | None:
    highs = [stage.days.high for stage in stages if stage.days and stage.days.high is not None]
    return max(highs) if len(highs) == len(stages) else None


def _untimely(
    template: Template,
    days: Days,
    stage: Stage,
    earlier: Stage,
    pace: tuple[str, str],
    took: int,
    why: str,
) -> Finding:
    return _finding(
        template,
        f"process.too_{pace[0]}",
        State.WARNING,
        f"{_name(stage)} hơi {pace[1]}: {took} ngày sau {_name(earlier)}",
        f"{_name_en(stage)} came rather {pace[0]}: {took} days after {_name_en(earlier)}",
        why=why,
        remedy="Kiểm lại ngày đã ghi; nếu đúng thì không phải sửa gì.",
        source=f"{template.reference}: {days.source}",
        verify=days.verify,
    )


def _lacking_data(template: Template, matched: Matched) -> Iterator[Finding]:
    for code, seen in matched.found.items():
        stage = template.stage(code)
        lacking = [
            field
            for field in stage.fields
            if field.required and any(_is_blank(one.fields.get(field.code)) for one in seen)
        ]
        if lacking:
            yield _finding(
                template,
                "process.missing_data",
                State.MISSING,
                f"{_name(stage)} chưa ghi: {', '.join(field.name['vi'] for field in lacking)}",
                f"{_name_en(stage)} lacks: {', '.join(field.name['en'] for field in lacking)}",
                why="Quy trình của loại sản phẩm này hỏi những điều đó.",
                remedy="Mở công đoạn và ghi thêm.",
            )


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _finding(
    template: Template,
    code: str,
    state: State,
    what: str,
    what_en: str,
    *,
    why: str,
    remedy: str,
    source: str = "",
    verify: bool | None = None,
) -> Finding:
    return Finding(
        code=code,
        state=state,
        severity=Severity.ADVISORY,
        what=what,
        what_en=what_en,
        why=why,
        remedy=remedy,
        source=source or template.spoken_source,
        verify=template.verify if verify is None else verify,
    )


def _name(stage: Stage) -> str:
    return f"“{stage.name['vi']}”"


def _name_en(stage: Stage) -> str:
    return f"“{stage.name['en']}”"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]
