#!/bin/sh
# Makes .venv, if there is none that works, with what the portal runs on and the portal itself.
set -eu
cd -- "$(dirname -- "$0")/.."
if ! .venv/bin/python -c '' 2>/dev/null; then
    sh tools/uv.sh venv --clear --python "$(sh tools/preflight.sh python)" .venv
fi
sh tools/uv.sh pip install --python .venv/bin/python --compile-bytecode \
    --require-hashes --requirements requirements.txt
# The builder is in .tools, so that .venv holds the portal's needs and nothing else.
PYTHONPATH=.tools/python sh tools/uv.sh pip install --python .venv/bin/python --no-deps \
    --no-build-isolation --reinstall-package care-portal --editable .
