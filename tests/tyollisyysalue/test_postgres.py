"""The embedded server: its settings, and what happens to it when processes come, leave and are killed."""

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from tyollisyysalue.postgres import server as server_module
from tyollisyysalue.postgres.checks import embedded_server_is_not_for_production
from tyollisyysalue.postgres.server import Server, ServerError


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "pg", fsync=False)
    yield server
    server.release()


def postmaster(server):
    return psutil.Process(int((server.data / "postmaster.pid").read_text().split()[0]))


def is_running(server):
    """Whether a server stands on the folder, a dead one that nobody has reaped not counted."""
    return any(
        str(server.data) in process.info["cmdline"] and process.status() != psutil.STATUS_ZOMBIE
        for process in psutil.process_iter(["cmdline"])
        if process.info["cmdline"] and process.info["cmdline"][0].endswith("/postgres")
    )


def value(server, query):
    with server._connect() as db:
        return db.execute(query).fetchone()[0]


def answer(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


@pytest.mark.kanta
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT upper('ähtäri')", "ÄHTÄRI"),
        ("SELECT lower('ÅLAND')", "åland"),
        ("SELECT 'ÄHTÄRI' ~* 'ähtäri'", True),
        (
            "SELECT to_tsvector('finnish', 'Ähtärin työttömät') @@ to_tsquery('finnish', 'työtön | ÄHTÄRI')",
            True,
        ),
    ],
)
def test_database_knows_finnish_letters(query, expected):
    assert answer(query) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT datlocprovider = 'b' FROM pg_database WHERE datname = current_database()", True),
        ("SELECT datlocale FROM pg_database WHERE datname = current_database()", "C.UTF-8"),
        ("SELECT current_setting('max_connections')", "300"),
        ("SELECT current_setting('fsync')", "off"),
    ],
)
def test_embedded_database_of_tests_is_roomy_and_fast(query, expected):
    assert answer(query) == expected


def test_fsync_is_on_unless_told(tmp_path):
    server = Server(tmp_path / "pg")
    server.acquire()

    try:
        assert value(server, "SELECT current_setting('fsync')") == "on"
    finally:
        server.release()


def test_folder_lets_nobody_else_in(server):
    server.acquire()

    assert server.directory.stat().st_mode & 0o077 == 0
    assert value(server, "SELECT current_setting('listen_addresses')") == ""


def test_last_user_stops_the_server(server):
    other = Server(server.directory, fsync=False)
    server.acquire()
    other.acquire()

    server.release()
    assert value(other, "SELECT 1") == 1
    other.release()
    assert not is_running(server)


def test_database_is_made_once(server):
    server.acquire()

    server.ensure_database("Ähtärin kanta")
    Server(server.directory).ensure_database("Ähtärin kanta")

    assert value(server, "SELECT count(*) FROM pg_database WHERE datname = 'Ähtärin kanta'") == 1


USE_SERVER = """
import sys, time
from tyollisyysalue.postgres.server import Server
server = Server(sys.argv[1], fsync=False)
server.acquire()
server.ensure_database("yhteinen")
with server._connect() as db:
    db.execute("SELECT 1")
print("ready", flush=True)
sys.stdin.readline()
"""


def start_user(server):
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", USE_SERVER, str(server.directory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_two_processes_start_in_a_fresh_folder_at_once(server):
    users = [start_user(server) for _ in range(2)]

    assert [user.stdout.readline() for user in users] == ["ready\n", "ready\n"]
    for user in users:
        assert user.communicate("\n") == ("", None)
        assert user.returncode == 0
    assert not is_running(server)


def test_killed_user_does_not_keep_the_server_up(server):
    server.acquire()
    user = start_user(server)
    user.stdout.readline()
    user.kill()
    user.communicate()

    server.release()

    assert not is_running(server)


def test_killed_server_is_started_again(server):
    server.acquire()
    server.ensure_database("säilyvä")
    killed = postmaster(server).pid
    os.kill(killed, signal.SIGKILL)
    while server._is_listening():
        time.sleep(0.01)

    server.acquire()

    assert postmaster(server).pid != killed
    assert value(server, "SELECT count(*) FROM pg_database WHERE datname = 'säilyvä'") == 1


def test_pid_of_another_program_is_not_taken_for_the_server(server):
    server.acquire()
    server.release()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")

    server.acquire()

    assert postmaster(server).pid != os.getpid()


def test_interrupted_initialisation_starts_over(server):
    (server.directory / "data.unfinished").mkdir(parents=True)
    (server.directory / "data.unfinished" / "PG_VERSION").write_text("18\n")

    server.acquire()

    assert value(server, "SELECT 1") == 1


def test_forked_child_holds_the_server_for_itself(server):
    server.acquire()
    pid = os.fork()
    if pid == 0:
        server.acquire()
        server.release()
        os._exit(0)
    os.waitpid(pid, 0)

    assert value(server, "SELECT 1") == 1


def test_threads_start_one_server(server):
    threads = [threading.Thread(target=server.acquire) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert value(server, "SELECT 1") == 1


@pytest.mark.parametrize("name", ["kansio, jossa on pilkku ja 'lainaus'", "k" * 100])
def test_folder_of_any_name(tmp_path, name):
    server = Server(tmp_path / name, fsync=False)
    server.acquire()

    try:
        assert value(server, "SELECT 1") == 1
    finally:
        server.release()
    assert not server.socket_dir.exists()


def test_server_that_cannot_start_says_why(server, monkeypatch):
    monkeypatch.setattr(server_module, "GRACE", 0)
    server.acquire()
    server.release()
    (server.data / "postgresql.conf").write_text("max_connections = monta\n")

    with pytest.raises(ServerError, match='invalid value for parameter "max_connections": "monta"'):
        server.acquire()


def test_folder_of_another_user_is_refused_in_words(server, monkeypatch):
    server.directory.mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)

    with pytest.raises(
        ServerError, match=r"belongs to another user\. Run as that user, or remove the folder"
    ):
        server.acquire()


def test_check_warns_of_the_embedded_server_in_production():
    with pytest.raises(SystemCheckError, match=r"tyollisyysalue\.W001"):
        call_command("check", deploy=True, tags=["security"], fail_level="WARNING")


def test_check_is_silent_with_a_server_of_ones_own(settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")

    assert embedded_server_is_not_for_production(None) == []
