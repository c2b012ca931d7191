from django.db import migrations


class Migration(migrations.Migration):
    """Mentions follow from the bodies of events: 0003 makes their table anew, and `namsao migrate` fills it."""

    dependencies = [("traceability", "0001_initial")]

    operations = [migrations.DeleteModel(name="Mention")]
