"""`namsao key`: keys of other systems from the command line."""

import argparse
import sys
from typing import Any


def add_key_commands(commands: Any) -> None:
    """key create, key list, key revoke."""
    key = commands.add_parser("key", help="khoá API của hệ thống khác / keys of other systems")
    key_commands = key.add_subparsers(required=True, metavar="việc")

    create = key_commands.add_parser("create", help="tạo khoá, in ra một lần / make one, printed once")
    create.add_argument("--name", required=True, help="tên để nhận ra hệ thống dùng khoá")
    create.add_argument(
        "--scope",
        action="append",
        required=True,
        metavar="SCOPE",
        help="epcis.capture, epcis.query; ghi nhiều lần được / may be repeated",
    )
    create.add_argument(
        "--party", type=int, metavar="ID", help="thay mặt chủ thể số ID; không ghi: chương trình"
    )
    create.set_defaults(run=run_create)

    shown = key_commands.add_parser("list", help="các khoá chưa thu hồi")
    shown.set_defaults(run=run_list)

    revoke = key_commands.add_parser("revoke", help="thu hồi khoá theo các ký tự đầu")
    revoke.add_argument("prefix", metavar="PREFIX", help="8 ký tự đầu của khoá")
    revoke.set_defaults(run=run_revoke)


def run_create(options: argparse.Namespace) -> int:
    """The secret alone on the standard output, so that a script can take it."""
    _start_django()
    from django.utils import timezone  # noqa: PLC0415  # after setup

    from namsao.base.access.visitor import INSTALLER  # noqa: PLC0415  # after setup
    from namsao.base.accounts.actions import make_key  # noqa: PLC0415  # after setup
    from namsao.base.parties.models import Party  # noqa: PLC0415  # after setup
    from namsao.core.errors import Refused  # noqa: PLC0415  # after setup

    party = Party.objects.filter(pk=options.party).first() if options.party is not None else None
    if options.party is not None and party is None:
        return _refuse(f"không có chủ thể số {options.party} / no party with the id {options.party}")
    try:
        _key, secret = make_key(
            name=options.name, scopes=options.scope, party=party, by=INSTALLER, at=timezone.now()
        )
    except Refused as refused:
        return _refuse(f"{refused.sentence} / {refused.sentence_en}")
    print(secret)
    return 0


def run_list(options: argparse.Namespace) -> int:  # noqa: ARG001  # every command takes options
    """One key a line: first characters, scopes, who it acts for, last use, name; parted by tabs."""
    _start_django()
    from namsao.base.accounts.queries import keys_named  # noqa: PLC0415  # after setup

    for key in keys_named("").select_related("party"):
        whose = f"{key.party_id}: {key.party}" if key.party else "chương trình"
        used = key.last_used_on.isoformat() if key.last_used_on else "-"
        print(key.prefix, ",".join(key.scopes), whose, used, key.name, sep="\t")
    return 0


def run_revoke(options: argparse.Namespace) -> int:
    _start_django()
    from django.utils import timezone  # noqa: PLC0415  # after setup

    from namsao.base.access.visitor import INSTALLER  # noqa: PLC0415  # after setup
    from namsao.base.accounts.actions import revoke_key  # noqa: PLC0415  # after setup
    from namsao.base.accounts.queries import keys_named  # noqa: PLC0415  # after setup

    found = list(keys_named(options.prefix)) if options.prefix else []
    if len(found) != 1:
        return _refuse(
            f"có {len(found)} khoá bắt đầu bằng {options.prefix!r}, cần đúng một"
            f" / {len(found)} keys begin with {options.prefix!r}, need exactly one"
        )
    revoke_key(key=found[0], why="namsao key revoke", by=INSTALLER, at=timezone.now())
    print(f"Đã thu hồi: {found[0]}")
    return 0


def _start_django() -> None:
    import django  # noqa: PLC0415  # Django loads after the options are settings

    django.setup()


def _refuse(sentence: str) -> int:
    print(f"namsao: {sentence}", file=sys.stderr)
    return 2
