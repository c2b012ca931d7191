"""A PostgreSQL of its own for a test run: made in a temporary folder, thrown away after."""

import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType


class MissingTool(Exception):
    """Something that must be installed first; the message says how."""


def programs() -> Path:
    """The folder of initdb and postgres, newest version first. Raises: MissingTool."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]), reverse=True
    )
    on_path = shutil.which("initdb")
    if found:
        return found[0].parent
    if on_path:
        return Path(on_path).parent
    raise MissingTool("PostgreSQL is missing; on Debian: apt-get install postgresql")


class Cluster:
    """`with Cluster() as url:` gives a postgresql:// address of an empty server on a free local port."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="namsao-pg-"))
        self.bin = programs()
        # PostgreSQL refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def __enter__(self) -> str:
        if os.geteuid() == 0:
            owner = pwd.getpwnam(self.user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        cluster = str(self.folder / "data")
        self._run(
            "initdb", "-D", cluster, "-U", "namsao", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-k"
        )
        options = f"-p {self.port} -k {self.folder} -h 127.0.0.1 -c max_connections=60 -c fsync=off"
        self._run("pg_ctl", "-D", cluster, "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return f"postgresql://namsao@127.0.0.1:{self.port}/postgres"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)  # our own
