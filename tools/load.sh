#!/bin/sh
# Gets wrk, which sends the requests of `make bench`.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
command -v wrk >/dev/null 2>&1 && exit 0
sh tools/apt.sh build/wrk.log "Installing wrk" wrk && exit 0
echo "wrk, which sends the requests, is not here: apt-get install wrk, then run 'make bench' again." >&2
exit 1
