"""``make run`` from the supervisor on: it starts everything, says where, and takes everything along when it ends."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from io import StringIO
from pathlib import Path

import psutil
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from tyollisyysalue.management.commands.aja import Child, Command
from tyollisyysalue.postgres.server import Server

DATABASE = "tyollisyysalueportaali"
# A busy machine is slow, not wrong.
PATIENCE = 60


def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    """The database of these tests, in a folder that does not exist before the first one.

    Not under pytest's own folder: another run of pytest closes that to the server's user.
    """
    with tempfile.TemporaryDirectory(prefix="portaali-run-") as folder:
        server = Server(Path(folder) / "postgres", fsync=False)
        yield server
        server.release()


@pytest.fixture
def port():
    return unused_port()


@pytest.fixture
def manage(server, port):
    """Starts ``manage.py`` on that database and port."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "EMBEDDED_POSTGRES_DIR": str(server.directory),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("DATABASE_URL", None)
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.communicate()


def read_until(process, text):
    for line in process.stdout:
        if text in line:
            return line
    raise AssertionError(f"The portal ended without “{text}”.")


def family(process, server):
    """The supervisor's children and the processes of the database."""
    servers = [
        candidate
        for candidate in psutil.process_iter(["cmdline"])
        if candidate.info["cmdline"] and str(server.data) in candidate.info["cmdline"]
    ]
    return [*psutil.Process(process.pid).children(recursive=True), *servers]


