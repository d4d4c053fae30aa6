# shellcheck shell=bash
# What ./vedette and ./check share: finding a JDK, installing what is missing, building, training.
# Sourced, never run. Needs: root = the checkout, bash 4.4.

readonly JAVA_NEEDED=25
# shellcheck disable=SC2154 # root is set by who sources this
readonly dist="$root/target/dist"
jvm_folder=/usr/lib/jvm

say() { printf 'vedette: %s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

# --- JDK ------------------------------------------------------------------------------------

# Reads DIR/release instead of starting DIR/bin/java: that would cost more than all of this script.
# Sets jdk_version to the feature number, 0 if DIR is not a JDK with a compiler, and jdk_build to
# what tells one build of a JDK from another.
jdk_version_of() {
  local line
  jdk_version=0 jdk_build=''
  [[ -x "$1/bin/java" && -x "$1/bin/javac" && -r "$1/release" ]] || return 0
  while IFS= read -r line; do
    if [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]]; then
      jdk_version="${BASH_REMATCH[1]}"
    elif [[ $line == JAVA_RUNTIME_VERSION=* ]]; then
      jdk_build="$1 ${line#*=}"
    fi
  done <"$1/release"
}

# Sets and exports JAVA_HOME to a JDK that is new enough; returns 1 if there is none.
# Order: JAVA_HOME, /usr/lib/jvm (the oldest that is new enough: nearest to what the tests ran on),
# the java of PATH.
find_jdk() {
  local candidate java best='' best_version=0
  if [[ -n "${JAVA_HOME:-}" ]]; then
    jdk_version_of "$JAVA_HOME"
    ((jdk_version >= JAVA_NEEDED)) && export JAVA_HOME && return 0
  fi
  for candidate in "$jvm_folder"/*/; do
    [[ -L "${candidate%/}" ]] && continue
    jdk_version_of "${candidate%/}"
    if ((jdk_version >= JAVA_NEEDED)) && { ((best_version == 0)) || ((jdk_version < best_version)); }; then
      best="${candidate%/}" best_version=$jdk_version
    fi
  done
  if [[ -z $best ]] && java="$(type -P java)"; then
    java="$(readlink -f "$java")"
    candidate="${java%/bin/java}"
    jdk_version_of "$candidate"
    ((jdk_version >= JAVA_NEEDED)) && best="$candidate"
  fi
  [[ -n $best ]] || return 1
  jdk_version_of "$best"
  export JAVA_HOME="$best"
}

can_install() { [[ $EUID -eq 0 ]] && type -P apt-get >/dev/null; }

# Whether apt has heard of a package; apt-cache alone prints nothing useful to a script.
apt_knows() {
  type -P apt-cache >/dev/null && [[ -n "$(apt-cache --quiet=2 --no-all-versions show "$1" 2>/dev/null)" ]]
}

require_jdk() {
  local package="openjdk-$JAVA_NEEDED-jdk-headless"
  find_jdk && return 0
  if can_install; then
    apt_knows "$package" || apt-get update -qq >&2 || true
    if apt_knows "$package"; then
      install_packages "$package"
      find_jdk && return 0
    fi
  fi
  say "needs JDK $JAVA_NEEDED or later, with its compiler. Looked at JAVA_HOME (${JAVA_HOME:-not set}), $jvm_folder and PATH."
  if apt_knows "$package"; then
    die "Do: sudo apt-get install -y $package"
  fi
  die "This system packages none. Do: install Temurin $JAVA_NEEDED from https://adoptium.net/installation/ (Debian package temurin-$JAVA_NEEDED-jdk, or unpack the archive and set JAVA_HOME to it)."
}

# --- Debian packages ------------------------------------------------------------------------

install_packages() {
  say "installing $*"
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 && return 0
  # The package lists of a fresh machine may be empty or old.
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# need COMMAND PACKAGE [COMMAND PACKAGE]...: installs the packages whose commands are missing, or
# says how to.
need() {
  local missing=()
  while (($# > 0)); do
    type -P "$1" >/dev/null || missing+=("$2")
    shift 2
  done
  ((${#missing[@]} == 0)) && return 0
  if can_install; then
    install_packages "${missing[@]}" && return 0
    die "could not install ${missing[*]}. Do: apt-get install -y ${missing[*]}"
  fi
  die "needs ${missing[*]}. Do: sudo apt-get install -y ${missing[*]} (or what they are called here)."
}

# install_quietly COMMAND PACKAGE [COMMAND PACKAGE]...: installs servers that only tests start; Debian
# would run them from then on, open to the network.
install_quietly() {
  local units=()
  while (($# > 0)); do
    if ! type -P "$1" >/dev/null; then
      install_packages "$2" || return 1
      units+=("$2.service")
    fi
    shift 2
  done
  ((${#units[@]} == 0)) || ! type -P systemctl >/dev/null || systemctl disable --quiet --now "${units[@]}" || true
}

# Puts an SSH server where tests find it, in target/sshd, without installing it: Debian would run it
# from then on, open to the network.
unpack_sshd() {
  local folder="$root/target/sshd" package
  [[ -x /usr/sbin/sshd || -x "$folder/usr/sbin/sshd" ]] && return 0
  type -P apt-get >/dev/null && type -P dpkg >/dev/null || return 1
  rm -rf "$folder.new"
  mkdir -p "$folder.new"
  say 'unpacking openssh-server for tests'
  (cd "$folder.new" && apt-get download -qq openssh-server libwrap0 >/dev/null 2>&1) || return 1
  for package in "$folder.new"/*.deb; do
    dpkg -x "$package" "$folder.new" || return 1
    rm "$package"
  done
  rm -rf "$folder" && mv "$folder.new" "$folder"
}

# --- Build ----------------------------------------------------------------------------------

# Sets stale to what has changed since the build, empty if nothing has. Folders count too: a deleted
# file changes its folder. Takes some 3 ms. Needs find_jdk.
find_stale() {
  local sources=("$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$root"/scripts/*.sh) built_with=''
  if [[ ! -e "$dist/built" ]]; then
    stale='there is no build'
    return 0
  fi
  IFS= read -r built_with <"$dist/built" || true
  if [[ $built_with != "$jdk_build" ]]; then
    stale="the JDK is now $jdk_build"
    return 0
  fi
  [[ -d "$root/demo" ]] && sources+=("$root"/demo/*)
  [[ -d "$root/app/ui/src" ]] && sources+=("$root"/app/ui/src "$root"/app/ui/package-lock.json)
  stale="$(find "${sources[@]}" "(" -path "$root/demo/build" -o -path "$root/bench/*" -o -path "$root/testing/*" ")" -prune -o -newer "$dist/built" -print -quit 2>/dev/null || true)"
  [[ -z $stale ]] || stale="${stale#"$root/"} changed"
}

maven() {
  (cd "$root" && mvn -B -ntp -Dstyle.color=never "$@")
}

# Whatever changes from here on is newer than the build.
begin_build() {
  mkdir -p "$root/target"
  printf '%s\n' "$jdk_build" >"$root/target/built.next"
  rm -rf "$root/app/target/lib"
}

build_demo() {
  [[ -f "$root/demo/Makefile" ]] || return 0
  make -C "$root/demo"
}

# The dashboard, for the jar. Its script is quick when nothing has changed.
build_ui() {
  [[ -x "$root/app/ui/build.sh" ]] || return 0
  mkdir -p "$root/target"
  # Two steps of ./check may want it at once; the second finds that nothing has changed.
  flock "$root/target/ui.lock" "$root/app/ui/build.sh"
}

# Puts what runs into target/dist. A program that runs from the old dist keeps its open files.
assemble() {
  local next="$root/target/dist.next"
  rm -rf "$next"
  mkdir -p "$next/lib" "$next/libexec"
  cp -p "$root"/app/target/lib/*.jar "$next/lib/"
  cp -p "$root"/app/target/app-*.jar "$next/lib/vedette.jar"
  if [[ -f "$root/demo/Makefile" ]]; then
    find "$root/demo/build" -maxdepth 1 -type f -name 'demo-node*' -executable -exec cp -p {} "$next/libexec/" ';'
  fi
  rm -rf "$dist"
  mv "$next" "$dist"
  train
  mv "$root/target/built.next" "$dist/built"
}

# Compiles and packs everything without tests.
build() {
  begin_build
  build_demo
  build_ui
  maven package -Dmaven.test.skip=true
  assemble
}

# --- Running --------------------------------------------------------------------------------

# Sets java_flags. The warnings of the JVM go to stderr, never into the stream on stdout; that a
# cache made by another JDK cannot be used is not worth a word.
set_java_flags() {
  # One arena of malloc for each thread would be several MB that nobody uses again.
  export MALLOC_ARENA_MAX=2
  java_flags=(
    -XX:+UseSerialGC -XX:-UsePerfData
    # The largest message, decoded in the most wasteful way, needs 96 MB; all else lives in 8.
    -Xms8m -Xmn5m -Xmx"${VEDETTE_HEAP:-192m}" -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40
    -XX:-ShrinkHeapInSteps -XX:TrimNativeHeapInterval=5000
    --enable-native-access=ALL-UNNAMED
    -Xlog:disable "-Xlog:all=error,aot*=off,cds*=off:stderr"
    -Dvedette.home="$dist"
  )
}

# training_lines CACHE: one command line a line, words parted by single spaces. What these runs touch is
# what starts fast; a line that fails costs only its share of that. The lines of a cache run in one
# process, in this order, without input; each must end by itself.
training_lines() {
  if [[ $1 == up ]]; then
    printf '%s\n' "up --demo --demo-rate 500 --duration 4s --port 21099 --set metrics.tracepoint-port=21097 --set metrics.rpc-port=21098 --directory $dist/training"
    return
  fi
  printf '%s\n' '--help' '--version' \
    'tap --demo --demo-rate 2000 --count 2000 --output /dev/null' \
    'tap --demo --demo-rate 1000 --count 300 --format text --colour always --output /dev/null' \
    'tap --demo --demo-rate 1000 --count 300 --format bitcointap --output /dev/null' \
    "tap --demo --demo-rate 500 --duration 300ms --message inv,tx --record $dist/training.capture --output /dev/null" \
    "tap --replay $dist/training.capture --stats --output /dev/null"
}

# Makes the AOT caches, each from one run of its training lines; without one, everything works, only
# slower. The JVM loads all classes of its cache when it starts, used or not: with the web server's in
# it, 'tap' took 100 ms longer and 25 MB more. So the daemon has one for itself.
# Profiles are not recorded: the JVM would compile all that they call hot while it starts, which takes from
# a machine with two cores what the start needs (120 ms of CPU; 'tap' was attached 40 ms later).
train() {
  local cache lines
  set_java_flags
  for cache in up vedette; do
    mapfile -t lines < <(training_lines "$cache")
    (cd "$root" && "$JAVA_HOME/bin/java" "${java_flags[@]}" -XX:AOTCacheOutput="$dist/$cache.aot" \
      -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
      -cp "$dist/lib/vedette.jar" vedette.app.Training "${lines[@]}" </dev/null 2>&1 |
      if [[ $cache == up ]]; then node "$root/scripts/visit.mjs"; else cat >&2; fi) || true
    rm -rf "$dist/training.capture" "$dist/training"
  done
}
