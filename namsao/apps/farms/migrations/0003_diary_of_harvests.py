from uuid import uuid4

from django.db import migrations

AT_ONCE = 500


def fill(apps, schema_editor):
    """A line in the diary for every harvest recorded before there was one."""
    lots = apps.get_model("farms", "HarvestLot").objects.filter(entry=None).order_by("pk")
    entries = apps.get_model("farms", "DiaryEntry").objects
    entries.bulk_create(
        (
            entries.model(
                season_id=lot.season_id,
                verb="harvest",
                done_on=lot.harvested_on,
                harvest=lot,
                note=lot.note,
                client_id=uuid4(),
                made_at=lot.made_at,
                voided_at=lot.voided_at,
                void_why=lot.void_why,
            )
            for lot in lots.iterator(AT_ONCE)
        ),
        batch_size=AT_ONCE,
    )


class Migration(migrations.Migration):
    dependencies = [("farms", "0002_diary")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
