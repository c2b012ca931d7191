from django.db import models

from namsao.base.parties.models import Party


class Epc(models.Model):
    """One identifier that events mention, in canonical form; the dictionary of the repository.

    key: the GS1 application identifier of its key ("01", "00", "414" …), "" for an identifier of others.
    lot: the class GTIN + lot it belongs to; a lot itself has none. gtin: the class of its GTIN.
    So serial → lot → GTIN are joins on integers. Rows are only added; on a cluster this is a reference table.
    """

    uri = models.CharField("mã", max_length=512, unique=True)
    key = models.CharField("loại mã", max_length=4, blank=True)
    lot = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="items", verbose_name="lô", db_index=True
    )
    gtin = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="of_gtin", verbose_name="GTIN", db_index=True
    )

    class Meta:
        verbose_name = "mã"

    def __str__(self) -> str:
        return self.uri


class Custody(models.Model):
    """Through whose hands an identifier has passed: its events are for them to see."""

    pk = models.CompositePrimaryKey("epc_id", "party_id")
    epc = models.ForeignKey(Epc, models.PROTECT, related_name="custodies")
    party = models.ForeignKey(Party, models.PROTECT, related_name="custodies")

    class Meta:
        verbose_name = "đã qua tay"

    def __str__(self) -> str:
        return f"{self.epc_id} → {self.party_id}"
