"""bin/bench NAME: measure what must hold, as ratios inside one run. The last line is a JSON list of rows."""

import importlib
import json
import pkgutil
import sys
from pathlib import Path


def names() -> list[str]:
    here = Path(__file__).parent
    return sorted(
        m.name
        for m in pkgutil.iter_modules([str(here)])
        if m.name in {"resolver", "labels", "rating", "council", "epcis"}
    )


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in names():
        print(f"usage: bin/bench NAME, where NAME is one of {', '.join(names())}", file=sys.stderr)
        return 2
    rows = importlib.import_module(f"tests.bench.{arguments[0]}").run()
    print(json.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
