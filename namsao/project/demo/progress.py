"""A progress bar on the terminal."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 24


class Progress:
    """Steps with weights; each finished step moves the bar. Writes lines instead when not on a terminal."""

    def __init__(self, weights: dict[str, int], out: TextIO = sys.stderr) -> None:
        self.total = sum(weights.values())
        self.weights = weights
        self.done = 0
        self.out = out
        self.began = time.monotonic()

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        self._draw(title)
        yield
        self.done += self.weights[title]
        self._draw(title)

    def within(self, title: str, part: float) -> None:
        """Show how far a long step is. part: 0 to 1."""
        self._draw(title, self.weights[title] * part)

    def _draw(self, title: str, more: float = 0.0) -> None:
        share = min((self.done + more) / self.total, 1.0)
        filled = round(share * WIDTH)
        bar = "█" * filled + "░" * (WIDTH - filled)
        line = f"[{bar}] {share:4.0%}  {title}"
        if self.out.isatty():
            self.out.write(f"\r{line:<78}" + ("\n" if share == 1.0 else ""))
        elif not more:
            self.out.write(f"{line}\n")
        self.out.flush()
