"""News of the label printer."""

from namsao.base.jobs.news import News

# payload: batch (id)
labels_issued = News("labels_issued")
