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
    remedy='the disk is full: make room, then run the same command again'
elif says 'do not match the hashes|hash mismatch|EINTEGRITY'; then
    remedy='a file that came is not the one we chose: do not use it; if it happens again, tell the maintainers'
elif says 'permission denied|read-only file system|EACCES|EROFS'; then
    remedy='a file could not be written: make this folder writable, then run the same command again'
elif says 'resolve|getaddrinfo|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|connection|timed out|unreachable|error sending request|failed to fetch|certificate|proxy'; then
    remedy='the network did not answer: check the connection, or your proxy or mirror settings, then run the same command again'
else
    remedy='the reason is in the log'
fi
printf '%s did not work: %s (%s).\n' "$doing" "$remedy" "$log" >&2
exit 1
