"""What a browser complains about while a test looks elsewhere: errors, refusals, strangers' addresses."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation",
  e => console.error(`CSP ${e.violatedDirective} blocked ${e.blockedURI}`));
"""


class Troubles:
    """Everything that went wrong in a browser context, one sentence each.

    A test that provokes trouble names it with `expect`; what was expected and did not come is trouble too.
    """

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.found: list[str] = []
        self.expected: list[str] = []
        self._host = urlsplit(root).netloc
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("page", self._watch)
        context.on("request", self._ask)
        context.on("requestfailed", self._fail)
        context.on("response", self._answer)

    def expect(self, *patterns: str) -> None:
        """Regular expressions of troubles this test means to cause."""
        self.expected += patterns

    def unexpected(self) -> list[str]:
        missing = [
            f"expected, but did not happen: {pattern}"
            for pattern in self.expected
            if not any(re.search(pattern, each) for each in self.found)
        ]
        return missing + [
            each for each in self.found if not any(re.search(pattern, each) for pattern in self.expected)
        ]

    def _watch(self, page: Page) -> None:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.found.append(f"script failed: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        # Chromium repeats every bad answer here; `_answer` has it with its address.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.found.append(f"console at {message.location['url']}: {message.text}")

    def _ask(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != self._host:
            self.found.append(f"asked elsewhere: {request.url}")

    def _fail(self, request: Request) -> None:
        # Aborted by us: a download takes the answer away from the page, and we leave pages half loaded.
        if request.failure != "net::ERR_ABORTED":
            self.found.append(f"no answer from {request.url}: {request.failure}")

    def _answer(self, response: Response) -> None:
        if response.status >= 400:
            self.found.append(f"{response.status} from {response.url}")
