from datetime import timedelta

from django.db import migrations
from django.db.models import F


def nimea(apps, schema_editor):
    """Pairs of which one side alone has an end get an owner and a due date, as ending a side now gives them."""
    parit = apps.get_model("yhteyshenkilot", "Vastinpari").objects.all()
    for omistaja, paattyva, jatkuva in (("alue", "oma", "kunnan"), ("kunta", "kunnan", "oma")):
        parit.filter(**{f"{paattyva}_loppu__isnull": False, f"{jatkuva}_loppu__isnull": True}).update(
            omistaja=omistaja, maarapvm=F(f"{paattyva}_loppu") + timedelta(days=30)
        )


class Migration(migrations.Migration):
    dependencies = [("yhteyshenkilot", "0007_hakemisto_korjaukset_ehdotukset")]

    operations = [migrations.RunPython(nimea, migrations.RunPython.noop)]
