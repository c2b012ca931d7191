import json

from django.db import migrations

from namsao.core.epcis.hashing import declared, event_hash


def split_bodies(apps, schema_editor):
    """Bodies held their own context; from now on events of one context share it. The hash is worked out."""
    Event = apps.get_model("traceability", "Event")
    Context = apps.get_model("traceability", "Context")
    for event in Event.objects.filter(hash="").iterator():
        body = json.loads(event.body)
        context = body.pop("@context", [])
        text = json.dumps(context, ensure_ascii=False, separators=(",", ":"))
        event.context = Context.objects.get_or_create(text=text)[0]
        said = event_hash(body, declared(context))
        event.hash = said.removeprefix("ni:///sha-256;").partition("?")[0]
        event.body = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        event.save(update_fields=["context", "hash", "body"])


class Migration(migrations.Migration):
    dependencies = [("traceability", "0003_repository")]

    operations = [migrations.RunPython(split_bodies, migrations.RunPython.noop)]
