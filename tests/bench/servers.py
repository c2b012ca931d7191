"""The three servers of the resolver bench, each one Granian process with the same options.

hello: what the server alone costs. django_view: an ordinary view doing the door's look-up.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")


def hello(environ, start_response):
    """A bare hello-world."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


def django_application():
    """Django with its usual middleware and one ORM view."""
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
