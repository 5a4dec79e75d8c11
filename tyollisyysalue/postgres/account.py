"""Whom the embedded server runs as: PostgreSQL refuses root, and root is who runs containers and CI."""

import logging
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass

logger = logging.getLogger(__name__)

# The name that the package's own API uses for the same purpose.
SYSTEM_USER = "pgserver"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    @property
    def is_another(self):
        return self.uid != os.geteuid()

    def for_subprocess(self):
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_another else {}

    def give(self, path):
        if self.is_another:
            os.chown(path, self.uid, self.gid)


def server_account(directory):
    """Who runs the server of this folder: root hands over to the folder's owner or to a system user."""
    found = directory.stat()
    if os.geteuid() != 0:
        if found.st_uid != os.geteuid():
            raise PermissionError(f"{directory} belongs to another user.")
        return Account(os.geteuid(), os.getegid())
    if found.st_uid != 0:
        return Account(found.st_uid, found.st_gid)
    account = _system_user()
    account.give(directory)
    return account


def _system_user():
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        # Not checked, because another process may have been first; a real failure shows in the next line.
        subprocess.run(["useradd", "--system", SYSTEM_USER], capture_output=True, check=False)
        entry = pwd.getpwnam(SYSTEM_USER)
    return Account(entry.pw_uid, entry.pw_gid)


def open_for(account, directory, installation):
    """Let the account reach the data and the programs.

    The package's API makes every parent folder readable by everybody (root's home goes from 700 to 755).
    Passing through is enough: 711, nothing can be listed. It stays so, because the server loads files as long
    as it runs.
    """
    if not account.is_another:
        return
    for folder in {*directory.parents, *installation.parents}:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            logger.warning("Other users may now pass through %s: the embedded PostgreSQL needs to.", folder)
            folder.chmod(mode | stat.S_IXOTH)
    # A strict umask at installation leaves the programs to root alone.
    if not (installation / "bin").stat().st_mode & stat.S_IXOTH:
        for path in (installation, *installation.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | (mode & 0o500) >> 6)
