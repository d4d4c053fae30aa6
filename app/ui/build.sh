#!/bin/sh
# Checks and builds the dashboard into dist/. Does nothing if no source changed since the last time.
# Needs node 18 or later and npm. --force builds anyway, --unchecked does not look at the types.
set -eu
cd "$(dirname "$0")"

fail() {
  echo "ui: $1" >&2
  exit 1
}

command -v node >/dev/null || fail 'node not found. Expected: node 18 or later. Do: apt-get install nodejs npm'
command -v npm >/dev/null || fail 'npm not found. Do: apt-get install npm'
node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 18 ? 0 : 1)' ||
  fail "node is too old. Expected: 18 or later. Found: $(node --version)"

# Everything that decides the result, the tools' versions included.
sources() {
  find src public scripts test dev index.html package.json package-lock.json .npmrc tsconfig.json \
    svelte.config.js vite.config.ts build.sh -type f | LC_ALL=C sort
}
stamp=$({ node --version; sources | while read -r f; do sha256sum "$f"; done; } | sha256sum | cut -d' ' -f1)
if [ "${1:-}" != --force ] && [ -f dist/index.html ] && [ "$(cat dist/.stamp 2>/dev/null)" = "$stamp" ]; then
  echo "ui: nothing changed"
  exit 0
fi

lock=$(sha256sum package-lock.json | cut -d' ' -f1)
if [ "$(cat node_modules/.lock 2>/dev/null)" != "$lock" ]; then
  npm ci --prefer-offline --no-audit --no-fund || fail 'npm ci failed. Do: see above; without network, fill the cache of npm first'
  echo "$lock" >node_modules/.lock
fi
rm -rf dist
[ "${1:-}" = --unchecked ] || npm run --silent check || fail 'the types do not fit; see above'
npm run --silent build || fail 'the build failed; see above'
echo "$stamp" >dist/.stamp
