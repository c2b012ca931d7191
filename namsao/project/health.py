"""Whether this process can do its work."""

from django.db import connection
from django.http import HttpRequest, JsonResponse

from namsao import __version__
from namsao.base.access.gate import public


@public
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # a view takes a request
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001  # whatever stands between us and the database
        return JsonResponse({"status": "down", "database": "down"}, status=503)
    return JsonResponse({"status": "up", "database": connection.vendor, "version": __version__})
