#!/bin/sh
# Runs a command with DATABASE_URL pointing to a PostgreSQL server of the system's that lives only as long as the command.
#
# Its default collation is Finnish by ICU, where the embedded server's is "C": what passes on both does not depend on it.

set -eu

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || programs=$(pg_config --bindir 2>/dev/null) || true
if [ ! -x "$programs/initdb" ]; then
    echo "No PostgreSQL server was found. On Debian and Ubuntu: sudo apt-get install --no-install-recommends postgresql" >&2
    exit 1
fi

# PostgreSQL refuses to run as root.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

folder=$(mktemp -d "${TMPDIR:-/tmp}/portaali-postgres.XXXXXX")
[ "$(id -u)" -ne 0 ] || chown postgres "$folder"
# Where the caller stands may be closed to the server's user.
here=$PWD
cd "$folder"

finish() {
    cd "$folder"
    as_owner "$programs/pg_ctl" stop --silent --mode=immediate --pgdata=data >/dev/null 2>&1 || true
    cd /
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' HUP TERM

as_owner "$programs/initdb" --pgdata=data --username=postgres --auth=trust --no-sync --no-instructions \
    --encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=fi >initdb.log 2>&1 \
    || { cat initdb.log >&2; exit 1; }
# Only who can enter the folder reaches the socket, so that trust is safe. The data need not survive a power cut.
cat >>data/postgresql.conf <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
SETTINGS
as_owner "$programs/pg_ctl" start --silent --wait --pgdata=data --log=data/server.log \
    || { cat data/server.log >&2; exit 1; }

cd "$here"
DATABASE_URL=postgres://postgres@$(printf %s "$folder" | sed 's|/|%2F|g')/portaali "$@"
