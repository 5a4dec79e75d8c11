#!/bin/sh
# Makes sure that the named packages of Debian or Ubuntu are installed: root installs them, others are told how.

if ! command -v dpkg-query >/dev/null; then
    echo "Not Debian or Ubuntu: what these packages hold must be there already: $*"
    exit 0
fi

missing=
for package; do
    case $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Some system packages are missing. Install them and run the same command again:" >&2
    echo "    sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# Unquoted: a list of names.
apt-get update -q && apt-get install -q -y --no-install-recommends $missing
