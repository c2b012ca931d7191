"""News of the evidence library."""

from namsao.base.jobs.news import News

# payload: party (id), product (id or null), batch (id or null)
certificate_changed = News("certificate_changed")
