"""Secrets as files under DATA/secrets, made once by `namsao init` or the demo, readable by the owner only."""

import os
import secrets
from pathlib import Path

# name -> bytes of entropy
NAMES = {"django.key": 48, "serials.key": 32, "mfa.key": 32}


def folder(data: Path) -> Path:
    return data / "secrets"


def make(data: Path) -> list[str]:
    """Write the missing secret files (mode 0600). Returns the names made; existing ones are kept."""
    folder(data).mkdir(parents=True, exist_ok=True, mode=0o700)
    made = []
    for name, size in NAMES.items():
        path = folder(data) / name
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(size))
            made.append(name)
    return made


def missing(data: Path) -> list[str]:
    return [name for name in NAMES if not (folder(data) / name).exists()]


def read(data: Path, name: str) -> bytes:
    """The secret's bytes; a throw-away one when the file is not there yet.

    Only commands that serve nobody run without the files: `namsao serve` refuses to.
    """
    path = folder(data) / name
    return path.read_bytes() if path.exists() else secrets.token_bytes(NAMES[name])
