#!/bin/sh
# Sees to it that PDFs can be made here, as the tests do: WeasyPrint needs libraries of the system.
# As root they come by apt; otherwise a sentence says which to install.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
libraries="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

can() { .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; }

# shellcheck disable=SC2086 # each is a package of its own
can || { sh tools/apt.sh build/apt-printing.log "Installing what makes PDFs" $libraries && can; } || {
    echo "No PDF can be made here. On Debian and Ubuntu, as root: apt-get install $libraries" >&2
    exit 1
}
