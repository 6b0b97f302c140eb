#!/bin/sh
# Runs a command with its output in a log, and says one line about it; if it fails, one sentence
# with the likely remedy.
#
#   quietly.sh LOG "What is being done" COMMAND…
set -u
log=$1
doing=$2
shift 2

mkdir -p -- "$(dirname -- "$log")" || exit 1
printf '%s\n' "$doing …"
"$@" >"$log" 2>&1 </dev/null && exit 0

says() { grep -qiE "$1" "$log"; }

if says 'no space left'; then
    why=', because the disk is full: make room, then run the same command again'
elif says 'do not match the hashes|hash mismatch|EINTEGRITY'; then
    why=', because a file that came is not the one we chose: do not use it, and tell the maintainers if it happens again'
elif says 'permission denied|read-only file system|EACCES|EROFS'; then
    why=', because a file could not be written: make this folder writable, then run the same command again'
elif says 'resol(ve|ution)|getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|connection|timed out|unreachable|error sending request|failed to fetch|certificate|proxy'; then
    why=', because the network did not answer: check the connection, and your proxy or mirror if you have one, then run the same command again'
else
    why=': the log says why'
fi
printf '%s did not work%s (%s).\n' "$doing" "$why" "$log" >&2
exit 1
