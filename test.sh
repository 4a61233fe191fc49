#!/usr/bin/env bash
# From a fresh machine to all tests run. The last line is 'N passed, N failed' from the real counts; in CI a skipped test counts as failed.
# --nightly: fifty times as many simulated lives of the Temporal server, and a chaos run of 10,000 requests and 200 faults, which counts as one test.
set -uo pipefail
cd "$(dirname "$0")"
. deploy/scripts/tools.sh

nightly=
case "${1:-}" in
  "") ;;
  --nightly) nightly=1; export TEMPORAL_SIM_SEEDS="${TEMPORAL_SIM_SEEDS:-50000}" ;;
  *) echo "Unknown option $1. There is --nightly."; exit 64 ;;
esac

need_dotnet
need_postgres
need_chromium
need_node

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0
failed=0

say "Building ..."
if ! build=$(dotnet build HitlWorkflows.sln -c Release --nologo -v q 2>&1); then
  printf '%s\n' "$build" | grep -E 'error' | sort -u | head -n 40
  echo "The build failed."
  echo "0 passed, 1 failed"
  exit 1
fi

# A runner that dies without a result file is a failure, not a zero.
count_dotnet() {
  local name=$1 file="$results/$1.xml" line
  say "Running $name ..."
  # A test that waits for ever ends the whole run with a name, not never.
  timeout --signal=KILL 1200 dotnet "tests/$name/bin/Release/net10.0/$name.dll" -xml "$file" -noLogo -noColor -longRunning 60 > "$results/$name.log" 2>&1
  local code=$?
  grep -E '\[FAIL\]|\[SKIP\]' -A 12 "$results/$name.log" | cut -c 1-600 | head -n 400
  grep -oE '^ *[^ ].* \[(FAIL|SKIP)\]$' "$results/$name.log" >> "$results/named"
  line=$(grep -oE '<assembly [^>]*>' "$file" 2>/dev/null | head -n 1)
  if [ -z "$line" ]; then
    tail -n 40 "$results/$name.log"
    echo "$name stopped without a result (exit code $code)."
    failed=$((failed + 1))
    return
  fi
  attribute() { printf '%s' "$line" | grep -oE " $1=\"[0-9]+\"" | grep -oE '[0-9]+' || echo 0; }
  local ok bad
  ok=$(attribute passed)
  bad=$(($(attribute failed) + $(attribute errors)))
  [ "${CI:-}" = true ] && bad=$((bad + $(attribute skipped)))
  [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ] && { echo "$name ran no test."; bad=1; }
  [ "$code" -ne 0 ] && [ "$bad" -eq 0 ] && { echo "$name exited with $code."; bad=1; }
  say "$name: $ok passed, $bad failed"
  passed=$((passed + ok))
  failed=$((failed + bad))
}

count_node() {
  local dir=$1 name
  name=$(basename "$dir")
  say "Running conformance/$name ..."
  # 'ci' wants a package for every other platform in the lock file as well; a partial registry has not got them. The pins are the same.
  if ! (cd "$dir" && { npm ci --no-audit --no-fund --silent || npm install --no-save --no-audit --no-fund; }) > "$results/$name.npm" 2>&1; then
    cat "$results/$name.npm"
    echo "conformance/$name: its npm packages could not be installed; the reason is above."
    failed=$((failed + 1))
    return
  fi
  (cd "$dir" && CONFIGURATION=Release node --test --test-reporter=tap) > "$results/$name.tap" 2>&1
  local ok bad skipped
  ok=$(grep -E '^# pass ' "$results/$name.tap" | tail -n 1 | grep -oE '[0-9]+' || echo 0)
  bad=$(grep -E '^# fail ' "$results/$name.tap" | tail -n 1 | grep -oE '[0-9]+' || echo 0)
  skipped=$(grep -E '^# (skipped|cancelled) ' "$results/$name.tap" | grep -oE '[0-9]+' | awk '{ s += $1 } END { print s + 0 }')
  bad=$((bad + skipped))
  [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ] && bad=1
  [ "$bad" -gt 0 ] && grep -E -A 25 '^ *not ok' "$results/$name.tap" | head -n 200
  grep -E '^ *not ok' "$results/$name.tap" | sed "s|^ *not ok [0-9]* - |    conformance/$name: |" >> "$results/named"
  say "conformance/$name: $ok passed, $bad failed"
  passed=$((passed + ok))
  failed=$((failed + bad))
}

for project in tests/*/; do
  name=$(basename "$project")
  if [ -f "$project$name.csproj" ] && grep -q '<IsTestProject>true' "$project$name.csproj"; then count_dotnet "$name"; fi
done
for package in tests/conformance/*/package.json; do
  if [ -f "$package" ]; then count_node "$(dirname "$package")"; fi
done

if [ -n "$nightly" ]; then
  say "Running chaos, some twenty-five minutes ..."
  if dotnet tests/Hitl.Chaos/bin/Release/net10.0/Hitl.Chaos.dll run --nightly; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "    chaos run --nightly" >> "$results/named"
  fi
fi

if [ -s "$results/named" ]; then
  echo "Failed or skipped, the reasons are above:"
  head -n 100 "$results/named"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
