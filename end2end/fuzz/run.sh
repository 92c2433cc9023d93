#!/usr/bin/env bash
# Sends requests that nobody thought of, made by schemathesis from the OpenAPI document, with a key of a customer and one of the
# dealer, to a demo company in a folder of its own.
set -euo pipefail
cd "$(dirname "$0")"
port="${PORT:-3970}" folder="$(mktemp -d)"
export KONTOR__DATA="$folder/data" KONTOR__LISTEN="127.0.0.1:$port" KONTOR__BASE_URL="http://127.0.0.1:$port"
export KONTOR__LOG__LEVEL=error KONTOR__HTTP__REQUESTS_PER_SECOND=0 KONTOR__SITE="$SITE"
"$KONTOR" serve --demo --parts 600 > "$folder/log" 2>&1 &
server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder"' EXIT
until curl -fs -o /dev/null "http://127.0.0.1:$port/readyz"; do kill -0 $server; sleep 0.5; done
failed=0
for key in $(python3 keys.py "$port"); do
  "$SCHEMATHESIS" --config-file schemathesis.toml run "http://127.0.0.1:$port/api/v1/openapi.json" -H "Authorization: Bearer $key" || failed=1
done
exit $failed
