#!/bin/sh
# Puts uv, and the builder of our own package, in .tools/python. pip installs into a folder of its
# own, so a Python that the system manages is left alone.
set -eu
cd -- "$(dirname -- "$0")/.."
python=$(sh tools/preflight.sh python)
rm -rf .tools
mkdir .tools
PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 "$python" -m pip install --no-input --retries 1 --timeout 30 \
    --target .tools/python --only-binary :all: --require-hashes --requirement requirements-tools.txt
