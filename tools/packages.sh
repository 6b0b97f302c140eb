#!/bin/sh
# Makes .venv (or the folder named), if there is none that works, with what the portal runs on and
# the portal itself.
set -eu
cd -- "$(dirname -- "$0")/.."
into=${1:-.venv}
if ! "$into/bin/python" -c '' 2>/dev/null; then
    sh tools/uv.sh venv --clear --python "$(sh tools/preflight.sh python)" "$into"
fi
sh tools/uv.sh pip install --python "$into/bin/python" --compile-bytecode \
    --require-hashes --requirements requirements.txt
# The builder is in .tools, so that the folder holds the portal's needs and nothing else.
PYTHONPATH=.tools/python sh tools/uv.sh pip install --python "$into/bin/python" --no-deps \
    --no-build-isolation --reinstall-package care-portal --editable .
