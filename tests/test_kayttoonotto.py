"""What the deployment page and its files promise, held against the portal itself."""

import configparser
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

JUURI = Path(settings.BASE_DIR)
KANSIO = JUURI / "docs" / "kayttoonotto"
YKSIKOT = sorted(KANSIO.glob("*.service"))
SIVU = (JUURI / "docs" / "kayttoonotto.md").read_text()
CONTAINERFILE = (KANSIO / "Containerfile").read_text()

# Read by Python, by libraries and by the shell.
MUIDEN = {"PATH", "PYTHONUNBUFFERED", "XDG_CACHE_HOME"}
PAKOLLISET = {"SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL"}
# In the demo and development only: the README's table of production leaves them out.
KEHITYKSEN = {"DEMO", "DEBUG", "EMBEDDED_POSTGRES_DIR"}

KOVENNUS = {
    "User": "portaali",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelLogs": "yes",
    "ProtectControlGroups": "yes",
    "ProtectProc": "invisible",
    "CapabilityBoundingSet": "",
    "AmbientCapabilities": "",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
    "EnvironmentFile": "/etc/portaali/ymparisto",
}


def asetusten_muuttujat():
    lahde = (JUURI / "tyollisyysalue" / "settings.py").read_text()
    return set(re.findall(r"\benv\.(?!read_env)\w+\(\s*\"(\w+)\"", lahde))


