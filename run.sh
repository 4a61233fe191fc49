#!/usr/bin/env bash
# From a fresh machine to a running system, with the main job told as a story. --exit stops after the story.
set -euo pipefail
cd "$(dirname "$0")"
. deploy/scripts/tools.sh

need_dotnet
need_postgres
if ! build=$(dotnet build src/Hitl.Local -c Release --nologo -v q 2>&1); then
  printf '%s\n' "$build" | grep -E 'error|Error' | sort -u | head -n 20 >&2
  stop "The build failed; the errors are above."
fi
exec dotnet src/Hitl.Local/bin/Release/net10.0/Hitl.Local.dll "$@"
