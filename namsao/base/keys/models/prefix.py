from django.db import models
from django.db.models import Expression, F, Value
from django.db.models.functions import Length, Replace
from django.db.models.lookups import Exact, GreaterThanOrEqual

from namsao.base.parties.models import Party

SHORTEST_PREFIX = 4  # Source: GS1 General Specifications, company prefix of 4 to 12 digits


def without_digits(field: str) -> Expression | F:
    """What is left of a text when its digits are taken out.

    No regular expression: on SQLite only Django's own connections know REGEXP, a backup tool does not.
    """
    left: Expression | F = F(field)
    for digit in "0123456789":
        left = Replace(left, Value(digit), Value(""))
    return left


class CompanyPrefix(models.Model):
    """A GS1 company prefix, licensed to a party, or to the programme when `party` is empty."""

    digits = models.CharField("mã doanh nghiệp GS1", max_length=12, unique=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="prefixes")
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "mã doanh nghiệp GS1"
        constraints = [
            models.UniqueConstraint(fields=["party"], name="prefix_one_for_each_party"),
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length("digits"), SHORTEST_PREFIX), name="prefix_long_enough"
            ),
            models.CheckConstraint(
                condition=Exact(without_digits("digits"), Value("")), name="prefix_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.digits


class Counter(models.Model):
    """The next free reference of a kind of key under a prefix."""

    class Kind(models.TextChoices):
        GTIN = "gtin", "GTIN"
        GLN = "gln", "GLN"
        SSCC = "sscc", "SSCC"

    prefix = models.ForeignKey(CompanyPrefix, models.PROTECT, related_name="counters")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    next_reference = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "bộ đếm mã"
        constraints = [models.UniqueConstraint(fields=["prefix", "kind"], name="counter_once")]

    def __str__(self) -> str:
        return f"{self.prefix} {self.kind}: {self.next_reference}"
