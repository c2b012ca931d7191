"""Every address of the portal. The door answers its own (codes) before these are asked."""

from django.urls import include, path

from namsao.project import front, health, search

urlpatterns = [
    path("", front.front, name="front"),
    path("home/", front.home, name="home"),
    path("search/", search.search, name="search"),
    path("-/health", health.health, name="health"),
    path("favicon.ico", front.favicon, name="favicon"),
    path("account/", include("namsao.base.accounts.sign_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("design/", include("namsao.base.ui.urls")),
    path("places/", include("namsao.base.places.urls")),
    path("parties/", include("namsao.base.parties.urls")),
    path("people/", include("namsao.base.accounts.urls")),
    path("audit/", include("namsao.base.audit.urls")),
    path("work/", include("namsao.base.work.urls")),
    path("trace/", include("namsao.apps.traceability.urls")),
    path("epcis/", include("namsao.apps.traceability.api.urls")),
    path("farms/", include("namsao.apps.farms.urls")),
    path("products/", include("namsao.apps.products.urls")),
    path("evidence/", include("namsao.apps.evidence.urls")),
    path("labels/", include("namsao.apps.labels.urls")),
    path("rating/", include("namsao.apps.rating.urls")),
    path("", include("namsao.apps.rating.urls.public")),
    path("", include("namsao.apps.traceability.recall_public_urls")),
    path("scans/", include("namsao.apps.scans.urls")),
]
