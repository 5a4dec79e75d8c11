"""A backup is worth what can be restored from it: the whole way on two databases, and everything that must stop it."""

import hashlib
import io
import stat
import subprocess
import tarfile

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ProgrammingError, connection, transaction

from paatokset.models import Asiakirja
from tests.factories import KuntaFactory
from tests.tyollisyysalue.nayttetiedostot import PDF
from tyollisyysalue import liitteet
from tyollisyysalue.models import Liite, Tapahtuma
from tyollisyysalue.varmuuskopio import VarmuuskopioVirhe, arkisto, kanta


def kaikki(lause, *arvot):
    with connection.cursor() as cursor:
        cursor.execute(lause, arvot)
        return cursor.fetchall()


def vaihda_kanta(nimi):
    connection.close()
    connection.settings_dict["NAME"] = nimi


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="module")
def toinen_kanta(django_db_setup, django_db_blocker):
    """Name of a second database, there for the tests of this file: making one is slow."""
    nimi = f"{connection.settings_dict['NAME']}_toinen"

    def aja(lause):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(lause)

    aja(f"DROP DATABASE IF EXISTS {nimi} WITH (FORCE)")
    aja(f"CREATE DATABASE {nimi} TEMPLATE template0")
    yield nimi
    aja(f"DROP DATABASE {nimi} WITH (FORCE)")


@pytest.fixture
def toinen_palvelin(toinen_kanta, transactional_db, media, settings, tmp_path):
    """Moves to an empty database and an empty folder: another server to restore to."""
    oma = connection.settings_dict["NAME"]

    def siirry():
        vaihda_kanta(toinen_kanta)
        if not kanta.on_tyhja():
            kanta.tyhjenna()
        settings.MEDIA_ROOT = tmp_path / "toinen"
        return settings.MEDIA_ROOT

    yield siirry
    vaihda_kanta(oma)
    with connection.cursor() as cursor:
        # Django does not own the queue's tables, so that it does not empty them after a transactional test.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def liite(transactional_db, media, raija, rautavaara):
    return liitteet.tallenna(
        rautavaara, ContentFile(PDF, name="pöytäkirja.pdf"), user=raija, julkisuus=Liite.Julkisuus.JULKINEN
    )


@pytest.fixture
def kopio(liite, tmp_path):
    polku = tmp_path / "kopio.tar"
    varmista(polku)
    return polku


def varmista(polku):
    tuloste = io.StringIO()
    call_command("varmista", polku, stdout=tuloste)
    return tuloste.getvalue()


def palauta(polku):
    tuloste = io.StringIO()
    call_command("palauta", polku, stdout=tuloste)
    return tuloste.getvalue()


def tiivisteet(juuri):
    return {
        polku.relative_to(juuri).as_posix(): hashlib.sha256(polku.read_bytes()).hexdigest()
        for polku in juuri.rglob("*")
        if polku.is_file()
    }


