"""News of the evidence library."""

from namsao.base.jobs.news import News

# payload: party (id), product (id or null), batch (id or null)
certificate_changed = News("certificate_changed")

# payload: document (id), days (before its last day: 90, 60, 30, 7 or 0, the step that was reached)
document_expiring = News("document_expiring")
