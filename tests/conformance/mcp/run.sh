#!/bin/sh
# Installs the official client, builds the local system, and runs the one against the other. Exit code 0 only when all pass.
set -eu
cd "$(dirname "$0")"
command -v node >/dev/null || { echo "node 20 or newer is needed: install the nodejs package." >&2; exit 1; }
npm ci --silent --no-fund --no-audit
dotnet build ../../../src/Hitl.Local -v q --nologo -m:1 >&2
exec npm test --silent
