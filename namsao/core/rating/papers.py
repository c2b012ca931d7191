"""The papers a step rests on: when one can have been written."""

from datetime import date

from namsao.core.errors import BadValue


def check_day(
    day: date, today: date, *, not_before: date | None = None, than: str = "", field: str = "on"
) -> None:
    """The day of an act or its paper has come, and does not lie before what it answers.

    than: what it answers, in Vietnamese words. field: of the form. Raises: BadValue on that field.
    """
    if day > today:
        raise BadValue("Ngày này chưa tới.", "The day lies in the future.", field)
    if not_before is not None and day < not_before:
        raise BadValue(
            f"Ngày này không thể trước {than} ({not_before:%d/%m/%Y}).",
            f"The day cannot be before what it answers ({not_before}).",
            field,
        )