def sisalto():
    """Table → hash of its rows in order: counted otherwise than the command itself does."""
    nimet = [nimi for (nimi,) in kaikki("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return {
        nimi: kaikki(
            f"SELECT md5(coalesce(string_agg(r::text, chr(10) ORDER BY r::text), '')) FROM \"{nimi}\" r"
        )
        for nimi in nimet
    }


def rakenne():
    """Names, since PostgreSQL writes conditions a little otherwise each time it has read them."""
    kyselyt = [
        "SELECT conrelid::regclass::text, conname, contype, convalidated FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT tgrelid::regclass::text, tgname, tgtype, tgenabled, tgfoid::regproc::text FROM pg_trigger "
        "WHERE NOT tgisinternal",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
        "SELECT sequencename, last_value FROM pg_sequences",
    ]
    return [sorted(kaikki(kysely)) for kysely in kyselyt]


@pytest.mark.kanta
def test_portal_is_restored_as_it_was(toinen_palvelin, media, client, tmp_path):
    call_command("lataa_kunnat", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())
    asiakirja = Asiakirja.objects.earliest("luontiaika")
    kaikki_ennen, rakenne_ennen, tiedostot_ennen = sisalto(), rakenne(), tiivisteet(media)
    assert tiedostot_ennen[asiakirja.tiedosto.name] == asiakirja.sha256

    varmista(tmp_path / "kopio.tar")
    juuri = toinen_palvelin()
    tuloste = palauta(tmp_path / "kopio.tar")

    assert "Bring it up to date: manage.py valmistele" in tuloste
    kaikki_jalkeen = sisalto()
    assert [
        nimi for nimi in kaikki_ennen | kaikki_jalkeen if kaikki_ennen.get(nimi) != kaikki_jalkeen.get(nimi)
    ] == []
    assert rakenne() == rakenne_ennen
    assert tiivisteet(juuri) == tiedostot_ennen
    # Every row finds its file, and the bytes are those that were signed for.
    for malli in (Asiakirja, Liite):
        for rivi in malli.objects.all():
            with rivi.tiedosto.open() as tiedosto:
                assert hashlib.file_digest(tiedosto, "sha256").hexdigest() == rivi.sha256
    # What is never changed cannot be changed here either, and new rows get new numbers.
    with pytest.raises(ProgrammingError, match="Cannot update or delete rows"), transaction.atomic():
        Tapahtuma.objects.update(tapahtuma="muu")
    with pytest.raises(ProgrammingError, match="Cannot update or delete rows"), transaction.atomic():
        Asiakirja.objects.all().delete()
    assert KuntaFactory(koodi="999").pk > max(
        pk for (pk,) in kaikki("SELECT id FROM tyollisyysalue_kunta WHERE koodi <> '999'")
    )
    call_command("migrate", check_unapplied=True, verbosity=0)


class TestVarmista:
    def test_archive_is_for_its_owner_alone_and_tar_reads_it(self, kopio, liite):
        assert stat.S_IMODE(kopio.stat().st_mode) == 0o600
        nimet = subprocess.run(
            ["tar", "-tf", kopio], capture_output=True, text=True, check=True
        ).stdout.split()
        assert nimet == [
            "tietokanta.dump",
            f"tiedostot/{liite.tiedosto.name}",
            "luettelo.json",
            "sinetti.sha256",
        ]

    def test_list_tells_what_the_archive_holds(self, kopio, liite):
        with arkisto.avattu(kopio) as avattu:
            luettelo = avattu.luettelo

        assert luettelo["members"][f"tiedostot/{liite.tiedosto.name}"] == {
            "sha256": liite.sha256,
            "size": len(PDF),
        }
        assert luettelo["tables"]["tyollisyysalue_liite"]["rows"] == 1
        assert luettelo["tables"]["seuranta_havainto"] == {"rows": 0, "sum": "0"}
        assert luettelo["server"] == kanta.palvelimen_versio()
        assert "tyollisyysalue.0001_base" in luettelo["migrations"]

    def test_sessions_stay_out(self, kopio, client, raija, toinen_palvelin, tmp_path):
        client.force_login(raija)
        assert kaikki("SELECT count(*) FROM django_session") == [(1,)]
        varmista(tmp_path / "toinen.tar")

        toinen_palvelin()
        palauta(tmp_path / "toinen.tar")

        assert kaikki("SELECT count(*) FROM django_session") == [(0,)]

    def test_existing_file_is_not_overwritten(self, kopio):
        ennen = kopio.read_bytes()

        with pytest.raises(CommandError, match="exists already"):
            varmista(kopio)

        assert kopio.read_bytes() == ennen

    def test_missing_file_stops_the_backup_and_leaves_nothing(self, liite, media, tmp_path):
        (media / liite.tiedosto.name).unlink()

        with pytest.raises(
            CommandError, match=f"1 files that the database names .* the first {liite.tiedosto.name}"
        ):
            varmista(tmp_path / "kopio.tar")

        assert [polku.name for polku in tmp_path.iterdir()] == ["media"]

    def test_something_else_among_the_files_is_named(self, liite, media, tmp_path):
        (media / "linkki").symlink_to("/etc/passwd")

        with pytest.raises(CommandError, match="linkki is neither a file nor a folder"):
            varmista(tmp_path / "kopio.tar")

        assert [polku.name for polku in tmp_path.iterdir()] == ["media"]

    def test_folder_that_is_not_there_is_told(self, transactional_db, media, tmp_path):
        with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
            varmista(tmp_path / "ei" / "kopio.tar")

    def test_missing_client_is_named(self, liite, tmp_path, monkeypatch):
        monkeypatch.setattr(kanta, "_ehdokkaat", lambda nimi: ["/bin/false"])

        with pytest.raises(
            CommandError, match=r"pg_dump of PostgreSQL \d+ is needed.*Install postgresql-client-\d+"
        ):
            varmista(tmp_path / "kopio.tar")

    def test_failing_dump_is_told_in_its_own_words(self, liite, tmp_path, monkeypatch):
        monkeypatch.setattr(kanta, "_yhteys", lambda: (["--host=/ei/ole"], {}))

        with pytest.raises(CommandError, match=r"pg_dump failed:(?s:.)*/ei/ole"):
            varmista(tmp_path / "kopio.tar")

        assert [polku.name for polku in tmp_path.iterdir()] == ["media"]


def test_sequence_that_lags_behind_is_found(liite):
    assert kanta.jaljessa_olevat_sarjat() == []

    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('tyollisyysalue_liite_id_seq', %s, false)", [liite.pk])

    assert kanta.jaljessa_olevat_sarjat() == ["tyollisyysalue_liite_id_seq"]


@pytest.mark.parametrize(
    ("palvelin", "vahintaan", "tarjolla", "valittu"),
    [
        (15, 0, [15], 15),
        (15, 0, [16, 15, 14], 15),
        (15, 0, [14, 16], 16),
        (15, 16, [15, 16], 16),
        (17, 0, [18], 18),
        # From 17 on the programs write what a server of 15 or 16 does not take back.
        (15, 0, [17], None),
        (16, 0, [15], None),
        (16, 0, [], None),
    ],
)
def test_client_is_the_oldest_that_will_do(monkeypatch, palvelin, vahintaan, tarjolla, valittu):
    monkeypatch.setattr(kanta, "palvelimen_versio", lambda: palvelin)
    monkeypatch.setattr(kanta, "_ehdokkaat", lambda nimi: [str(versio) for versio in tarjolla])
    monkeypatch.setattr(kanta, "_versio", int)

    if valittu is None:
        with pytest.raises(VarmuuskopioVirhe, match=f"is needed, as the server is {palvelin}"):
            kanta.ohjelma("pg_dump", vahintaan)
    else:
        assert kanta.ohjelma("pg_dump", vahintaan).versio == valittu


class TestPalauta:
    def test_used_database_is_refused(self, kopio, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "toinen"

        with pytest.raises(CommandError, match=r"is not empty. Restoring would mix two portals"):
            palauta(kopio)

        assert Liite.objects.count() == 1
        assert not settings.MEDIA_ROOT.exists()

    def test_used_folder_is_refused(self, kopio, toinen_palvelin):
        juuri = toinen_palvelin()
        juuri.mkdir()
        (juuri / "oma.txt").write_text("tärkeä")

        with pytest.raises(CommandError, match=r"is not empty. Move it aside"):
            palauta(kopio)

        assert (juuri / "oma.txt").read_text() == "tärkeä"
        assert kanta.on_tyhja()

    def test_damaged_archive_restores_nothing(self, kopio, toinen_palvelin):
        data = bytearray(kopio.read_bytes())
        data[len(data) // 2] ^= 1
        kopio.write_bytes(data)
        juuri = toinen_palvelin()

        with pytest.raises(CommandError, match=r"its seal does not match. Nothing was restored"):
            palauta(kopio)

        assert kanta.on_tyhja()
        assert not juuri.exists()

    def test_missing_archive_is_told(self, toinen_palvelin, tmp_path):
        toinen_palvelin()

        with pytest.raises(CommandError, match="cannot be read: No such file or directory"):
            palauta(tmp_path / "ei.tar")

    def test_newer_portal_is_needed_for_its_backup(self, kopio, toinen_palvelin, monkeypatch):
        tunnetut = kanta.tunnetut_migraatiot()
        monkeypatch.setattr(kanta, "tunnetut_migraatiot", lambda: tunnetut - {"tyollisyysalue.0001_base"})
        toinen_palvelin()

        with pytest.raises(CommandError, match=r"newer portal \(.*, tyollisyysalue.0001_base\)"):
            palauta(kopio)

        assert kanta.on_tyhja()

    def test_older_server_is_refused(self, kopio, toinen_palvelin, monkeypatch):
        toinen_palvelin()
        monkeypatch.setattr(kanta, "palvelimen_versio", lambda: 14)

        with pytest.raises(CommandError, match=r"this server is 14. Data moves to newer versions only"):
            palauta(kopio)

        assert kanta.on_tyhja()

    @pytest.mark.parametrize("vaihe", ["palauta", "taulut", "triggerit", "jaljessa_olevat_sarjat"])
    def test_failure_at_any_stage_leaves_the_place_empty(self, kopio, toinen_palvelin, monkeypatch, vaihe):
        juuri = toinen_palvelin()
        oikea = getattr(kanta, vaihe)

        def vialla(*args):
            oikea(*args)
            if vaihe == "palauta":
                raise VarmuuskopioVirhe("pg_restore failed")
            return {"jotakin": "muuta"}

        monkeypatch.setattr(kanta, vaihe, vialla)

        with pytest.raises(CommandError):
            palauta(kopio)

        assert kanta.on_tyhja()
        assert list(juuri.iterdir()) == []
        # And the next try succeeds in the same place.
        monkeypatch.undo()
        palauta(kopio)
        assert Liite.objects.count() == 1

    def test_dump_that_is_none_is_rolled_back(self, kopio, toinen_palvelin, tmp_path):
        with arkisto.avattu(kopio) as avattu:
            luettelo = avattu.luettelo
        tehty = tee(tmp_path / "muu.tar", {"tietokanta.dump": b"PGDMP ei"}, luettelo)
        juuri = toinen_palvelin()

        with pytest.raises(CommandError, match="pg_restore failed"):
            palauta(tehty)

        assert kanta.on_tyhja()
        assert list(juuri.iterdir()) == []


def tee(polku, jasenet, luettelo=None, muuta=lambda kirjoittaja: None):
    """An archive of these members, sealed as it should be; ``muuta`` spoils it before the seal."""
    with arkisto.uusi(polku) as kohde:
        kirjoittaja = arkisto.Kirjoittaja(kohde)
        for nimi, data in jasenet.items():
            kirjoittaja.lisaa(nimi, io.BytesIO(data), len(data))
        muuta(kirjoittaja)
        kirjoittaja.sinetoi({"format": arkisto.MUOTO} if luettelo is None else luettelo)
    return polku


def tarkasta(polku):
    with arkisto.avattu(polku):
        pass


HYVAT = {"tietokanta.dump": b"vedos", "tiedostot/liitteet/2025/09/ä.pdf": PDF}


class TestArkisto:
    @pytest.fixture
    def hyva(self, tmp_path):
        return tee(tmp_path / "hyva.tar", HYVAT)

    def test_files_come_out_as_they_went_in(self, hyva, tmp_path):
        with arkisto.avattu(hyva) as avattu:
            avattu.pura(tmp_path / "ulos")
            with avattu.avaa_vedos() as vedos:
                assert vedos.read() == b"vedos"

        (polku,) = [polku for polku in (tmp_path / "ulos").rglob("*") if polku.is_file()]
        assert polku.relative_to(tmp_path / "ulos").as_posix() == "liitteet/2025/09/ä.pdf"
        assert polku.read_bytes() == PDF
        assert stat.S_IMODE(polku.stat().st_mode) == 0o600

    def test_any_changed_byte_breaks_the_seal(self, hyva):
        data = hyva.read_bytes()
        # Headers, contents, the padding between them, the list, the seal and the end.
        for kohta in [*range(0, len(data), 97), len(data) - 1]:
            hyva.write_bytes(data[:kohta] + bytes([data[kohta] ^ 0x20]) + data[kohta + 1 :])

            with pytest.raises(VarmuuskopioVirhe, match="seal does not match"):
                tarkasta(hyva)

    @pytest.mark.parametrize("pituus", [0, 1, 512, arkisto.SINETIN_KOKO, -arkisto.SINETIN_KOKO, -512, -1])
    def test_file_cut_short_is_refused(self, hyva, pituus):
        data = hyva.read_bytes()
        hyva.write_bytes(data[:pituus])

        with pytest.raises(VarmuuskopioVirhe, match="seal does not match"):
            tarkasta(hyva)

    def test_file_with_more_behind_it_is_refused(self, hyva):
        hyva.write_bytes(hyva.read_bytes() + bytes(512))

        with pytest.raises(VarmuuskopioVirhe, match="seal does not match"):
            tarkasta(hyva)

    @pytest.mark.parametrize(
        "nimi",
        [
            "tiedostot/../../pako.txt",
            "tiedostot/../pako.txt",
            "tiedostot//pako.txt",
            "tiedostot/./pako.txt",
            "tiedostot/",
            "/pako.txt",
            "../pako.txt",
            "muu.txt",
        ],
    )
    def test_member_in_another_place_is_refused(self, tmp_path, nimi):
        tehty = tee(tmp_path / "pako.tar", HYVAT | {nimi: b"x"})

        with pytest.raises(VarmuuskopioVirhe, match=r"does not belong there|does not hold"):
            tarkasta(tehty)

    @pytest.mark.parametrize("laji", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
    def test_member_that_is_no_file_is_refused(self, tmp_path, laji):
        def linkki(kirjoittaja):
            tieto = tarfile.TarInfo("tiedostot/linkki")
            tieto.type, tieto.linkname = laji, "/etc/passwd"
            kirjoittaja.tar.addfile(tieto)
            kirjoittaja.jasenet[tieto.name] = {"sha256": hashlib.sha256().hexdigest(), "size": 0}

        tehty = tee(tmp_path / "linkki.tar", HYVAT, muuta=linkki)

        with pytest.raises(VarmuuskopioVirhe, match="does not belong there: 'tiedostot/linkki'"):
            tarkasta(tehty)

    def test_member_missing_from_the_list_is_refused(self, tmp_path):
        tehty = tee(
            tmp_path / "ylim.tar", HYVAT, muuta=lambda k: k.jasenet.pop("tiedostot/liitteet/2025/09/ä.pdf")
        )

        with pytest.raises(VarmuuskopioVirhe, match="does not hold what its list says"):
            tarkasta(tehty)

    def test_member_twice_is_refused(self, tmp_path):
        tehty = tee(
            tmp_path / "kahdesti.tar", HYVAT, muuta=lambda k: k.lisaa("tietokanta.dump", io.BytesIO(b"x"), 1)
        )

        with pytest.raises(VarmuuskopioVirhe, match="does not hold what its list says"):
            tarkasta(tehty)

    def test_member_other_than_its_hash_is_refused(self, tmp_path):
        tehty = tee(
            tmp_path / "muu.tar", HYVAT, muuta=lambda k: k.jasenet["tietokanta.dump"].update(sha256="0" * 64)
        )

        with pytest.raises(VarmuuskopioVirhe, match=r"tietokanta.dump is not what the list says"):
            tarkasta(tehty)

    def test_other_format_is_refused(self, tmp_path):
        tehty = tee(tmp_path / "muoto.tar", HYVAT, {"format": 2})

        with pytest.raises(VarmuuskopioVirhe, match="another format than 1"):
            tarkasta(tehty)

    def test_interrupted_writing_leaves_no_file(self, tmp_path):
        def keskeyta(kirjoittaja):
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            tee(tmp_path / "kesken.tar", HYVAT, muuta=keskeyta)

        assert list(tmp_path.iterdir()) == []
