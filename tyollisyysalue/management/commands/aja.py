import errno
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


class Command(BaseCommand):
    """The supervisor behind ``make run``.

    By preparing the database it becomes a user of the embedded server, which therefore stays up while the children
    come and go, and stops with the supervisor unless somebody else still uses it.
    """

    help = "Run the portal on one port: database, web server and worker, until Ctrl-C or SIGTERM."
    # migrate makes them; here they would only start the database before the port is known to be free.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--ilman-demoa", action="store_true", help="no users, no case")

    def handle(self, *, ilman_demoa, **options):
        port = free_port()
        signal.signal(signal.SIGINT, leave)
        signal.signal(signal.SIGTERM, leave)
        self.stdout.write("Preparing the database …")
        prepared = StringIO()
        call_command("valmistele", ilman_demoa=ilman_demoa, stdout=prepared)
        connections.close_all()
        children = {}
        try:
            children["web server"] = start(*web_server(port))
            children["worker"] = start(
                "manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout=5"
            )
            self.wait_for_page(children, port)
            self.stdout.write(prepared.getvalue())
            self.stdout.write(f"The portal is at http://localhost:{port}/. Ctrl-C stops it.")
            self.stdout.flush()
            while True:
                demand_alive(children)
                time.sleep(0.5)
        finally:
            # A second Ctrl-C would leave children behind.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            stop(children.values())

    def wait_for_page(self, children, port):
        deadline = time.monotonic() + SECONDS_TO_START
        while not is_answered(port):
            demand_alive(children)
            if time.monotonic() > deadline:
                raise CommandError(f"The web server did not answer in {SECONDS_TO_START} seconds.")
            time.sleep(0.1)


def leave(signum, frame):
    raise SystemExit(0)


def free_port():
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CommandError(f"PORT must be a number from 1 to 65535, not “{text}”.")
    port = int(text)
    with socket.socket() as probe:
        # As the web server will do: connections of a portal that just ended do not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise CommandError(f"Port {port} {reason}. Choose another one: make run PORT=8001") from error
    return port


def web_server(port):
    return [
        "-m",
        "gunicorn",
        "tyollisyysalue.wsgi",
        f"--bind={HOST}:{port}",
        "--preload",
        "--workers=2",
        # Browsers open connections ahead of use; one of them would block a worker without threads.
        "--worker-class=gthread",
        "--threads=4",
        "--graceful-timeout=5",
        "--log-level=warning",
        "--no-control-socket",
    ]


def start(*arguments):
    # A session of its own: Ctrl-C in the terminal reaches the supervisor only, which then stops them in order.
    return subprocess.Popen([sys.executable, *arguments], cwd=settings.BASE_DIR, start_new_session=True)


def demand_alive(children):
    for name, process in children.items():
        if process.poll() is not None:
            raise CommandError(
                f"The {name} ended by itself (status {process.returncode}), so the portal stops."
            )


def is_answered(port):
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def stop(processes):
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0, deadline - time.monotonic()))
        # What is left of its session, if it did not end or left children of its own.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
