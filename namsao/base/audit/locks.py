"""Rows the database itself keeps from being changed: triggers, on SQLite and PostgreSQL.

A model names itself with `lock(Model)`. The triggers are put in after every migrate, because Django remakes
SQLite tables and drops theirs, and the house does not start without them (`missing`).
Whoever owns the tables can still drop a trigger: that shows at the next start, and in the database's own log.
"""

from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

PREFIX = "namsao_lock"
FUNCTION = """
CREATE OR REPLACE FUNCTION namsao_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'namsao: rows of % are locked', TG_TABLE_NAME USING ERRCODE = '23001'; END $$
"""


@dataclass(frozen=True, slots=True)
class Lock:
    """A locked table. when: SQL over OLD that says which rows; empty for all of them."""

    model: type[Model]
    when: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table


_locks: dict[type[Model], Lock] = {}


def lock(model: type[Model], when: str = "") -> None:
    """Keep rows of the model as they are once written, or once `when` holds for them.

    when: a condition on OLD both databases read, such as "OLD.submitted_at IS NOT NULL".
    """
    _locks[model] = Lock(model, when)


def locked() -> list[type[Model]]:
    return list(_locks)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put in every trigger whose table exists; what is there already is made anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statement in _statements(connection):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers out: for tests that empty the tables, never for the house."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for each in _locks.values():
            if each.table in there:
                for name in _wanted(connection.vendor, each):
                    cursor.execute(_drop(connection.vendor, name, each.table))


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should be there and are not, or are switched off."""
    there = set(connection.introspection.table_names())
    wanted = {
        name: sql
        for each in _locks.values()
        if each.table in there
        for name, sql in _wanted(connection.vendor, each).items()
    }
    found = _found(connection)
    if connection.vendor == "sqlite":
        return sorted(name for name, sql in wanted.items() if found.get(name) != sql)
    return sorted(set(wanted) - set(found))


def installed_after_migrate(**kwargs: Any) -> None:
    """Receiver of Django's post_migrate, once per database."""
    from django.db import connections  # noqa: PLC0415  # the registry of connections needs settings

    install(connections[kwargs["using"]])


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    there = set(connection.introspection.table_names())
    made = []
    for each in _locks.values():
        if each.table in there:
            for name, sql in _wanted(connection.vendor, each).items():
                made += [_drop(connection.vendor, name, each.table), sql]
    return made


def _drop(vendor: str, name: str, table: str) -> str:
    return f'DROP TRIGGER IF EXISTS "{name}"' + (f' ON "{table}"' if vendor == "postgresql" else "")


def _wanted(vendor: str, each: Lock) -> dict[str, str]:
    """Trigger name -> the statement that makes it."""
    table = each.table
    names = {verb: f"{PREFIX}_{table}_{verb.lower()}" for verb in ("UPDATE", "DELETE", "INSERT", "TRUNCATE")}
    if vendor == "postgresql":
        when = f" WHEN ({each.when})" if each.when else ""
        rows = {
            names[verb]: f'CREATE TRIGGER "{names[verb]}" BEFORE {verb} ON "{table}" FOR EACH ROW{when} '
            "EXECUTE FUNCTION namsao_locked()"
            for verb in ("UPDATE", "DELETE")
        }
        emptied = (
            f'CREATE TRIGGER "{names["TRUNCATE"]}" BEFORE TRUNCATE ON "{table}" '
            "FOR EACH STATEMENT EXECUTE FUNCTION namsao_locked()"
        )
        return rows | {names["TRUNCATE"]: emptied}
    refuse = f"BEGIN SELECT RAISE(ABORT, 'namsao: rows of {table} are locked'); END"
    when = f" WHEN {each.when}" if each.when else ""
    made = {
        names[verb]: f'CREATE TRIGGER "{names[verb]}" BEFORE {verb} ON "{table}"{when} {refuse}'
        for verb in ("UPDATE", "DELETE")
    }
    # INSERT OR REPLACE deletes without a DELETE trigger unless recursive triggers are on.
    same = each.when.replace("OLD.", "old_row.") or "1"
    key = each.model._meta.pk.column
    clash = f'SELECT 1 FROM "{table}" AS old_row WHERE old_row."{key}" = NEW."{key}" AND {same}'  # noqa: S608
    made[names["INSERT"]] = (
        f'CREATE TRIGGER "{names["INSERT"]}" BEFORE INSERT ON "{table}" WHEN EXISTS ({clash}) {refuse}'
    )
    return made


def _found(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Trigger name -> the statement it was made with (SQLite) or nothing (PostgreSQL)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
            )
        return dict(cursor.fetchall())
