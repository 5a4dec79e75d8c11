from django.db import migrations

OSAT = [
    ("ehdotus", "Päätösehdotus", "Beslutsförslag"),
    ("paatos", "Päätös", "Beslut"),
    ("selostus", "Selostus", "Redogörelse"),
    ("toimivalta", "Toimivallan peruste", "Behörighetsgrund"),
    ("vaikutukset", "Vaikutusten arviointi", "Bedömning av konsekvenser"),
    ("muutoksenhaku", "Muutoksenhaku", "Ändringssökande"),
    ("lisatiedot", "Lisätietoja", "Mer information"),
]


def luo_osat(apps, schema_editor):
    """Kuopio's order, as every document has been until now."""
    Toimielin = apps.get_model("paatokset", "Toimielin")
    Asiakirjaosa = apps.get_model("paatokset", "Asiakirjaosa")
    for toimielin in Toimielin.objects.filter(osat=None):
        Asiakirjaosa.objects.bulk_create(
            Asiakirjaosa(toimielin=toimielin, laji=laji, jarjestys=numero, otsikko_fi=fi, otsikko_sv=sv)
            for numero, (laji, fi, sv) in enumerate(OSAT, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("paatokset", "0007_osion_poisto_ja_avaaminen")]

    operations = [migrations.RunPython(luo_osat, migrations.RunPython.noop)]
