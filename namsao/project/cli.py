"""The `namsao` command.

Commands load Django only after their options are known, because the options become settings.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from namsao import __version__
from namsao.project.epcis import add_epcis_commands
from namsao.project.keys import add_key_commands
from namsao.project.trace import add_trace_commands


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "namsao.project.settings")
    options = parser().parse_args(arguments)
    from namsao.project.environment import BadSetting  # noqa: PLC0415  # keep start-up light

    try:
        return options.run(options)
    except BadSetting as error:
        print(f"namsao: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="namsao", description="Phần mềm chạy chương trình OCOP. / Runs an OCOP programme."
    )
    top.add_argument("--version", action="version", version=f"namsao {__version__}")
    commands = top.add_subparsers(required=True, metavar="lệnh")
    add_servers(commands)
    add_upkeep(commands)
    add_questions(commands)
    add_epcis_commands(commands)
    add_key_commands(commands)
    add_trace_commands(commands)
    return top


def add_servers(commands: Any) -> None:
    """demo, serve, resolver, worker."""
    demo = commands.add_parser(
        "demo", help="dựng tỉnh minh hoạ rồi chạy / build the illustrative province, serve"
    )
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--data", type=Path, default=Path("var"), help="thư mục dữ liệu (mặc định ./var)")
    demo.add_argument("--fresh", action="store_true", help="xoá dữ liệu minh hoạ cũ và dựng lại")
    demo.add_argument("--lan", action="store_true", help="cho điện thoại cùng mạng quét mã")
    demo.set_defaults(run=run_demo)

    serve = commands.add_parser("serve", help="chạy cổng làm việc, cửa quét mã và việc nền")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=1, help="số tiến trình web")
    serve.set_defaults(run=run_serve)

    resolver = commands.add_parser("resolver", help="chỉ chạy cửa quét mã / the public door alone")
    resolver.add_argument("--port", type=int, default=8001)
    resolver.add_argument("--host", default="127.0.0.1")
    resolver.add_argument("--workers", type=int, default=1)
    resolver.set_defaults(run=run_resolver)

    worker = commands.add_parser("worker", help="chỉ chạy việc nền: giao tin, lịch, chuyển lượt quét")
    worker.set_defaults(run=run_worker)


def add_upkeep(commands: Any) -> None:
    """init, migrate, doctor."""
    init = commands.add_parser(
        "init", help="cài đặt lần đầu: bí mật, cơ sở dữ liệu, 54 đơn vị, quản trị viên"
    )
    init.add_argument("--name", help="họ tên quản trị viên")
    init.add_argument("--login", help="thư điện tử hoặc số điện thoại của quản trị viên")
    init.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn")
    init.set_defaults(run=run_init)

    migrate = commands.add_parser("migrate", help="đưa cơ sở dữ liệu lên bản mới")
    migrate.set_defaults(run=run_migrate)

    doctor = commands.add_parser("doctor", help="máy này còn thiếu gì, phải làm gì")
    doctor.set_defaults(run=run_doctor)


def add_questions(commands: Any) -> None:
    """gs1 parse, rating tally, rating path: answers on standard output, without Django."""
    gs1 = commands.add_parser("gs1", help="đọc mã GS1").add_subparsers(required=True, metavar="việc")
    parse = gs1.add_parser("parse", help="Digital Link, chuỗi phần tử, EPC URN hoặc mã trần → JSON")
    parse.add_argument("text")
    parse.set_defaults(run=run_gs1_parse)

    rating = commands.add_parser("rating", help="tính điểm và sao từ phiếu chấm / points and stars of sheets")
    rating_commands = rating.add_subparsers(required=True, metavar="việc")
    tally = rating_commands.add_parser("tally", help="phiếu chấm (JSON) → điểm, sao, điều kiện chưa đạt")
    tally.add_argument("file", metavar="FILE", help="tệp JSON; - là đầu vào chuẩn")
    tally.set_defaults(run=run_rating_tally)
    path = rating_commands.add_parser("path", help="phiếu chấm (JSON) → các bước rẻ nhất lên số sao muốn đạt")
    path.add_argument("file", metavar="FILE", help="tệp JSON; - là đầu vào chuẩn")
    path.add_argument("--stars", type=int, choices=range(1, 6), required=True, help="số sao muốn đạt")
    path.set_defaults(run=run_rating_path)


def run_demo(options: argparse.Namespace) -> int:
    from namsao.project.demo import launch  # noqa: PLC0415  # Django loads after the options are settings

    return launch.launch(port=options.port, data=options.data, fresh=options.fresh, lan=options.lan)


def run_serve(options: argparse.Namespace) -> int:
    os.environ.setdefault("NAMSAO_SITE_URL", f"http://localhost:{options.port}")
    from namsao.project import serve  # noqa: PLC0415  # Django loads after the options are settings

    return serve.serve(host=options.host, port=options.port, workers=options.workers)


def run_resolver(options: argparse.Namespace) -> int:
    os.environ.setdefault("NAMSAO_RESOLVER_URL", f"http://localhost:{options.port}")
    from namsao.project import serve  # noqa: PLC0415  # as above

    return serve.resolver(host=options.host, port=options.port, workers=options.workers)


def run_worker(options: argparse.Namespace) -> int:  # noqa: ARG001  # every command takes options
    from namsao.project import serve  # noqa: PLC0415  # as above

    return serve.work()


def run_init(options: argparse.Namespace) -> int:
    from namsao.project import setup  # noqa: PLC0415  # as above

    password = sys.stdin.readline().rstrip("\n") if options.password_stdin else None
    return setup.init(name=options.name, login=options.login, password=password)


def run_migrate(options: argparse.Namespace) -> int:  # noqa: ARG001  # every command takes options
    from namsao.project import setup  # noqa: PLC0415  # as above

    setup.migrate()
    return 0


def run_doctor(options: argparse.Namespace) -> int:  # noqa: ARG001  # every command takes options
    from namsao.project import doctor  # noqa: PLC0415  # as above

    return doctor.report()


def run_gs1_parse(options: argparse.Namespace) -> int:
    from namsao.core.gs1 import describe  # noqa: PLC0415  # this command needs no Django
    from namsao.core.gs1.errors import Invalid  # noqa: PLC0415  # as above

    try:
        found = describe(options.text, [prefix for prefix in [os.environ.get("NAMSAO_GS1_PREFIX")] if prefix])
    except Invalid as error:
        print(f"{error.what}\n{error.what_vi}", file=sys.stderr)
        return 1
    print(json.dumps(found, ensure_ascii=False))
    return 0


def run_rating_tally(options: argparse.Namespace) -> int:
    from namsao.project import rating  # noqa: PLC0415  # this command needs no Django

    return rating.run_tally(options)


def run_rating_path(options: argparse.Namespace) -> int:
    from namsao.project import rating  # noqa: PLC0415  # as above

    return rating.run_path(options)
