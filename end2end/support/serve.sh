#!/usr/bin/env bash
# Serves a fresh demo company from a temporary folder, which goes with the process. Where it is stands in a file, for support/mailbox.ts.
set -euo pipefail
folder="$(mktemp -d)"
told="${TMPDIR:-/tmp}/kontor-e2e-$1"
trap 'rm -rf "$folder" "$told"' EXIT
echo "$folder" > "$told"
export KONTOR__DATA="$folder/data" KONTOR__LISTEN="127.0.0.1:$1" KONTOR__BASE_URL="http://127.0.0.1:$1"
export KONTOR__LOG__LEVEL="${KONTOR__LOG__LEVEL:-warn}" KONTOR__HTTP__REQUESTS_PER_SECOND=0 KONTOR__HOOKS__PRIVATE_NETWORKS=true KONTOR__SITE="${SITE:-../target/site}"
"${KONTOR:-../target/debug/kontor}" serve --demo --parts 600 &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder" "$told"' EXIT TERM INT
wait $server
