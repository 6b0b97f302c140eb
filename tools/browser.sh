#!/bin/sh
# Finds a Chromium for the tests, or gets one, and writes what the tests need to know of it in
# build/browser.env. As root it comes by apt; otherwise, or where apt has none, as an npm package
# that carries one. NO_SYSTEM_CHROMIUM=1 leaves the machine's own aside.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
mkdir -p build

if [ -n "${E2E_CHROMIUM-}" ] && [ ! -x "$E2E_CHROMIUM" ]; then
    echo "E2E_CHROMIUM names $E2E_CHROMIUM, which is not a program: name a Chromium, or nothing." >&2
    exit 1
fi

on_this_machine() {
    [ -z "${NO_SYSTEM_CHROMIUM-}" ] || return 1
    # The shell has no windows to draw, and takes half the processor's time.
    command -v chromium-headless-shell || command -v chromium || command -v google-chrome
}

carried() {
    [ -x build/chromium/run ] && echo "$PWD/build/chromium/run"
}

of_playwright() {
    .venv/bin/python - <<'ASK' 2>/dev/null
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
    sys.exit(not os.path.exists(playwright.chromium.executable_path))
ASK
}

from_apt() {
    [ -z "${NO_SYSTEM_CHROMIUM-}" ] || return 1
    for chromium in chromium-headless-shell chromium; do
        sh tools/apt.sh build/apt.log "Installing a browser for the tests" "$chromium" \
            fonts-liberation >&2 &&
            on_this_machine && return
    done
    return 1
}

from_npm() {
    mkdir -p build/chromium
    cp tools/chromium/package.json tools/chromium/package-lock.json .npmrc build/chromium/
    sh tools/quietly.sh build/chromium.log "Fetching a browser for the tests" \
        sh tools/npm.sh ci --prefix build/chromium --ignore-scripts --omit=dev >&2 &&
        .venv/bin/python -m tools.chromium build/chromium && carried
}

if [ -n "${E2E_CHROMIUM-}" ]; then
    browser=$E2E_CHROMIUM
else
    browser=$(on_this_machine || carried || of_playwright || from_apt || from_npm) || {
        echo "No browser for the tests: install Chromium, or set E2E_CHROMIUM to the path of one." >&2
        exit 1
    }
fi

{
    echo "export E2E_CHROMIUM='$browser'"
    # Playwright's own Node leans on a library that a small system lacks; another Node will do.
    for own in .venv/lib/python3*/site-packages/playwright/driver/node; do
        "$own" --version >/dev/null 2>&1 ||
            echo "export PLAYWRIGHT_NODEJS_PATH='$(sh tools/node.sh)'"
    done
} >build/browser.env
