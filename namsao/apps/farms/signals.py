"""News of the field."""

from namsao.base.jobs.news import News

# payload: area (id)
area_changed = News("area_changed")
