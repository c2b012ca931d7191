"""Wrong input, form by form: what is typed, and the sentence that must stand beside each field."""

from pathlib import Path

from tests.browser.wrong import batches, farms, papers, people, products
from tests.browser.wrong.tries import HARVEST, REQUIRED, TODAY, Wrong

__all__ = ["HARVEST", "REQUIRED", "TODAY", "Wrong", "cases"]


def cases() -> list[Wrong]:
    """All tries."""
    return [
        *farms.harvest(),
        *farms.area(),
        *products.product(),
        *products.product_page(no_photo=Path(__file__)),
        *batches.batch_of_wrong_weights(),
        *batches.batch_of_wrong_days(),
        *batches.step(),
        *papers.evidence(),
        *papers.labels(),
        *people.parties(),
        *people.people(),
    ]
