from django.db import models
from django.db.models import Q

from namsao.base.parties.models import Party


class GivenGln(models.Model):
    """A GLN given out here, and to whom: most parties share the programme's prefix, which does not tell.

    names_party: it names the party itself (PGLN), not one of its places.
    """

    gln = models.CharField(primary_key=True, max_length=13)
    party = models.ForeignKey(Party, models.PROTECT, related_name="glns", verbose_name="chủ thể")
    names_party = models.BooleanField("mã của chính chủ thể", default=False)

    class Meta:
        verbose_name = "GLN đã cấp"
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(names_party=True), name="given_gln_one_names_party"
            )
        ]

    def __str__(self) -> str:
        return self.gln
