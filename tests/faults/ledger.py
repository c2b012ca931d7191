"""What must be true of a data folder whatever happened: asked in SQL, apart from the program's own models."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from namsao.resolver.sqlite import driver

# A sentence → a query that finds rows only when the sentence is true.
HALF_WRITTEN = {
    "a harvest without its event": """
        SELECT h.lot FROM farms_harvestlot h LEFT JOIN traceability_event e ON e.id = h.event_id
        WHERE e.id IS NULL""",
    "a harvest without its audit entry": """
        SELECT h.lot FROM farms_harvestlot h WHERE NOT EXISTS (
          SELECT 1 FROM audit_entry a JOIN django_content_type t ON t.id = a.target_type_id
          WHERE t.model = 'harvestlot' AND a.target_id = CAST(h.id AS TEXT) AND a.verb = 'record_harvest')""",
    "an event of a harvest that is not there": """
        SELECT e.event_id FROM traceability_event e WHERE e.biz_step = 'creating_class_instance'
        AND NOT EXISTS (SELECT 1 FROM farms_harvestlot h WHERE h.event_id = e.id)""",
    "an event of a batch that is not there": """
        SELECT e.event_id FROM traceability_event e WHERE e.type = 'TransformationEvent'
        AND NOT EXISTS (SELECT 1 FROM products_batch b WHERE b.event_id = e.id)""",
    "an event that mentions nothing": """
        SELECT e.event_id FROM traceability_event e
        WHERE NOT EXISTS (SELECT 1 FROM traceability_mention m WHERE m.event_id = e.id)""",
    "a batch without what went in": """
        SELECT b.lot FROM products_batch b
        WHERE NOT EXISTS (SELECT 1 FROM products_batchinput i WHERE i.batch_id = b.id)""",
    "a batch without its audit entry": """
        SELECT b.lot FROM products_batch b WHERE NOT EXISTS (
          SELECT 1 FROM audit_entry a JOIN django_content_type t ON t.id = a.target_type_id
          WHERE t.model = 'batch' AND a.target_id = CAST(b.id AS TEXT) AND a.verb = 'make_batch')""",
    "a batch of which no news was sent": """
        SELECT b.lot FROM products_batch b WHERE NOT EXISTS (
          SELECT 1 FROM jobs_letter l WHERE l.name = 'batch_made' AND json_extract(l.payload, '$.batch') = b.id)""",
    "a letter without a delivery": """
        SELECT l.name FROM jobs_letter l
        WHERE NOT EXISTS (SELECT 1 FROM jobs_delivery d WHERE d.letter_id = l.id)""",
    "an audit entry of a harvest that is not there": """
        SELECT a.target_label FROM audit_entry a JOIN django_content_type t ON t.id = a.target_type_id
        WHERE t.model = 'harvestlot'
        AND NOT EXISTS (SELECT 1 FROM farms_harvestlot h WHERE CAST(h.id AS TEXT) = a.target_id)""",
}


class Ledger:
    """The database of a data folder; each answer from a connection of its own."""

    def __init__(self, data: Path) -> None:
        self.path = data / "namsao.sqlite3"

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(driver().connect(self.path, timeout=20)) as connection:
            # A constraint of a table asks for it.
            connection.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, text)))
            found: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
            return found

    def write(self, query: str) -> None:
        """Change something behind the program's back."""
        with closing(driver().connect(self.path, timeout=20)) as connection, connection:
            connection.execute(query)

    def column(self, query: str, *values: Any) -> list[Any]:
        return [row[0] for row in self.rows(query, *values)]

    def faults(self) -> list[str]:
        """What is half written or broken, in words; empty when all is whole."""
        return list(self._faults())

    def _faults(self) -> Iterator[str]:
        for what, query in HALF_WRITTEN.items():
            if found := self.column(query):
                yield f"{what}: {found[:5]} ({len(found)})"
        if (verdict := self.column("PRAGMA integrity_check")) != ["ok"]:
            yield f"integrity: {verdict[:5]}"
        if broken := self.rows("PRAGMA foreign_key_check"):
            yield f"foreign keys: {broken[:5]}"

    def harvests(self) -> list[str]:
        return self.column("SELECT lot FROM farms_harvestlot ORDER BY id")

    def batches(self) -> list[str]:
        return self.column("SELECT lot FROM products_batch ORDER BY id")

    def version_of(self, key: str) -> int | None:
        """The version under which a page is published; None when it is not."""
        found = self.column("SELECT version FROM scans_published WHERE key = ? AND NOT gone", key)
        return found[0] if found else None

    def deliveries_waiting(self) -> int:
        return int(self.column("SELECT count(*) FROM jobs_delivery WHERE done_at IS NULL")[0])
