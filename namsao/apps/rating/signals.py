"""News of ratings. Payloads hold ids; whoever hears reads what is true now."""

from namsao.base.jobs.news import News

# dossier: id. verb: one of `flow.MOVES`.
dossier_moved = News("dossier_moved")
# sitting, user: ids. A member handed in a sheet, declared conflicts or stood back.
member_scored = News("member_scored")
# certificate, product: ids. A certificate was granted, extended, revoked, replaced, annulled or ran out.
certificate_standing_changed = News("certificate_standing_changed")
# product, delisting: ids. Whatever lists the product elsewhere takes it down.
product_delisted = News("product_delisted")
# certificate: id. days: which step of the ladder, counted to the last day.
certificate_running_out = News("certificate_running_out")
# revocation: id. A case was opened, submitted, decided or dropped.
revocation_moved = News("revocation_moved")
# inspection: id.
inspection_changed = News("inspection_changed")
