"""What must not be committed: one machine's paths, registries, addresses in locks, others' files, stubs."""

import re
from pathlib import Path

from .tree import Breach, blind, files, text

BINARY = {
    ".gif",
    ".ico",
    ".jpg",
    ".jpeg",
    ".mo",
    ".otf",
    ".pdf",
    ".png",
    ".ttf",
    ".webp",
    ".woff",
    ".woff2",
    ".xlsx",
}
# Written so that this file does not match itself.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home/[a-z_][\w-]*|Users/\w+)/")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|deb\.debian\.org|crates\.io|proxy\.golang\.org"
)
LOCK = re.compile(r"(^|/)(requirements[^/]*\.(?:txt|lock)|[^/]*\.lock|[^/]*lock\.(?:json|toml|yaml))$")
LOCKS_WITH_HOSTS = {"uv.lock", "pylock.toml"}
VENDORED = re.compile(
    r"\.min\.(?:js|css|mjs)$|(^|/)(?:vendor|vendored|node_modules|third_party|bower_components)/"
)
LONGEST_LINE = 1_000
UNFINISHED = re.compile(
    r"\b(?:TO(?:DO)|FIX(?:ME)|NotImplemented(?:Error))\b"
    r"|mark\.(?:skip|xfail)\b(?!.*#)"
    r"|#\s*type:\s*ignore(?:\[[\w, -]*\])?\s*$"
)


def _readable(root: Path) -> list[str]:
    return [path for path in files(root) if Path(path).suffix.lower() not in BINARY]


def unread(root: Path) -> list[Breach]:
    """A tree in which no file was found."""
    return [] if _readable(root) else [blind(".", "file")]


def machine_paths(root: Path) -> list[Breach]:
    """Paths that exist on one machine only."""
    return _lines(
        root, _readable(root), MACHINE_PATH, "a path of one machine", "Use a relative path or reverse()"
    )


def registry_hosts(root: Path) -> list[Breach]:
    """Names of package registries: where packages come from is the operator's choice."""
    paths = [path for path in _readable(root) if not LOCK.search(path)]
    return _lines(root, paths, REGISTRY, "a registry host", "Name the package, not the place it comes from")


def locks(root: Path) -> list[Breach]:
    """Lock files with addresses, and lock formats that always hold some."""
    found = [path for path in files(root) if LOCK.search(path)]
    if (root / "pyproject.toml").is_file() and (root / "namsao").is_dir() and not found:
        return [blind(".", "lock file")]
    remedy = "Make it again with --no-header --no-emit-index-url"
    kinds = [
        Breach(path, "this lock format records hosts", "Keep requirements.lock alone")
        for path in files(root)
        if Path(path).name in LOCKS_WITH_HOSTS
    ]
    return [*kinds, *_lines(root, found, re.compile(r"https?://"), "an address", remedy)]


def not_ours(root: Path) -> list[Breach]:
    """Files of third parties: minified, or in a vendor folder."""
    remedy = "Take it from a package; nothing third-party is committed"
    named = [Breach(path, "a third party's file", remedy) for path in files(root) if VENDORED.search(path)]
    packed = [
        Breach(path, f"a line of more than {LONGEST_LINE} characters: minified", remedy)
        for path in files(root, suffixes=[".js", ".mjs", ".css"])
        if any(len(line) > LONGEST_LINE for line in text(root, path).splitlines())
    ]
    return [*named, *packed]


def unfinished(root: Path) -> list[Breach]:
    """Marks of work left for later, and switched-off checks with no reason on the line."""
    return _lines(
        root, files(root, suffixes=[".py"]), UNFINISHED, "unfinished", "Finish it, or say why on the line"
    )


def _lines(root: Path, paths: list[str], pattern: re.Pattern[str], what: str, remedy: str) -> list[Breach]:
    return [
        Breach(f"{path}:{number}", f"{what}: {found.group()}", remedy)
        for path in paths
        for number, line in enumerate(text(root, path).splitlines(), start=1)
        if (found := pattern.search(line))
    ]
