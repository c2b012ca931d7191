"""Files into the repository: brought, looked at, written after a person has said so."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from namsao.apps.traceability.imports import dry_run
from namsao.apps.traceability.imports.columns import FACTS, guess, titles_of
from namsao.apps.traceability.imports.documents import deeds_of
from namsao.apps.traceability.imports.held import content_of, end
from namsao.apps.traceability.imports.table import as_rows, read_table
from namsao.apps.traceability.models import ColumnMapping, Import, ImportFile
from namsao.base.accounts.models import User
from namsao.base.audit.actions import record
from namsao.base.files.names import bare
from namsao.base.parties.models import Party
from namsao.core.actor import Actor
from namsao.core.errors import BadValue, NotAllowedNow
from namsao.core.units import KGM

MOST_BYTES = 20_000_000
MOST_SAMPLES = 3
KEPT = timedelta(days=7)
State = Import.State


def bring(*, owner: Party, kind: str, name: str, content: bytes, by: User, at: datetime) -> Import:
    """Take a file in; nothing of it reaches the repository yet. A table is read at once, a document by the worker.

    Writes: the import with its file, one audit entry. Raises: BadValue, with the field "file".
    """
    if not content.strip():
        raise BadValue("Tệp rỗng.", "The file is empty.", "file")
    if len(content) > MOST_BYTES:
        raise BadValue(
            "Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp.", "The file is over 20 MB; split it.", "file"
        )
    found = Import(
        owner=owner,
        kind=kind,
        name=bare(name) or "không tên",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        made_by=by,
        made_at=at,
        state=State.WAITING,
    )
    if found.is_table:
        _look_at_table(found, content)
    with transaction.atomic():
        found.save(force_insert=True)
        ImportFile.objects.create(of=found, content=content)
        record(by=by, at=at, verb="import.bring", target=found)
    return found


@transaction.atomic
def choose_columns(
    *,
    found: Import,
    columns: Mapping[str, int],
    unit: str,
    by: Actor,  # noqa: ARG001  # every verb takes it
    at: datetime,  # noqa: ARG001  # as above
) -> None:
    """Say which column holds what, and see row by row what would become of the table.

    columns: fact -> number of its column. unit: where a row names none. Remembered for the next table of the party.
    Writes: the import with its report, the mapping. Raises: NotAllowedNow; BadValue.
    """
    held = _hold(found, State.COLUMNS, State.CHECKED)
    wanted = {fact.code for fact in FACTS[held.kind] if fact.is_needed}
    if missing := wanted - columns.keys():
        code = next(fact.code for fact in FACTS[held.kind] if fact.code in missing)
        raise BadValue("Hãy chọn cột cho mục này.", "Choose a column.", code)
    held.columns, held.unit = dict(columns), unit
    titles = titles_of(held.report["head"], columns)
    ColumnMapping.objects.update_or_create(
        owner=held.owner, kind=held.kind, defaults={"columns": titles, "unit": unit}
    )
    deeds = deeds_of(held, content_of(held))
    report = dry_run.report_of_table(deeds, held)
    held.report = {"head": held.report["head"], "sample": held.report["sample"], **report}
    held.total, held.state = report["events"], State.CHECKED
    held.save()


@transaction.atomic
def confirm(*, found: Import, skip_clashes: bool, by: Actor, at: datetime) -> None:
    """Let the worker write what the dry run has shown; when there is nothing new, it is done at once.

    skip_clashes: leave out events whose eventID means another event here.
    Writes: the import, one audit entry. Raises: NotAllowedNow; BadValue for clashes that may not be left out.
    """
    held = _hold(found, State.CHECKED)
    if held.report.get("faulty"):
        raise NotAllowedNow(
            "Còn dòng lỗi. Sửa trong tệp rồi tải lên lại; chưa có gì được ghi.",
            "Rows are faulty; nothing is written.",
        )
    if held.report.get("clashing") and not skip_clashes:
        raise BadValue(
            "Có sự kiện trùng mã với việc đã ghi. Đánh dấu để bỏ các sự kiện ấy, hoặc sửa tệp.",
            "Some events clash; leave them out or mend the file.",
            "skip_clashes",
        )
    if held.is_table and dry_run.report_of_table(deeds_of(held, content_of(held)), held)["faulty"]:
        raise NotAllowedNow(
            "Từ lúc chạy thử, có lô trong tệp đã được ghi khác đi. Hãy chạy thử lại để xem dòng nào.",
            "Since the dry run, a lot of the file was recorded otherwise; run it again.",
        )
    held.attempts = 0
    if held.is_all_known:
        held.known = held.total
        end(held, State.DONE, at)
    else:
        held.state = State.WRITING
        held.save()
    record(by=by, at=at, verb="import.confirm", target=held)


@transaction.atomic
def drop(*, found: Import, by: Actor, at: datetime) -> None:
    """Put the file away unwritten. Writes: the import, one audit entry. Raises: NotAllowedNow once it is written."""
    held = _hold(found, State.WAITING, State.COLUMNS, State.CHECKED)
    end(held, State.DROPPED, at)
    record(by=by, at=at, verb="import.drop", target=held)


@transaction.atomic
def drop_forgotten(*, by: Actor, at: datetime) -> int:
    """Put away files nobody confirmed within a week. Writes: the imports, an audit entry each. Returns how many."""
    waiting = [State.COLUMNS, State.CHECKED, State.WAITING]
    forgotten = Import.objects.select_for_update().filter(state__in=waiting, made_at__lt=at - KEPT)
    dropped = list(forgotten)
    for held in dropped:
        end(held, State.DROPPED, at)
        record(by=by, at=at, verb="import.drop", target=held, why=f"quá {KEPT.days} ngày không xác nhận")
    return len(dropped)


def _look_at_table(found: Import, content: bytes) -> None:
    """Writes: titles and first rows into the report, and the columns as they were last, or as their titles say."""
    table = read_table(content, "file")
    last = ColumnMapping.objects.filter(owner=found.owner, kind=found.kind).first()
    found.report = {"head": list(table.head), "sample": as_rows(table.lines[:MOST_SAMPLES])}
    found.columns = guess(found.kind, table.head, last.columns if last else {})
    found.unit = last.unit if last else KGM.code
    found.state = State.COLUMNS


def _hold(found: Import, *states: str) -> Import:
    """The row as it is now, locked. Raises: NotAllowedNow when it is in another state."""
    held = Import.objects.select_for_update(of=("self",)).select_related("owner").get(pk=found.pk)
    if held.state not in states:
        raise NotAllowedNow(
            f"Tệp này {held.get_state_display()}, nên không làm việc này được nữa.",
            f"The import is {held.state}: this cannot be done any more.",
        )
    return held
