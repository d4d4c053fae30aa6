#!/usr/bin/env bash
# Tests of ./vedette and house.sh. Prints "ok - NAME" or "not ok - NAME" per test. Expects a fresh
# build.
set -euo pipefail
top="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# test_NAME runs in a process of its own, so that each can source house.sh with a root of its own.
if [[ ${1:-} == --test ]]; then
  set -x
  scratch="$3"
else
  mapfile -t names < <(sed -n 's/^test_\([A-Za-z0-9]*\)().*/\1/p' "${BASH_SOURCE[0]}")
  for name in "${names[@]}"; do
    mkdir "$scratch/$name"
    if "$BASH" "${BASH_SOURCE[0]}" --test "$name" "$scratch/$name" >"$scratch/log" 2>&1; then
      echo "ok - $name"
    else
      cat "$scratch/log"
      echo "not ok - $name"
    fi
  done
  exit 0
fi
trap - EXIT

fake_jdk() { # DIR VERSION
  mkdir -p "$1/bin"
  printf '#!/bin/sh\n' | tee "$1/bin/java" >"$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
  printf 'JAVA_RUNTIME_VERSION="%s+1"\nJAVA_VERSION="%s"\n' "$2" "$2" >"$1/release"
}

# house.sh on a checkout of one source file, with JDKs of our own.
fake_house() {
  root="$scratch/checkout"
  mkdir -p "$root/wire/src/main/java" "$root/wire/src/test/java" "$root/scripts" "$root/demo/build"
  touch "$root/pom.xml" "$root/wire/pom.xml" "$root/wire/src/main/java/A.java"
  # shellcheck source=scripts/house.sh
  source "$top/scripts/house.sh"
  jvm_folder="$scratch/jvm"
  unset JAVA_HOME
  PATH=/usr/bin:/bin
}

fake_build() {
  find "$root" -exec touch -d '1 hour ago' {} +
  fake_jdk "$jvm_folder/jdk-25" 25.0.3
  find_jdk
  mkdir -p "$dist"
  echo "$jdk_build" >"$dist/built"
  # Clocks of file systems are coarse: what changes from here on must be newer, not of the same tick.
  touch -d '1 minute ago' "$dist/built"
  find_stale
  [[ -z $stale ]]
}

test_worksThroughLinksFromAnyFolder() {
  ln -s "$top/vedette" "$scratch/direct"
  ln -s direct "$scratch/link"
  cd "$scratch"
  [[ "$(./link --version)" == vedette\ * ]]
  [[ "$(PATH="$scratch:$PATH" link --version)" == vedette\ * ]]
  cd /
  [[ "$("$scratch/link" --version)" == vedette\ * ]]
}

test_helpGoesToStdoutAndNothingToStderr() {
  "$top/vedette" --help >"$scratch/out" 2>"$scratch/err"
  grep -q '^Usage: vedette' "$scratch/out"
  [[ ! -s "$scratch/err" ]]
}

test_badUsageIsExitCode2() {
  local code=0
  "$top/vedette" no-such-command 2>"$scratch/err" || code=$?
  ((code == 2))
  grep -q "no such command: 'no-such-command'" "$scratch/err"
}

test_brokenCacheIsSilent() {
  "$top/vedette" --version >"$scratch/expected"
  head -c 5000 "$top/target/dist/vedette.aot" >"$scratch/broken.aot"
  VEDETTE_JAVA_OPTS="-XX:AOTCache=$scratch/broken.aot" "$top/vedette" --version >"$scratch/out" 2>&1
  cmp "$scratch/expected" "$scratch/out"
}

test_aDaemonWithoutMemoryEndsAndSaysWhy() {
  local code=0
  VEDETTE_HEAP=9m timeout 120 "$top/vedette" up --set "directory=$scratch/state" --set web.port=21987 \
    >"$scratch/out" 2>&1 || code=$?
  ((code == 3))
  grep -q OutOfMemoryError "$scratch/out"
}

test_oldJavaHomeIsPassedOver() {
  fake_house
  fake_jdk "$scratch/old" 17.0.15
  fake_jdk "$jvm_folder/jdk-25" 25.0.3
  fake_jdk "$jvm_folder/jdk-26" 26
  JAVA_HOME="$scratch/old"
  find_jdk
  [[ $JAVA_HOME == "$jvm_folder/jdk-25" ]]
}

test_javaHomeThatIsNewEnoughWins() {
  fake_house
  fake_jdk "$scratch/mine" 26.0.1
  fake_jdk "$jvm_folder/jdk-25" 25.0.3
  JAVA_HOME="$scratch/mine"
  find_jdk
  [[ $JAVA_HOME == "$scratch/mine" ]]
}

test_javaOfPathIsTheLastResort() {
  fake_house
  fake_jdk "$scratch/opt" 25
  ln -s "$scratch/opt/bin/java" "$scratch/java"
  PATH="$scratch:$PATH"
  find_jdk
  [[ $JAVA_HOME == "$scratch/opt" ]]
}

test_withoutAJdkItSaysWhatToInstall() {
  fake_house
  can_install() { return 1; }
  apt_knows() { return 1; }
  if (require_jdk) 2>"$scratch/err"; then return 1; fi
  grep -q 'needs JDK 25 or later' "$scratch/err"
  grep -q 'Do: install Temurin 25' "$scratch/err"
  apt_knows() { return 0; }
  if (require_jdk) 2>"$scratch/err"; then return 1; fi
  grep -q 'Do: sudo apt-get install -y openjdk-25-jdk-headless' "$scratch/err"
}

test_missingToolIsNamedWithItsPackage() {
  fake_house
  can_install() { return 1; }
  if (need ls coreutils no-such-tool some-package) 2>"$scratch/err"; then return 1; fi
  grep -q 'Do: sudo apt-get install -y some-package ' "$scratch/err"
}

test_changedSourceIsStale() {
  fake_house
  fake_build
  touch "$root/wire/src/main/java/A.java"
  find_stale
  [[ $stale == 'wire/src/main/java/A.java changed' ]]
}

test_deletedSourceIsStale() {
  fake_house
  fake_build
  rm "$root/wire/src/main/java/A.java"
  find_stale
  [[ $stale == 'wire/src/main/java changed' ]]
}

test_changedPomIsStale() {
  fake_house
  fake_build
  touch "$root/wire/pom.xml"
  find_stale
  [[ $stale == 'wire/pom.xml changed' ]]
}

test_testsAndOutputsAreNotStale() {
  fake_house
  fake_build
  touch "$root/wire/src/test/java/ATest.java" "$root/demo/build/demo-node"
  mkdir -p "$root/wire/target/classes"
  find_stale
  [[ -z $stale ]]
}

test_otherJdkIsStale() {
  fake_house
  fake_build
  fake_jdk "$scratch/other" 25.0.9
  JAVA_HOME="$scratch/other"
  find_jdk
  find_stale
  [[ $stale == "the JDK is now $scratch/other"* ]]
}

"test_$2"
