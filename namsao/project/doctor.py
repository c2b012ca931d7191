"""What is missing on this machine, and what to do: `namsao doctor`; and what `serve` refuses."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings

from namsao.base.audit.locks import missing
from namsao.core.finding import Finding, Severity, State
from namsao.project import secrets, sqlite
from namsao.project.environment import BadSetting

LOCAL = {"localhost", "127.0.0.1", "::1"}
LEAST_FREE_BYTES = 500 * 1024 * 1024
SHORTEST_SECRET_BYTES = 16


def report() -> int:
    """Print every finding. Exit status 1 when one of them stops the server."""
    found = findings()
    for each in found:
        mark = {State.MET: "✓", State.WARNING: "!", State.FAILED: "✗", State.MISSING: "✗"}.get(
            each.state, "?"
        )
        print(f"{mark} {each.what}")
        if each.is_open and each.remedy:
            print(f"    → {each.remedy}")
    return 1 if any(each.is_blocking for each in found) else 0


def refusals() -> list[str]:
    """Sentences for which the server does not start; empty when it may."""
    return sentences(findings())


def sentences(found: Iterable[Finding]) -> list[str]:
    """What of it stops the server, with what to do."""
    return [f"{each.what}. {each.remedy}".strip() for each in found if each.is_blocking]


def findings() -> list[Finding]:
    """All there is to say about this machine; of settings that cannot be used, only that."""
    try:
        django.setup()
    except BadSetting as error:
        return [wrong("settings", str(error).removesuffix("."), "")]
    return [*python(), *engine(), *secret_files(), *database(), *addresses(), *keys(), *disk()]


def met(code: str, what: str) -> Finding:
    return Finding(code=code, state=State.MET, severity=Severity.NOTE, what=what)


def wrong(code: str, what: str, remedy: str, *, stops: bool = True) -> Finding:
    return Finding(
        code=code,
        state=State.FAILED if stops else State.WARNING,
        severity=Severity.BLOCKING if stops else Severity.NOTE,
        what=what,
        remedy=remedy,
    )


def python() -> Iterator[Finding]:
    yield met("python", f"Python {sys.version.split()[0]}, Django {django.get_version()}")


def engine() -> Iterator[Finding]:
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        yield met("engine", "Cơ sở dữ liệu PostgreSQL")
        return
    version = ".".join(map(str, sqlite.version()))
    if sqlite.is_sound(sqlite.version()):
        yield met("engine", f"SQLite {version}")
    else:
        yield wrong(
            "engine",
            f"SQLite {version} có lỗi làm mất dữ liệu (WAL-reset)",
            "Cài gói pysqlite3, hoặc SQLite từ 3.51.3 (hay 3.50.7, 3.44.6), hoặc dùng PostgreSQL.",
        )


def secret_files() -> Iterator[Finding]:
    missing = secrets.missing(settings.DATA)
    if missing:
        yield wrong("secrets", f"Chưa có bí mật: {', '.join(missing)}", "Chạy `namsao init` một lần.")
        return
    folder = secrets.folder(settings.DATA)
    # Made, and the machine stopped before the bytes were in.
    if short := [name for name in secrets.NAMES if (folder / name).stat().st_size < SHORTEST_SECRET_BYTES]:
        yield wrong(
            "secrets",
            f"Bí mật bị hỏng: {', '.join(short)}",
            f"Lấy lại từ bản sao lưu; chưa từng dùng thì xoá tệp trong {folder} rồi chạy `namsao init`.",
        )
        return
    if os.name == "posix" and any(path.stat().st_mode & 0o077 for path in folder.iterdir()):
        yield wrong(
            "secrets", f"Người khác trên máy đọc được bí mật trong {folder}", f"Chạy `chmod -R go= {folder}`."
        )
    else:
        yield met("secrets", "Bí mật đã có, chỉ chủ máy đọc được")


def database() -> Iterator[Finding]:
    from django.db import connection  # noqa: PLC0415  # after setup
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415  # after setup

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception as error:  # noqa: BLE001  # whatever the driver says, in its own words
        reason = " ".join(str(error).split())
        yield wrong("database", f"Không mở được cơ sở dữ liệu: {reason}", "Kiểm tra NAMSAO_DATABASE_URL.")
        return
    if waiting:
        yield wrong("migrations", f"Còn {len(waiting)} bước nâng cấp cơ sở dữ liệu", "Chạy `namsao migrate`.")
    else:
        yield met("migrations", "Cơ sở dữ liệu đúng bản")
        yield from locks(connection)


def locks(connection: Any) -> Iterator[Finding]:
    """Triggers that keep decided rows as they are."""
    if gone := missing(connection):
        yield wrong(
            "locks",
            f"Thiếu {len(gone)} khoá giữ nguyên dòng đã quyết định ({gone[0]}…)",
            "Xem ai đã gỡ trong nhật ký cơ sở dữ liệu, rồi chạy `namsao migrate` để đặt lại.",
        )
    else:
        yield met("locks", "Các dòng đã quyết định được cơ sở dữ liệu khoá")


def addresses() -> Iterator[Finding]:
    for name, url in (("NAMSAO_SITE_URL", settings.SITE_URL), ("NAMSAO_RESOLVER_URL", settings.RESOLVER_URL)):
        is_open = url.startswith("http://") and urlsplit(url).hostname not in LOCAL
        if is_open and not settings.DEMO:
            yield wrong(
                "addresses",
                f"{name} là {url}, không mã hoá",
                "Đặt nginx hoặc Caddy phía trước và dùng https://.",
            )
        else:
            yield met("addresses", f"{name}: {url}")


def keys() -> Iterator[Finding]:
    if settings.GS1_PREFIX:
        yield met("gs1", f"Mã doanh nghiệp GS1 của chương trình: {settings.GS1_PREFIX}")
    else:
        yield wrong(
            "gs1",
            "Chưa có mã doanh nghiệp GS1 của chương trình",
            "Đặt NAMSAO_GS1_PREFIX để cấp mã cho chủ thể chưa có mã riêng.",
            stops=False,
        )


def disk() -> Iterator[Finding]:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    if not os.access(settings.DATA, os.W_OK):
        yield wrong("disk", f"Không ghi được vào {settings.DATA}", "Cấp quyền ghi cho tài khoản chạy namsao.")
        return
    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_FREE_BYTES:
        yield wrong(
            "disk", f"Đĩa chỉ còn {free // 1_000_000} MB", "Dọn đĩa hoặc chuyển thư mục dữ liệu.", stops=False
        )
    else:
        yield met("disk", f"Thư mục dữ liệu {settings.DATA}, còn {free // 1_000_000_000} GB")
