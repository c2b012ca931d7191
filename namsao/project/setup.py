"""The first day of an installation: `namsao init` and `namsao migrate`."""

import getpass
import sys

import django
from django.conf import settings

from namsao.project import secrets
from namsao.project.demo.folder import Folder
from namsao.project.environment import BadSetting


def init(*, name: str | None, login: str | None, password: str | None) -> int:
    """Secrets, database, places, first administrator. Safe to run again. Raises: BadSetting."""
    if not settings.DEMO and Folder(settings.DATA).is_marked:
        print(
            f"namsao: {settings.DATA} là thư mục của bản minh hoạ. Hãy đặt NAMSAO_DATA là một thư mục khác.",
            file=sys.stderr,
        )
        return 2
    made = secrets.make(settings.DATA)
    print(f"Bí mật: {', '.join(made) if made else 'đã có'} ({secrets.folder(settings.DATA)})")
    migrate()
    load_places()
    return first_administrator(name=name, login=login, password=password)


def migrate() -> None:
    """Bring the database up to date. Raises: BadSetting when it cannot be opened."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # after setup
    from django.db import OperationalError, connection  # noqa: PLC0415  # after setup

    settings.DATA.mkdir(parents=True, exist_ok=True)
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = " ".join(str(error).split())
        raise BadSetting(f"Không mở được cơ sở dữ liệu: {reason}. Kiểm tra NAMSAO_DATABASE_URL.") from error
    call_command("migrate", interactive=False, verbosity=0)
    _follow_events()
    print("Cơ sở dữ liệu: đúng bản")


def _follow_events() -> None:
    """Tables that follow from events are made from their bodies where a new version left them empty."""
    from django.utils import timezone  # noqa: PLC0415  # after setup

    from namsao.apps.traceability.actions import rebuild  # noqa: PLC0415  # after setup
    from namsao.apps.traceability.models import Event, Mention  # noqa: PLC0415  # after setup
    from namsao.base.access.visitor import INSTALLER  # noqa: PLC0415  # after setup

    if Event.objects.exists() and not Mention.objects.exists():
        rebuild(by=INSTALLER, at=timezone.now())


def load_places() -> None:
    from django.utils import timezone  # noqa: PLC0415  # after setup

    from namsao import packs  # noqa: PLC0415  # after setup
    from namsao.base.access.visitor import INSTALLER  # noqa: PLC0415  # after setup
    from namsao.base.places.actions import load_pack  # noqa: PLC0415  # after setup

    for pack in packs.names("places"):
        province = load_pack(pack=packs.load("places", pack), by=INSTALLER, at=timezone.now())
        print(
            f"Đơn vị hành chính: {province.title}, {province.children.units().filter(valid_to=None).count()} đơn vị"
        )


def first_administrator(*, name: str | None, login: str | None, password: str | None) -> int:
    from django.utils import timezone  # noqa: PLC0415  # after setup

    from namsao.base.access.visitor import INSTALLER  # noqa: PLC0415  # after setup
    from namsao.base.accounts import actions, queries  # noqa: PLC0415  # after setup
    from namsao.core.errors import Refused  # noqa: PLC0415  # after setup

    if queries.has_administrator():
        print("Quản trị viên: đã có")
        return 0
    if not sys.stdin.isatty() and not (name and login and password):
        print("Cần --name, --login và --password-stdin khi không chạy từ bàn phím.", file=sys.stderr)
        return 2
    name = name or input("Họ tên quản trị viên: ")
    login = login or input("Thư điện tử hoặc số điện thoại: ")
    password = password if password is not None else getpass.getpass("Mật khẩu (từ 15 ký tự): ")
    try:
        user = actions.open_administrator(
            name=name, login=login, password=password, by=INSTALLER, at=timezone.now()
        )
    except Refused as refused:
        print(f"namsao: {refused.sentence}", file=sys.stderr)
        return 2
    print(
        f"Quản trị viên: {user.name}. Chạy `namsao serve` rồi đăng nhập ở {settings.SITE_URL}/account/login/"
    )
    return 0
