"""The door first, then Django: one server for both in the default set-up (decision 0004)."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "namsao.project.settings")

from django.core.wsgi import get_wsgi_application  # settings are named first

from namsao.resolver.app import before, from_environment  # as above

application = before(from_environment(), get_wsgi_application())
