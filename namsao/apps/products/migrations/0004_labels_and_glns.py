"""What was given out before it was counted: labels of batches, and whose the GLNs of places are."""

from django.db import migrations
from django.db.models import F, Max

AT_ONCE = 500


def count_labels(apps, schema_editor):
    runs = apps.get_model("labels", "LabelRun").objects
    batches = apps.get_model("products", "Batch").objects
    for batch, labels in runs.values_list("batch").annotate(labels=Max(F("first_counter") + F("count"))).order_by():
        batches.filter(pk=batch).update(labels=labels)


def note_glns(apps, schema_editor):
    given = apps.get_model("keys", "GivenGln")
    for place in (apps.get_model("products", "Facility"), apps.get_model("farms", "GrowingArea")):
        rows = place.objects.values_list("gln", "party_id")
        given.objects.bulk_create(
            (given(gln=gln, party_id=party) for gln, party in rows.iterator()),
            batch_size=AT_ONCE,
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("products", "0003_packing"),
        ("labels", "0001_initial"),
        ("farms", "0003_diary_of_harvests"),
        ("keys", "0002_sscc"),
    ]

    operations = [
        migrations.RunPython(count_labels, migrations.RunPython.noop),
        migrations.RunPython(note_glns, migrations.RunPython.noop),
    ]
