#!/bin/sh
# Runs uv from .tools. It does not read pip's settings, so a mirror or certificate that pip was
# told of is passed on. It never fetches a Python of its own.
set -u
cd -- "$(dirname -- "$0")/.." || exit 1
[ -z "${PIP_INDEX_URL-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX-$PIP_INDEX_URL}"
[ -z "${PIP_CERT-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE-$PIP_CERT}"
export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
exec .tools/python/bin/uv "$@"
