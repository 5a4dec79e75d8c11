"""The log's lines: what stands in them, and above all what does not."""

import json
import logging
import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from tests.test_consistency import TUOTANTO, aja
from tyollisyysalue.pyyntoloki import JsonMuotoilu

UUSI = re.compile(r"[0-9a-f]{32}")
ANNETTU = "5f1c2b8e-95d3-4a7e-8a51-3f6f0f3d9f10"


class Kerain(logging.Handler):
    def __init__(self):
        super().__init__()
        self.setFormatter(JsonMuotoilu())
        self.rivit = []

    def emit(self, record):
        self.rivit.append(self.format(record))


@pytest.fixture
def loki():
    """What production writes, line by line."""
    kerain = Kerain()
    juuri, pyynnot = logging.getLogger(), logging.getLogger("tyollisyysalue.pyyntoloki")
    vanha = pyynnot.level
    pyynnot.setLevel(logging.INFO)
    juuri.addHandler(kerain)
    yield kerain.rivit
    juuri.removeHandler(kerain)
    pyynnot.setLevel(vanha)


def kaadu(request, nimi):
    try:
        raise KeyError(f"henkilö {nimi} 010190-123A")
    except KeyError as error:
        raise ValueError("DETAIL: Key (email)=(raija@rautavaara.example)") from error


urlpatterns = [
    path("kaadu/<str:nimi>/", kaadu, name="kaadu"),
    path("hyva/<str:nimi>/", lambda request, nimi: HttpResponse(request.id), name="hyva"),
]
for kuvio in urlpatterns:
    vars(kuvio.callback)["login_required"] = False


@pytest.fixture
def omat_osoitteet(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_line_tells_route_outcome_and_roles(client, loki, raija):
    client.force_login(raija)

    response = client.get("/kunnat/687/?q=Vaarala", headers={"x-forwarded-for": "192.0.2.7"})

    rivi = json.loads(loki[0])
    assert len(loki) == 1
    assert rivi.pop("duration_ms") > 0
    assert 0 < rivi.pop("queries") <= 12
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", rivi.pop("time"))
    assert rivi == {
        "level": "INFO",
        "logger": "tyollisyysalue.pyyntoloki",
        "message": "request",
        "request_id": response["X-Request-ID"],
        "method": "GET",
        "route": "kunnat/<str:koodi>/",
        "view": "kunta",
        "status": 200,
        "roles": ["yhdyshenkilo"],
    }
    # The person, the search, the parameter of the path, the machine.
    assert [sana for sana in ("raija", "Vaarala", "687", "192.0.2.7", "127.0.0.1") if sana in loki[0]] == []


@pytest.mark.django_db
def test_path_that_leads_nowhere_is_not_told(client, loki):
    client.get("/Raija-Vaarala/?q=010190-123A")

    rivi = json.loads(loki[0])
    assert (len(loki), rivi["status"], rivi["route"], rivi["roles"]) == (1, 404, None, [])
    assert "Raija" not in loki[0]
    assert "010190" not in loki[0]


@pytest.mark.django_db
def test_refused_form_does_not_tell_where_it_came_from(loki):
    client = Client(enforce_csrf_checks=True)

    client.post("/kieli/?next=/Vaarala", headers={"referer": "https://muu.example/Vaarala"}, secure=True)

    assert [json.loads(rivi)["message"] for rivi in loki] == ["Forbidden", "request"]
    assert "Vaarala" not in "".join(loki)


def test_error_is_logged_with_the_request_and_without_its_words(omat_osoitteet, loki):
    response = omat_osoitteet.get("/kaadu/Vaarala/", headers={"x-request-id": ANNETTU})

    assert response.status_code == 500
    virhe, pyynto = (json.loads(rivi) for rivi in loki)
    assert (virhe["logger"], virhe["level"], virhe["message"]) == (
        "django.request",
        "ERROR",
        "Internal Server Error",
    )
    assert (pyynto["logger"], pyynto["level"], pyynto["status"], pyynto["route"]) == (
        "tyollisyysalue.pyyntoloki",
        "ERROR",
        500,
        "kaadu/<str:nimi>/",
    )
    assert virhe["request_id"] == pyynto["request_id"] == response["X-Request-ID"] == ANNETTU
    assert [poikkeus["type"] for poikkeus in virhe["exceptions"]] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]
    assert re.fullmatch(r".*/test_pyyntoloki\.py:\d+ kaadu", virhe["exceptions"][0]["stack"][-1])
    assert [s for s in ("Vaarala", "raija", "010190", "DETAIL") if s in "".join(loki)] == []


