from django.db import models

from namsao.base.parties.models import Party


class StoredQuery(models.Model):
    """A query with a name, so that it can be asked again by it and subscribed to.

    A name is the owner's own: two parties may each have a query of that name. body: the "query" object as it
    came in; context: the JSON-LD context in which its prefixes are to be read, [] when it gave none.
    Source: EPCIS 2.0, section 12.6.
    """

    owner = models.ForeignKey(Party, models.PROTECT, related_name="stored_queries", verbose_name="chủ thể")
    name = models.CharField("tên", max_length=200)
    body = models.JSONField("câu hỏi")
    context = models.JSONField("ngữ cảnh", default=list)
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "câu hỏi đặt tên"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="stored_query_once")]

    def __str__(self) -> str:
        return self.name
