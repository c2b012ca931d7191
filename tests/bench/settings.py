"""The project's settings with the bench's one view."""

from namsao.project.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
