#!/usr/bin/env bash
# Builds target/dist. A process of its own, because bash forgets "set -e" in a function whose result
# is tested. Run by ./vedette and ./check, which hold the lock.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
source "$root/scripts/house.sh"
require_jdk
build "$@"
