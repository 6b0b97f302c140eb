#!/bin/sh
# Says in one sentence what a machine lacks, with the remedy. Plain sh: it runs before we know
# whether there is a Python at all.
#
#   preflight.sh python         prints the first Python here that is new enough and has pip
#   preflight.sh folder PATH    PATH, or the nearest folder above it that exists, takes new files
#   preflight.sh port NUMBER    nothing answers on that port of this machine yet
set -u

stop() {
    printf '%s\n' "$1" >&2
    exit 1
}

runs() { # the Python named runs, and is new enough
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    choices=${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}
    no_pip=
    for python in $choices; do
        runs "$python" || continue
        if "$python" -m pip --version >/dev/null 2>&1; then
            command -v "$python"
            return
        fi
        no_pip=${no_pip:-$python}
    done
    [ -z "$no_pip" ] ||
        stop "$no_pip has no pip: install it (on Debian and Ubuntu: apt-get install python3-pip), then run the same command again."
    for python in $choices; do
        old=$("$python" --version 2>&1) || continue
        stop "$old is too old: install Python 3.11 or later with pip, or name another one, as in 'make run PYTHON=/usr/bin/python3.12'."
    done
    [ -z "${PYTHON-}" ] ||
        stop "$PYTHON is not a Python that runs: name one of version 3.11 or later, with pip, or leave PYTHON out."
    stop "There is no Python here: install Python 3.11 or later with pip (on Debian and Ubuntu: apt-get install python3 python3-pip), then run the same command again."
}

check_folder() {
    folder=$1
    while [ ! -e "$folder" ]; do folder=$(dirname -- "$folder"); done
    [ -d "$folder" ] || stop "$folder is a file, not a folder: name another folder, as in 'make run DATA=/var/lib/portal'."
    probe=$folder/.writable.$$
    if (: >"$probe") 2>/dev/null; then
        rm -f -- "$probe"
    else
        stop "The folder $(cd -- "$folder" 2>/dev/null && pwd || echo "$folder") takes no new files: make it writable for $(id -un), or use another one."
    fi
}

check_port() {
    case $1 in
    '' | *[!0-9]*) stop "'$1' is not a port: name a number from 1024 to 65535, as in 'make run PORT=8001'." ;;
    esac
    python=$(find_python) || exit 1
    "$python" - "$1" <<'PROBE' || exit 1
import socket, sys

port = int(sys.argv[1])
door = socket.socket()
door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    door.bind(("127.0.0.1", port))
except OverflowError:
    sys.exit(f"{port} is not a port: name a number from 1024 to 65535, as in 'make run PORT=8001'.")
except PermissionError:
    sys.exit(f"Port {port} is for the system only: name one above 1023, as in 'make run PORT=8001'.")
except OSError:
    sys.exit(f"Something else answers on port {port}: stop it, or use another port, as in 'make run PORT={port + 1}'.")
PROBE
}

case ${1-} in
python) find_python ;;
folder) check_folder "$2" ;;
port) check_port "$2" ;;
*) stop "usage: preflight.sh python | folder PATH | port NUMBER" ;;
esac
