"""`python -m namsao` is the `namsao` command."""

from namsao.project.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
