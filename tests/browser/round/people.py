"""Opens the accounts of a round in a running demo, and what its legs start from: `… round.people DATA`.

Prints JSON: cards (part -> name, login, password) and products (leg -> pk, name, gtin).
"""

import json
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from namsao.project.demo.launch import settle_environment


def main(data: Path) -> None:
    root = (data / "published-root").read_text().split()[0]
    settle_environment(data, urlsplit(root).port or 80, lan=False)
    os.environ["DJANGO_SETTINGS_MODULE"] = "namsao.project.settings"
    import django  # its settings are known now

    django.setup()
    from tests.browser.round.casting import everybody  # apps are loaded now

    json.dump(everybody(), sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