@pytest.mark.parametrize("annettu", [ANNETTU, "0123456789abcdef0123456789ABCDEF"])
def test_id_of_the_proxy_is_kept(omat_osoitteet, loki, annettu):
    response = omat_osoitteet.get("/hyva/x/", headers={"x-request-id": annettu})

    assert (response["X-Request-ID"], response.text) == (annettu, annettu)
    assert json.loads(loki[0])["request_id"] == annettu


@pytest.mark.parametrize(
    "annettu", ["", "abc", "raija@rautavaara.example", "0123456789abcdef\n0123456789abcdef", "a" * 65]
)
def test_id_that_could_be_anything_is_not_taken(omat_osoitteet, loki, annettu):
    response = omat_osoitteet.get("/hyva/x/", headers={"x-request-id": annettu})

    assert UUSI.fullmatch(response["X-Request-ID"])
    assert json.loads(loki[0])["request_id"] == response["X-Request-ID"]


def test_every_request_has_an_id_of_its_own(omat_osoitteet, loki):
    tunnukset = {omat_osoitteet.get("/hyva/x/")["X-Request-ID"] for _ in range(3)}

    assert len(tunnukset) == 3
    assert {json.loads(rivi)["request_id"] for rivi in loki} == tunnukset


def test_health_is_not_logged_while_it_is_well(client, loki):
    assert client.get("/terveys/").status_code == 200

    assert loki == []


@pytest.mark.django_db
def test_failing_health_is_logged_without_the_reason_words(client, loki, settings, tmp_path):
    (tmp_path / "tiedosto").touch()
    settings.MEDIA_ROOT = tmp_path / "tiedosto" / "media"

    assert client.get("/terveys/valmius/").status_code == 503

    syy, pyynto, _django = (json.loads(rivi) for rivi in loki)
    assert (syy["message"], syy["exceptions"][0]["type"]) == (
        "health check _levy",
        "builtins.NotADirectoryError",
    )
    assert (pyynto["view"], pyynto["status"]) == ("terveys-valmius", 503)
    assert str(tmp_path) not in "".join(loki)


def tietue(**lisat):
    record = logging.LogRecord(
        "procrastinate.worker", logging.ERROR, "worker.py", 1, "Error %s", ("x",), None
    )
    record.__dict__.update(lisat)
    return json.loads(JsonMuotoilu().format(record))


def test_failed_job_is_told_by_its_name_and_number():
    rivi = tietue(job={"task_name": "esitykset.jobs.laheta_kuittaus", "id": 7, "task_kwargs": {"esitys": 3}})

    assert (rivi["message"], rivi["request_id"]) == ("Error x", None)
    assert (rivi["job"], rivi["job_id"]) == ("esitykset.jobs.laheta_kuittaus", 7)


def test_circle_of_causes_ends():
    ensimmainen, toinen = ValueError(), KeyError()
    ensimmainen.__cause__, toinen.__cause__ = toinen, ensimmainen

    rivi = tietue(exc_info=(ValueError, ensimmainen, None))

    assert len(rivi["exceptions"]) == 10


KOODI = """
import django, logging
django.setup()
logging.getLogger("tyollisyysalue.koe").warning("hei")
logging.getLogger("tyollisyysalue.pyyntoloki").info("request")
"""


@pytest.mark.parametrize(
    ("ymparisto", "viestit"),
    [
        (TUOTANTO, ['"message": "hei"', '"message": "request"']),
        (TUOTANTO | {"LOKI": "rivi"}, ["hei"]),
    ],
)
def test_production_writes_json_unless_told(ymparisto, viestit):
    rivit = aja("-c", KOODI, **ymparisto).stdout.splitlines()

    assert len(rivit) == len(viestit)
    assert [viesti in rivi for viesti, rivi in zip(viestit, rivit, strict=True)] == [True] * len(viestit)


def test_unknown_way_to_log_is_refused():
    tulos = aja("-c", "import tyollisyysalue.settings", **TUOTANTO, LOKI="xml")

    assert tulos.returncode == 1
    assert "LOKI" in tulos.stdout.splitlines()[-1]
