"""A data folder of its own for a test run, named before Django reads its settings (pytest -p, see pyproject)."""

import os
import tempfile
from pathlib import Path

for _name in [
    name for name in os.environ if name.startswith("NAMSAO_") and name != "NAMSAO_TEST_POSTGRES_URL"
]:
    del os.environ[_name]

DATA = Path(tempfile.mkdtemp(prefix="namsao-test-"))
os.environ["NAMSAO_DATA"] = str(DATA)
os.environ["NAMSAO_DEMO"] = "1"
os.environ["NAMSAO_GS1_PREFIX"] = "952110"
os.environ["NAMSAO_DATABASE_URL"] = (
    os.environ.get("NAMSAO_TEST_POSTGRES_URL") or f"sqlite:///{DATA / 'test.sqlite3'}"
)

from namsao.project import secrets, translations  # noqa: E402  # the folder must be named first

secrets.make(DATA)
translations.compile_all()
