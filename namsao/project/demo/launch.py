"""`namsao demo`: a data folder of its own, the province in it, and the server."""

import os
import socket
import sys
from pathlib import Path

from namsao.project import serve
from namsao.project.demo.folder import Folder, Unusable

PREFIX = "952110"  # under GS1's example prefix 952: never a real company's


def launch(*, port: int, data: Path, fresh: bool, lan: bool) -> int:
    """Build when there is nothing yet (or `fresh`), then serve until told to stop."""
    host = "0.0.0.0" if lan else "127.0.0.1"  # noqa: S104  # --lan asks for it
    # Before the build: nobody wants to hear of it afterwards.
    if serve.refuse(serve.port_refusals(host, port)):
        return 2
    folder = Folder(data.resolve())
    try:
        folder.prepare(fresh=fresh)
    except Unusable as error:
        print(f"namsao: {error}", file=sys.stderr)
        return 2
    settle_environment(folder.path, port, lan=lan)
    cards = fill(folder)
    print(cards, flush=True)
    return serve.serve(
        host=host, port=port, workers=1, ready=lambda: print(f"\nready http://localhost:{port}", flush=True)
    )


def settle_environment(data: Path, port: int, *, lan: bool) -> None:
    """The demo's settings, before anything reads them."""
    host = address_on_the_network() if lan else "localhost"
    root = f"http://{host}:{port}"
    os.environ["NAMSAO_DATA"] = str(data)
    # What the shell names may be somebody's real database; the demo has its own in its folder.
    os.environ.pop("NAMSAO_DATABASE_URL", None)
    os.environ["NAMSAO_DEMO"] = "1"
    os.environ["NAMSAO_GS1_PREFIX"] = PREFIX
    os.environ.setdefault("NAMSAO_SITE_URL", root)
    os.environ.setdefault("NAMSAO_RESOLVER_URL", root)


def address_on_the_network() -> str:
    """This machine's address as a phone on the same network sees it. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET-1: only asks which way it would go
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def fill(folder: Folder) -> str:
    """Build or renew what is in the folder. Returns the cards as text."""
    is_new = not folder.is_built
    if is_new:
        from namsao.project import secrets  # noqa: PLC0415  # before the settings, which read them

        print(f"Dựng tỉnh minh hoạ trong {folder.path} …", file=sys.stderr)
        folder.begin()
        secrets.make(folder.path)
    import django  # noqa: PLC0415  # settings are known now

    django.setup()
    from namsao.project import setup  # noqa: PLC0415  # apps are loaded now
    from namsao.project.demo import build, cards  # noqa: PLC0415  # as above

    setup.migrate()
    root = Root(folder.path)
    if is_new:
        build.build(folder.path)
        folder.finish()
    elif root.has_moved:
        build.publish_again()
    root.note()
    return cards.show(cards.refresh(folder.path))


class Root:
    """Under which addresses the pages of the folder were published."""

    def __init__(self, data: Path) -> None:
        from django.conf import settings  # noqa: PLC0415  # settings are known now

        self.file = data / "published-root"
        self.now = f"{settings.SITE_URL} {settings.RESOLVER_URL}"

    @property
    def has_moved(self) -> bool:
        return not self.file.exists() or self.file.read_text() != self.now

    def note(self) -> None:
        self.file.write_text(self.now)
