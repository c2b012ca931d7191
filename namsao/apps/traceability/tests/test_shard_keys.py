"""Every unique key of what a cluster would spread carries the column it is spread by (decision 0017)."""

from django.db.models import UniqueConstraint

from namsao.apps.traceability.models import Custody, Edge, Event, EventKey, ItemRange, ItemState, Mention

# Model -> its shard key. Edges, the dictionary and contexts are small: they would be reference tables.
SPREAD_BY = {
    Event: "owner_id",
    EventKey: "owner_id",
    Mention: "epc_id",
    ItemState: "epc_id",
    Custody: "epc_id",
    ItemRange: "gtin_id",
}
# Numbers that other tables point at, or nothing does; they take the shard key in when rows are spread.
NUMBERS = {(Event, ("id",)), (ItemRange, ("id",))}


def unique_keys(model):
    """Columns of the primary key and of every unique constraint."""
    yield tuple(field.attname for field in model._meta.pk_fields)
    for each in model._meta.constraints:
        if isinstance(each, UniqueConstraint):
            yield tuple(model._meta.get_field(name).attname for name in each.fields)
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.attname,)


def test_every_unique_key_carries_the_shard_key():
    lacking = {
        (model, key)
        for model, shard_key in SPREAD_BY.items()
        for key in unique_keys(model)
        if shard_key not in key
    }

    assert lacking == NUMBERS


def test_an_edge_is_told_by_its_ends_and_its_event():
    assert list(unique_keys(Edge)) == [("source_id", "target_id", "event_id")]
