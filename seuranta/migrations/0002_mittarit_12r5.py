from django.db import migrations

from seuranta.mittarit import lataa


def lataa_mittarit(apps, schema_editor):
    lataa(apps.get_model("seuranta", "Mittari"))


class Migration(migrations.Migration):
    dependencies = [("seuranta", "0001_seuranta")]

    operations = [migrations.RunPython(lataa_mittarit, migrations.RunPython.noop)]
