#!/usr/bin/env bash
# Serves a fresh demo company, whose documents are sealed, from a temporary folder, which goes with the process. Where it is stands in a
# file, for the support/ of the stories.
set -euo pipefail
folder="$(mktemp -d)"
told="${TMPDIR:-/tmp}/kontor-e2e-$1"
mkdir "$folder/seal"
node support/authority.mjs "$folder/seal" "$(($1 + 1000))" &
authority=$!
trap 'kill $authority 2>/dev/null; rm -rf "$folder" "$told"' EXIT
until [ -e "$folder/seal/ready" ]; do kill -0 $authority; sleep 0.1; done
export KONTOR__SEAL__KEY="$folder/seal/seal.key" KONTOR__SEAL__CERTIFICATE="$folder/seal/chain.pem"
export KONTOR__SEAL__TIMESTAMPS="http://127.0.0.1:$(($1 + 1000))/" KONTOR__SEAL__ANCHORS="$folder/seal/root.pem"
echo "$folder" > "$told"
export KONTOR__DATA="$folder/data" KONTOR__LISTEN="127.0.0.1:$1" KONTOR__BASE_URL="http://127.0.0.1:$1"
export KONTOR__LOG__LEVEL="${KONTOR__LOG__LEVEL:-warn}" KONTOR__HTTP__REQUESTS_PER_SECOND=0 KONTOR__HOOKS__PRIVATE_NETWORKS=true KONTOR__SITE="${SITE:-../target/site}"
"${KONTOR:-../target/debug/kontor}" serve --demo --parts 600 &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server 2>/dev/null; kill $authority 2>/dev/null; rm -rf "$folder" "$told"' EXIT TERM INT
wait $server
