"""``/terveys/`` and ``/terveys/valmius/``: every part that may fail, and what the answer gives away."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from tyollisyysalue import terveys

KUNNOSSA = {
    "database": {"status": "ok"},
    "migrations": {"status": "ok", "pending": 0},
    "jobs": {"status": "ok", "workers": 1, "oldest_due_seconds": 0, "stalled": 0},
}


def sql(lause, *arvot):
    with connection.cursor() as cursor:
        cursor.execute(lause, arvot)
        return cursor.fetchone()[0] if cursor.description else None


def tekija(sekuntia_sitten=0):
    return sql(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
        sekuntia_sitten,
    )


def tyo(tila, sekuntia_sitten, *, tekija=None, ajastettu=None):
    """A job whose latest event is that old; ``ajastettu`` is its scheduled time as seconds from now."""
    pk = sql(
        "INSERT INTO procrastinate_jobs (task_name, queue_name, args, status, worker_id, scheduled_at) "
        "VALUES ('esitykset.jobs.laheta_kuittaus', 'default', '{}', %s, %s, now() + make_interval(secs => %s)) "
        "RETURNING id",
        tila,
        tekija,
        ajastettu,
    )
    # The queue's own trigger has written the event of now.
    sql("DELETE FROM procrastinate_events WHERE job_id = %s", pk)
    sql(
        "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, %s, now() - make_interval(secs => %s))",
        pk,
        "started" if tila == "doing" else "deferred",
        sekuntia_sitten,
    )
    return pk


@pytest.fixture(autouse=True)
def levy(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.TERVEYS_VAPAA_TILA = 1


@pytest.fixture(autouse=True)
def tyhja_jono(db):
    """Django does not own the queue's tables: a test with transactions of its own may have left jobs in them."""
    for taulu in (
        "procrastinate_periodic_defers",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_workers",
    ):
        sql(f"DELETE FROM {taulu}")


def valmius(client):
    response = client.get("/terveys/valmius/")
    vastaus = response.json()
    assert response.status_code == (200 if vastaus["status"] == "ok" else 503)
    # How much room this machine has is its own affair.
    vastaus["checks"]["storage"].pop("free_mib", None)
    return vastaus


class TestElossa:
    def test_alive_asks_nothing_of_the_database(self, client):
        # No mark: pytest-django lets nothing of this test through to it.
        response = client.get("/terveys/")

        assert (response.status_code, response.json()) == (200, {"status": "ok"})
        assert response["Cache-Control"] == "no-store"
        assert dict(response.cookies) == {}

    @pytest.mark.parametrize("osoite", ["/terveys/", "/terveys/valmius/"])
    def test_only_asking_is_allowed(self, client, osoite):
        assert client.post(osoite).status_code == 405

    def test_host_must_be_ours(self, client):
        assert client.get("/terveys/", headers={"host": "muu.example"}).status_code == 400


@pytest.mark.django_db
class TestValmius:
    def test_ready_tells_numbers_and_no_more(self, client, django_assert_num_queries):
        tekija()

        with django_assert_num_queries(3):
            response = client.get("/terveys/valmius/")

        vastaus = response.json()
        vapaana = vastaus["checks"]["storage"].pop("free_mib")
        assert vapaana > 0
        assert vastaus == {"status": "ok", "checks": KUNNOSSA | {"storage": {"status": "ok"}}}
        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert dict(response.cookies) == {}

    def test_trial_of_the_storage_leaves_no_file(self, client, settings):
        tekija()

        assert valmius(client)["status"] == "ok"

        assert list(settings.MEDIA_ROOT.iterdir()) == []

    def test_silent_database_fails_what_depends_on_it(self, client, monkeypatch):
        def vaiti():
            raise OperationalError("could not connect to tietokanta.example as portaali")

        monkeypatch.setattr(terveys, "_tietokanta", vaiti)

        response = client.get("/terveys/valmius/")

        assert response.status_code == 503
        tarkistukset = response.json()["checks"]
        assert [nimi for nimi, tulos in tarkistukset.items() if tulos["status"] == "fail"] == [
            "database",
            "migrations",
            "jobs",
        ]
        assert "tietokanta.example" not in response.text

    def test_migration_not_made_fails(self, client):
        tekija()
        app, nimi = sorted(terveys.uusimmat_migraatiot())[0]
        MigrationRecorder(connection).record_unapplied(app, nimi)

        assert valmius(client)["checks"]["migrations"] == {"status": "fail", "pending": 1}

    @pytest.mark.parametrize("sekuntia_sitten", [None, 60])
    def test_no_living_worker_fails(self, client, sekuntia_sitten):
        if sekuntia_sitten:
            tekija(sekuntia_sitten)

        assert valmius(client)["checks"]["jobs"] == {
            "status": "fail",
            "workers": 0,
            "oldest_due_seconds": 0,
            "stalled": 0,
        }

    @pytest.mark.parametrize(
        ("tapahtuma", "ajastettu", "ika", "tila"),
        [
            (599, None, 599, "ok"),
            (660, None, 660, "fail"),
            # Put into the queue long ago for a time that has come just now, or has not.
            (9000, -60, 60, "ok"),
            (9000, -700, 700, "fail"),
            (9000, 60, 0, "ok"),
            # Scheduled long ago, and put back after a worker was killed.
            (60, -9000, 60, "ok"),
        ],
    )
    def test_job_that_should_have_run_fails(self, client, tapahtuma, ajastettu, ika, tila):
        tekija()
        tyo("succeeded", 9000)
        tyo("todo", tapahtuma, ajastettu=ajastettu)

        tyot = valmius(client)["checks"]["jobs"]

        assert tyot == {"status": tila, "workers": 1, "oldest_due_seconds": ika, "stalled": 0}

    def test_job_left_by_a_dead_worker_fails_when_nobody_takes_it_up(self, client):
        elossa, kuollut = tekija(), tekija(9000)
        # A long job of a living worker, and one that was left a moment ago.
        tyo("doing", 9000, tekija=elossa)
        tyo("doing", 60, tekija=kuollut)
        assert valmius(client)["status"] == "ok"

        tyo("doing", 700, tekija=kuollut)
        tyo("doing", 700)

        assert valmius(client)["checks"]["jobs"] == {
            "status": "fail",
            "workers": 1,
            "oldest_due_seconds": 0,
            "stalled": 2,
        }

    def test_storage_that_cannot_be_written_fails(self, client, settings, tmp_path):
        tekija()
        # Not by permissions: root writes anywhere.
        settings.MEDIA_ROOT = tmp_path / "tiedosto" / "media"
        (tmp_path / "tiedosto").touch()

        response = client.get("/terveys/valmius/")

        assert response.status_code == 503
        assert response.json()["checks"] == KUNNOSSA | {"storage": {"status": "fail"}}
        assert str(tmp_path) not in response.text

    def test_full_disk_fails(self, client, settings):
        tekija()
        settings.TERVEYS_VAPAA_TILA = 2**60

        assert valmius(client)["checks"] == KUNNOSSA | {"storage": {"status": "fail"}}

    @pytest.mark.parametrize(
        ("osoite", "tila"), [("/terveys/", 200), ("/terveys/valmius/", 200), ("/paatokset/", 301)]
    )
    def test_health_is_told_without_tls_too(self, client, settings, osoite, tila):
        settings.SECURE_SSL_REDIRECT = True
        tekija()

        assert client.get(osoite).status_code == tila
