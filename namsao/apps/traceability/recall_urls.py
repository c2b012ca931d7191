"""Addresses of recalls in the workbench, below /trace/recalls/."""

from django.urls import path

from namsao.apps.traceability.views import recall, recall_end, recall_returns, recall_scope

urlpatterns = [
    path("", recall.recalls, name="recalls"),
    path("new/", recall.new, name="new_recall"),
    path("<int:pk>/", recall.recall, name="recall"),
    path("<int:pk>/report.pdf", recall.report, name="recall_report"),
    path("<int:pk>/holders.csv", recall.holders_csv, name="recall_holders"),
    path("<int:pk>/out/", recall_scope.take_out, name="recall_take_out"),
    path("<int:pk>/back/", recall_scope.put_back, name="recall_put_back"),
    path("<int:pk>/add/", recall_scope.add, name="recall_add"),
    path("<int:pk>/propose/", recall_end.propose, name="recall_propose"),
    path("<int:pk>/launch/", recall_end.launch, name="recall_launch"),
    path("<int:pk>/drop/", recall_end.drop, name="recall_drop"),
    path("<int:pk>/close/", recall_end.close, name="recall_close"),
    path("stock/<int:pk>/", recall_returns.record, name="recall_record"),
    path("returns/<int:pk>/void/", recall_returns.void, name="recall_void"),
    path("returns/<int:pk>/paper/", recall_returns.paper, name="recall_paper"),
]
