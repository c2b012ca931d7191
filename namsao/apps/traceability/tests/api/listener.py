"""A subscriber on this machine: it keeps what it is told, and answers as it is bidden."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Listener:
    """heard: (headers, body) of each call. statuses: to answer with, the last one again and again."""

    url: str = ""
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=lambda: [200])
    location: str = ""

    def documents(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _headers, body in self.heard]

    def numbers(self) -> list[list[int]]:
        """Of each call, the numbers of its events (`build.an_event`)."""
        lists = (each["epcisBody"]["queryResults"]["resultsBody"]["eventList"] for each in self.documents())
        return [[int(event["eventID"][-12:]) for event in events] for events in lists]


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append((dict(self.headers), body))
            statuses = listener.statuses
            status = statuses.pop(0) if len(statuses) > 1 else statuses[0]
            self.send_response(status)
            if listener.location:
                self.send_header("Location", listener.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """A test's output is quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    listener.url = f"http://127.0.0.1:{server.server_port}/told?a=b"
    try:
        yield listener
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
