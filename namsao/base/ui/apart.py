"""Our own programs run apart: their memory ends with them, and a file that breaks one breaks nothing else."""

import subprocess
import sys
from contextlib import suppress

try:
    import resource
except ImportError:  # not a Unix
    resource = None  # type: ignore[assignment]  # limits are then left to the system

MB = 1 << 20


class Broken(Exception):
    """The program failed, was killed, or took too long; the message is what it said last."""


def run(program: str, order: bytes, *, seconds: int, memory_mb: int) -> bytes:
    """What the Python file `program` writes to its standard output for `order` on its standard input.

    program: a file of ours that imports nothing of the house. memory_mb: address space, where the system
    can limit it. Raises: Broken.
    """
    child = subprocess.Popen(  # noqa: S603  # our own file, nothing of it given by people
        [sys.executable, "-I", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with child:
        # It waits for its order, so the limit is there before it does anything.
        _limit(child.pid, memory_mb * MB)
        try:
            answer, said = child.communicate(order, timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            raise Broken(f"{program} took over {seconds} s") from None
    if child.returncode:
        raise Broken(f"{program} ended with {child.returncode}: {said.decode(errors='replace')[-2000:]}")
    return answer


def _limit(pid: int, address_space: int) -> None:
    if resource is not None and hasattr(resource, "prlimit"):
        with suppress(ProcessLookupError):  # it is dead already, and says so itself
            resource.prlimit(pid, resource.RLIMIT_AS, (address_space, address_space))
