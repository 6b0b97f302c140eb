#!/bin/sh
# Works out every requirements*.txt and package-lock.json again. Versions that still fit stay; with
# the word --upgrade the newest are taken.
set -eu
cd -- "$(dirname -- "$0")/.."
for name in requirements requirements-dev requirements-tools requirements-node; do
    sh tools/uv.sh pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header "$@" \
        "$name.in" --output-file "$name.txt"
done
sh tools/npm.sh install --package-lock-only --ignore-scripts
