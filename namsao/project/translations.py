"""Compile the .po files beside themselves, where a .mo is missing or older. Needs only Babel.

`python -m namsao.project.translations extract` first brings the .po files in step with the source (messages.py).
"""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from namsao.project import messages

LOCALE = Path(__file__).parent.parent / "locale"


def compile_all(folder: Path = LOCALE) -> list[Path]:
    """Returns the .mo files written."""
    written = []
    for po in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            with po.open("rb") as source:
                catalogue = read_po(source)
            partial = mo.with_suffix(".mo.part")
            with partial.open("wb") as target:
                write_mo(target, catalogue)
            partial.replace(mo)
            written.append(mo)
    return written


def main(arguments: list[str]) -> None:
    """Compile; after `extract`, say which catalogues changed."""
    for po in messages.extract() if arguments == ["extract"] else []:
        print(f"{po.relative_to(messages.PACKAGE.parent)}: brought in step")
    compile_all()


if __name__ == "__main__":
    main(sys.argv[1:])
