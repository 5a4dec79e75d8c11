#!/bin/sh
# Prints the path of the first Python that runs, is new enough and can make virtual environments.
# Each candidate is run, because pyenv's shims exist also for versions that they then refuse to start.

suits() {
    "$@" -c 'import ensurepip, sys, venv; assert sys.version_info >= (3, 12); print(sys.executable)' 2>/dev/null
}

for candidate in python3.14 python3.13 python3.12 python3; do
    suits "$candidate" && exit
done
if command -v pyenv >/dev/null; then
    suits env PYENV_VERSION="$(pyenv latest 3)" python3 && exit
fi

echo "No Python 3.12 or newer with the module venv was found. Install one (on Debian and Ubuntu also the" >&2
echo "package python3-venv) so that python3 starts it, and run the same command again." >&2
exit 1
