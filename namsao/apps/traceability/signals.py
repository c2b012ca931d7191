"""News of the repository."""

from namsao.base.jobs.news import News

# payload: recall (id), verb: propose, launch, drop, close. A drill sends none.
recall_moved = News("recall_moved")
