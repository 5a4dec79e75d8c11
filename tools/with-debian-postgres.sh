#!/bin/sh
# Runs a command with DATABASE_URL of a throw-away cluster of Debian's PostgreSQL, which ends with the command.
set -eu

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort --version-sort | tail -n 1)
if [ -z "$programs" ]; then
    echo "No PostgreSQL server under /usr/lib/postgresql. Install the package postgresql and try again." >&2
    exit 1
fi

folder=$(mktemp --directory)
as=
if [ "$(id -u)" -eq 0 ]; then
    # PostgreSQL refuses root.
    chown postgres "$folder"
    as="runuser --user postgres --"
fi

end() {
    # Unquoted: nothing, or a command and its arguments.
    $as "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent stop || true
    rm -rf "$folder"
}
trap end EXIT
trap 'exit 130' INT TERM

cd "$folder"
$as "$programs/initdb" --pgdata="$folder/data" --username=portaali --auth=trust --locale=C.UTF-8 --no-sync \
    > "$folder/initdb.log"
$as "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/data/server.log" --silent --wait start \
    --options="-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=300 -c fsync=off"
cd "$OLDPWD"

# A socket's folder is the host of the address, its slashes written so that they do not end it.
DATABASE_URL="postgres://portaali@$(printf %s "$folder" | sed 's|/|%2F|g')/portaali" "$@"