def status(port):
    """The status of the front page; None when nothing answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as page:
            return page.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def still_alive(processes):
    _, alive = psutil.wait_procs(processes, timeout=5)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def test_portal_serves_and_ends_without_a_trace(manage, server, port):
    process = manage("aja", "--ilman-demoa")
    assert f"http://localhost:{port}/" in read_until(process, "Ctrl-C")
    assert status(port) == 200
    processes = family(process, server)
    commands = " ".join(" ".join(child.cmdline()) for child in processes)
    assert ["gunicorn" in commands, "procrastinate worker" in commands, "/postgres -D" in commands] == [
        True
    ] * 3

    process.send_signal(signal.SIGTERM)
    process.communicate()

    assert process.returncode == 0
    assert still_alive(processes) == []


def test_killed_web_process_is_replaced(manage, server, port):
    process = manage("aja", "--ilman-demoa")
    read_until(process, "Ctrl-C")
    gunicorn = next(child for child in family(process, server) if "gunicorn" in child.cmdline())
    # The page is answered as soon as one of the two is up.
    wait_until(lambda: len(gunicorn.children()) == 2)
    [web, other] = gunicorn.children()
    web.kill()
    web.wait(10)

    # As many as before, the killed one not among them.
    wait_until(lambda: len(set(gunicorn.children()) - {web}) == 2)
    assert other in gunicorn.children()
    assert status(port) == 200


def test_impatient_ctrl_c_leaves_nothing_behind(manage, server):
    process = manage("aja", "--ilman-demoa")
    read_until(process, "Ctrl-C")
    processes = family(process, server)

    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    process.communicate()

    assert process.returncode == 0
    assert still_alive(processes) == []


def started_port(process):
    return int(read_until(process, "Ctrl-C").partition("localhost:")[2].partition("/")[0])


def part(process, name):
    """The child of the supervisor with this word in its command; None while there is none."""
    for child in psutil.Process(process.pid).children():
        # It may end while it is looked at.
        with suppress(psutil.NoSuchProcess):
            if name in child.cmdline():
                return child
    return None


def ask(server, query):
    with psycopg.connect(**server.address, dbname=DATABASE, options="-c synchronous_commit=on") as db:
        return db.execute(query).fetchone()[0]


def works(server):
    """Whether a job that is put into the queue gets done."""
    job = ask(
        server,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES "
        """('default', 'tyollisyysalue.jobs.jatka_keskeytyneita', '{"timestamp": 0}') RETURNING id""",
    )
    wait_until(lambda: ask(server, f"SELECT status FROM procrastinate_jobs WHERE id = {job}") == "succeeded")
    return True


def test_killed_parts_come_back(manage, server):
    process = manage("aja", "--ilman-demoa")
    port = started_port(process)
    ask(server, "UPDATE tyollisyysalue_kunta SET nimi_sv = 'Bestående' WHERE koodi = '687' RETURNING 1")
    for name in ("gunicorn", "procrastinate"):
        killed = part(process, name)
        killed.kill()
        wait_until(lambda name=name, killed=killed: part(process, name) not in (None, killed))
    wait_until(lambda: status(port) == 200)
    assert works(server)

    postmaster = psutil.Process(int((server.data / "postmaster.pid").read_text().split()[0]))
    for killed in [postmaster, *postmaster.children()]:
        # The others notice at once that the first is gone, and end by themselves.
        with suppress(psutil.NoSuchProcess):
            killed.kill()

    # A page that meets the dead server may be an error; the next ones start it again.
    wait_until(lambda: status(port) == 200)
    assert works(server)
    assert ask(server, "SELECT nimi_sv FROM tyollisyysalue_kunta WHERE koodi = '687'") == "Bestående"
    processes = family(process, server)
    process.send_signal(signal.SIGTERM)
    process.communicate()
    assert process.returncode == 0
    assert still_alive(processes) == []


def is_database(child):
    return child.name() == "postgres"


@pytest.mark.parametrize("killed", ["supervisor", "portal", "portal and database"])
def test_portal_starts_again_after_its_supervisor_was_killed(manage, server, killed):
    process = manage("aja", "--ilman-demoa")
    assert status(started_port(process)) == 200
    processes = family(process, server)
    children = [child for child in processes if not is_database(child)]
    process.kill()
    for child in {"supervisor": [], "portal": children, "portal and database": processes}[killed]:
        with suppress(psutil.NoSuchProcess):
            child.kill()
    process.communicate()
    # Nobody told them to end, if only the supervisor was killed; a server that is left has a user again below.
    assert still_alive(children) == []

    again = manage("aja", "--ilman-demoa")

    assert status(started_port(again)) == 200
    processes += family(again, server)
    again.send_signal(signal.SIGTERM)
    again.communicate()
    assert still_alive(processes) == []


def test_part_that_ends_over_and_over_again_ends_the_portal():
    child = Child("-c", "raise SystemExit(3)")
    child.start()
    told = StringIO()

    def go_on():
        while True:
            child.process.wait()
            Command(stderr=told).keep_alive({"worker": child})

    with pytest.raises(CommandError, match=r"The worker ended by itself \(status 3\) over and over again"):
        go_on()
    assert told.getvalue().splitlines() == ["The worker ended by itself (status 3) and is started again."] * 5


def test_valmistele_from_the_start_forgets_what_was(manage, server):
    server.acquire()
    manage("valmistele", "--ilman-demoa").communicate()
    query = "UPDATE tyollisyysalue_kunta SET nimi_fi = 'Toinen' RETURNING 1"
    with psycopg.connect(**server.address, dbname=DATABASE) as db:
        assert len(db.execute(query).fetchall()) == 308

    process = manage("valmistele", "--ilman-demoa", "--alusta")
    process.communicate()

    assert process.returncode == 0
    with psycopg.connect(**server.address, dbname=DATABASE) as db:
        names = db.execute("SELECT count(*) FROM tyollisyysalue_kunta WHERE nimi_fi = 'Toinen'").fetchone()
    assert names == (0,)
    server.release()


def test_taken_port_is_said_before_anything_starts(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))

        with pytest.raises(
            CommandError, match=f"Port {port} is in use. Choose another one: make run PORT=8001"
        ):
            call_command("aja")


@pytest.mark.parametrize("port", ["kahdeksan", "0", "65536"])
def test_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CommandError, match=f"PORT must be a number from 1 to 65535, not “{port}”."):
        call_command("aja")
