"""Locked rows stay as they are, whoever asks the database."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from namsao.base.audit import locks
from namsao.base.audit.actions import record
from namsao.base.audit.models import Entry

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


@pytest.fixture
def entry(cast) -> Entry:
    return record(by=cast.lan, at=NOW, verb="add", target=cast.htx)


def by_sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET verb = 'other' WHERE id = %s",
        "UPDATE audit_entry SET id = id + 1000 WHERE id = %s",
        "DELETE FROM audit_entry WHERE id = %s",
    ],
)
def test_sql_cannot_change_a_locked_row(entry: Entry, statement: str):
    with pytest.raises(DatabaseError, match="audit_entry are locked"):
        by_sql(statement, entry.pk)

    assert Entry.objects.get(pk=entry.pk).verb == "add"


def test_sql_cannot_replace_or_empty_locked_rows(entry: Entry):
    if connection.vendor == "sqlite":
        columns = "id, actor_id, actor_name, verb, target_type_id, target_id, target_label, at, why"
        statement = (
            f"INSERT OR REPLACE INTO audit_entry ({columns}) SELECT {columns.replace('verb', repr('other'))} "
            "FROM audit_entry WHERE id = %s"
        )
        values = [entry.pk]
    else:
        by_sql("SET CONSTRAINTS ALL IMMEDIATE")  # or PostgreSQL refuses for the keys it has yet to check
        statement, values = "TRUNCATE audit_entry", []

    with pytest.raises(DatabaseError, match="audit_entry are locked"):
        by_sql(statement, *values)

    assert Entry.objects.get(pk=entry.pk).verb == "add"


def test_without_the_locks_the_same_statement_goes_through(entry: Entry):
    locks.remove(connection)

    by_sql("UPDATE audit_entry SET verb = 'other' WHERE id = %s", entry.pk)

    assert Entry.objects.get(pk=entry.pk).verb == "other"


def test_rows_are_still_added(entry: Entry, cast):
    record(by=cast.lan, at=NOW, verb="change", target=cast.htx)

    assert Entry.objects.filter(target_id=str(cast.htx.pk)).count() == 2


def test_missing_locks_are_named_and_come_back_with_migrate():
    assert locks.missing(connection) == []
    name = "namsao_lock_audit_entry_update"
    on = ' ON "audit_entry"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"{on}')

    assert locks.missing(connection) == [name]

    call_command("migrate", verbosity=0)
    assert locks.missing(connection) == []


def test_a_lock_that_was_watered_down_counts_as_missing():
    name = "namsao_lock_audit_entry_update"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE audit_entry DISABLE TRIGGER "{name}"')
        else:
            cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(
                f'CREATE TRIGGER "{name}" BEFORE UPDATE ON "audit_entry" WHEN 0 '
                "BEGIN SELECT RAISE(ABORT, 'never'); END"
            )

    assert locks.missing(connection) == [name]
