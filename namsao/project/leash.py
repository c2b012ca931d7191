"""A command that ends with its parent, so that a killed supervisor leaves no server behind.

Usage: python -m namsao.project.leash PARENT COMMAND …
"""

import ctypes
import os
import signal
import sys
from collections.abc import Sequence

# Source: prctl(2).
PR_SET_PDEATHSIG = 1


def tied(command: Sequence[str]) -> list[str]:
    """The command line that runs `command` as long as this process lives.

    Note: the system watches the thread that starts it, so that thread has to outlive the command.
    """
    return [sys.executable, "-m", "namsao.project.leash", str(os.getpid()), *command]


def main(parent: str, *command: str) -> None:
    """Become the command. Elsewhere than on Linux it is not tied to anything."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(parent):
            return  # it died before we could ask
    os.execv(command[0], command)  # noqa: S606  # the supervisor's own


if __name__ == "__main__":
    main(*sys.argv[1:])