def taulukon_muuttujat(teksti, otsikko):
    """Names in the first column of the first table under a heading."""
    osa = re.split(r"^## ", teksti.split(f"\n## {otsikko}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    solut = re.findall(r"^\| (`[^|]+) \|", osa, flags=re.MULTILINE)
    return {nimi for solu in solut for nimi in re.findall(r"`([A-Z_]+)`", solu)}


def yksikko(polku):
    """Directive → its values in order; systemd lets one stand several times."""
    arvot: dict[str, list[str]] = {}
    for rivi in polku.read_text().replace("\\\n", " ").splitlines():
        if "=" in rivi and not rivi.startswith("#"):
            nimi, _, arvo = rivi.partition("=")
            arvot.setdefault(nimi, []).append(arvo)
    return arvot


def test_page_names_every_setting_and_no_other():
    assert asetusten_muuttujat() >= PAKOLLISET
    assert taulukon_muuttujat(SIVU, "4. Environment") == asetusten_muuttujat()


def test_readme_names_every_setting_of_production():
    readme = (JUURI / "README.md").read_text()

    assert taulukon_muuttujat(readme, "Production") == asetusten_muuttujat() - KEHITYKSEN


def test_commands_of_the_page_exist():
    komennot = set(re.findall(r"^portaali (\w+)|`portaali (\w+)", SIVU, flags=re.MULTILINE))
    nimet = {nimi for pari in komennot for nimi in pari if nimi}
    omat = {polku.stem for polku in (JUURI / "tyollisyysalue" / "management" / "commands").glob("*.py")}

    assert nimet - omat == {"check"}
    assert nimet & omat == {"valmistele", "ota_alue_kayttoon", "varmista", "palauta"}


def test_files_of_the_page_exist():
    nimetyt = set(re.findall(r"portaali-(?:web|tyot|varmistus)(?:\.timer)?", SIVU))

    assert {polku.name.removesuffix(".service") for polku in KANSIO.glob("portaali-*")} == nimetyt


@pytest.mark.parametrize("polku", YKSIKOT, ids=lambda polku: polku.stem)
class TestYksikot:
    def test_unit_is_confined(self, polku):
        arvot = yksikko(polku)

        assert {nimi: arvot.get(nimi) for nimi in KOVENNUS} == {
            nimi: [arvo] for nimi, arvo in KOVENNUS.items()
        }
        assert arvot["SystemCallFilter"][:2] == ["@system-service", "~@privileged @resources"]

    def test_unit_writes_its_own_folder_only(self, polku):
        kohde = {
            "portaali-web": "/var/lib/portaali",
            "portaali-tyot": "/var/lib/portaali",
            "portaali-varmistus": "/var/backups/portaali",
        }

        assert yksikko(polku)["ReadWritePaths"] == [kohde[polku.stem]]

    def test_unit_sets_nothing_secret_or_unknown(self, polku):
        muuttujat = {
            pari.partition("=")[0] for arvo in yksikko(polku).get("Environment", []) for pari in arvo.split()
        }

        assert muuttujat - MUIDEN == set()

    def test_systemd_understands_the_unit(self, polku, tmp_path):
        # The programs are not here: any other stands for them.
        for lahde in KANSIO.glob("portaali-*"):
            teksti = re.sub(r"/opt/portaali/\.venv/bin/\w+", "/bin/true", lahde.read_text())
            (tmp_path / lahde.name).write_text(teksti)

        tulos = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", tmp_path / polku.name],
            capture_output=True,
            text=True,
            check=False,
        )

        assert [rivi for rivi in tulos.stderr.splitlines() if "portaali" in rivi] == []
        assert tulos.returncode == 0


def test_backup_is_made_every_night():
    ajastin = configparser.ConfigParser()
    ajastin.read(KANSIO / "portaali-varmistus.timer")

    assert ajastin["Timer"]["OnCalendar"] == "*-*-* 03:20:00 Europe/Helsinki"
    assert ajastin["Timer"]["Persistent"] == "yes"
    assert " manage.py varmista " in yksikko(KANSIO / "portaali-varmistus.service")["ExecStart"][0]


def test_web_server_logs_no_requests_of_its_own():
    komento = yksikko(KANSIO / "portaali-web.service")["ExecStart"][0]
    kontti = re.search(r"^CMD (\[.*\])$", CONTAINERFILE, flags=re.MULTILINE)[1]

    for teksti in (komento, kontti):
        assert "tyollisyysalue.wsgi" in teksti
        assert "access-log" not in teksti
        assert re.search(r'--log-level"?,? "?error', teksti)


class TestContainerfile:
    def kaskyt(self):
        rivit = re.sub(r"^#.*\n", "", CONTAINERFILE, flags=re.MULTILINE).replace("\\\n", " ")
        return [rivi.split(maxsplit=1) for rivi in rivit.splitlines() if rivi.strip()]

    def test_base_is_named_by_version_and_release_without_a_host(self):
        pohjat = [arvo.split()[0] for nimi, arvo in self.kaskyt() if nimi == "FROM"]

        assert [re.fullmatch(r"python:3\.\d+-slim-[a-z]+", pohja) is not None for pohja in pohjat] == [
            True,
            True,
        ]
        assert len(set(pohjat)) == 1

    def test_image_does_not_run_as_root(self):
        nimet = [nimi for nimi, _ in self.kaskyt()]

        assert [arvo for nimi, arvo in self.kaskyt() if nimi == "USER"] == ["portaali"]
        assert nimet.index("USER") < nimet.index("CMD")

    def test_image_holds_no_settings_of_a_portal(self):
        asetetut = {
            pari.partition("=")[0]
            for nimi, arvo in self.kaskyt()
            if nimi in ("ENV", "ARG")
            for pari in arvo.split()
        }

        assert asetetut == MUIDEN | {"MEDIA_ROOT"}
        assert "rm -rf node_modules var/secret_key .env" in CONTAINERFILE

    def test_image_copies_what_exists(self):
        lahteet = [
            lahde
            for nimi, arvo in self.kaskyt()
            if nimi == "COPY" and not arvo.startswith("--from")
            for lahde in arvo.split()[:-1]
        ]

        assert [lahde for lahde in lahteet if not (JUURI / lahde).exists()] == []
        sovellukset = {polku.parent.name for polku in JUURI.glob("*/__init__.py")} - {"tests", "benchmarks"}
        assert sovellukset - set(lahteet) == set()

    def test_health_is_asked_of_the_portal(self):
        (kysymys,) = [arvo for nimi, arvo in self.kaskyt() if nimi == "HEALTHCHECK"]

        assert "http://127.0.0.1:8000/terveys/'" in kysymys
        koodi = re.search(r'"-c", "(.*)"\]', kysymys)[1]
        compile(koodi, "healthcheck", "exec")
