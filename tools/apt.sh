#!/bin/sh
# Installs Debian packages, as root and without a question. Fails quietly elsewhere.
#
#   apt.sh LOG "What is being done" PACKAGE…
set -u
log=$1
doing=$2
shift 2
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || exit 1
printf '%s\n' "$doing …"
mkdir -p -- "$(dirname -- "$log")"
export DEBIAN_FRONTEND=noninteractive
{
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "$@"
} >"$log" 2>&1 </dev/null
