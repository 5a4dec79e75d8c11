import uuid
from datetime import timedelta

from django.db import migrations

# Earlier a meeting had no end. Calendars need one, and people correct it where it matters.
KESTO = timedelta(hours=2)

# The past versions get what their meeting gets: the columns that they did not have yet may not be empty.
VERSIOT = """
ALTER TABLE yhteyshenkilot_tapaaminenevent DISABLE TRIGGER USER;
UPDATE yhteyshenkilot_tapaaminenevent versio
SET loppuaika = versio.alkuaika + interval '2 hours', kalenteritunnus = uusi.tunnus
FROM (SELECT id, gen_random_uuid() AS tunnus FROM yhteyshenkilot_tapaaminen) uusi
WHERE uusi.id = versio.id;
ALTER TABLE yhteyshenkilot_tapaaminenevent ENABLE TRIGGER USER;
"""


def siirra(apps, schema_editor):
    """Each membership's representative becomes a row of its own, for as long as the membership.

    No page could change the representative of a membership, so the newest version says what all of them said.
    """
    Edustus = apps.get_model("yhteyshenkilot", "Edustus")
    Ryhmajasenyys = apps.get_model("yhteyshenkilot", "Ryhmajasenyys")
    for jasenyys in Ryhmajasenyys.objects.filter(edustaja__isnull=False):
        Edustus.objects.create(
            ryhma_id=jasenyys.ryhma_id,
            jasenyys=jasenyys,
            henkilo_id=jasenyys.edustaja_id,
            tehtava="varsinainen",
            alkupvm=jasenyys.alkupvm,
            loppupvm=jasenyys.loppupvm,
        )
    Tapaaminen = apps.get_model("yhteyshenkilot", "Tapaaminen")
    versiot = apps.get_model("yhteyshenkilot", "TapaaminenEvent").objects
    tunnukset = dict(versiot.values_list("id", "kalenteritunnus"))
    for tapaaminen in Tapaaminen.objects.all():
        tapaaminen.loppuaika = tapaaminen.alkuaika + KESTO
        tapaaminen.kalenteritunnus = tunnukset.get(tapaaminen.pk) or uuid.uuid4()
        tapaaminen.save(update_fields=["loppuaika", "kalenteritunnus"])


def palauta(apps, schema_editor):
    """Back to one representative for each membership, the newest; the rows themselves go with their table."""
    Edustus = apps.get_model("yhteyshenkilot", "Edustus")
    for edustus in Edustus.objects.filter(tehtava="varsinainen").order_by("alkupvm"):
        edustus.jasenyys.edustaja_id = edustus.henkilo_id
        edustus.jasenyys.save(update_fields=["edustaja"])


class Migration(migrations.Migration):
    dependencies = [("yhteyshenkilot", "0004_ryhmien_edustajat_ja_tapaamisten_kulku")]

    operations = [
        migrations.RunSQL(VERSIOT, migrations.RunSQL.noop),
        migrations.RunPython(siirra, palauta),
    ]
