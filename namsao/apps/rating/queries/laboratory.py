"""Laboratory reports that may answer a request."""

from namsao.apps.evidence.models import Document, DocumentQuerySet
from namsao.apps.rating.models import TestRequest

KIND = "test-report"


def reports_for(test: TestRequest) -> DocumentQuerySet:
    """Current test reports of the product that those who asked can read, the newest first."""
    product = test.dossier.product
    found = Document.objects.current().for_product(product).filter(kind=KIND)
    return found.exclude(visibility=Document.Visibility.RESTRICTED).order_by("-valid_from", "-id")
