"""News of the register."""

from namsao.base.jobs.news import News

# payload: product (id)
product_changed = News("product_changed")
# payload: batch (id)
batch_made = News("batch_made")
# payload: batch (id)
batch_changed = News("batch_changed")
