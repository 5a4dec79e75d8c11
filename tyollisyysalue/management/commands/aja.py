import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from contextlib import suppress
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15
# One that ends more often is broken, and starting it again would only hide that.
RESTARTS = 5
SECONDS_OF_RESTARTS = 60
# <linux/prctl.h>
PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    """The supervisor behind ``make run``.

    By preparing the database it becomes a user of the embedded server, which therefore stays up while the children
    come and go, and stops with the supervisor unless somebody else still uses it. A child that is killed is started
    again; when the supervisor itself is killed, the children end with it.
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
        children = {
            "web server": Child(*web_server(port)),
            "worker": Child("manage.py", "procrastinate", "worker", "--shutdown-graceful-timeout=5"),
        }
        try:
            for child in children.values():
                child.start()
            self.wait_for_page(children, port)
            self.stdout.write(prepared.getvalue())
            self.stdout.write(f"The portal is at http://localhost:{port}/. Ctrl-C stops it.")
            self.stdout.flush()
            while True:
                self.keep_alive(children)
                time.sleep(0.5)
        finally:
            # A second Ctrl-C would leave children behind.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            stop(children.values())

    def keep_alive(self, children):
        for name, child in children.items():
            if child.status is None:
                continue
            ended = f"The {name} ended by itself (status {child.status})"
            if child.is_broken:
                raise CommandError(f"{ended} over and over again, so the portal stops.")
            self.stderr.write(f"{ended} and is started again.")
            child.restart()

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


class Child:
    """One process of the portal and what it starts itself."""

    def __init__(self, *arguments):
        self.arguments = arguments
        self.process: Any = None
        self.restarts: deque[float] = deque(maxlen=RESTARTS)

    @property
    def status(self):
        """What it ended with; None as long as it lives."""
        return self.process.poll()

    @property
    def is_broken(self):
        return len(self.restarts) == RESTARTS and time.monotonic() - self.restarts[0] < SECONDS_OF_RESTARTS

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, *self.arguments],
            cwd=settings.BASE_DIR,
            # A session of its own: Ctrl-C in the terminal reaches the supervisor only, which then stops them in order.
            start_new_session=True,
            preexec_fn=ending_with(os.getpid()),
        )

    def restart(self):
        self.kill_rest()
        self.restarts.append(time.monotonic())
        self.start()

    def kill_rest(self):
        """What is left of its session, if it did not end or left children of its own."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def ending_with(parent):
    """What a child does first, so that it ends even if the supervisor is killed and cannot stop it (Linux only)."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def end_with_parent():
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        # It may have been killed in between.
        if os.getppid() != parent:
            os._exit(1)

    return end_with_parent


def demand_alive(children):
    for name, child in children.items():
        if child.status is not None:
            raise CommandError(f"The {name} ended by itself (status {child.status}), so the portal stops.")


def is_answered(port):
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def stop(children):
    started = [child for child in children if child.process]
    for child in started:
        child.process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in started:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0, deadline - time.monotonic()))
        child.kill_rest()
