# shellcheck shell=bash
# What the benchmarks share: building, and starting a Java program of theirs. Sourced, never run.
#
# Debian packages (installed when root, otherwise named): maven gcc make libbpf-dev
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=scripts/house.sh
source "$root/scripts/house.sh"
bench="$root/bench/target"

# For what touches the kernel; decoding needs no rights.
require_root() {
  [[ $EUID -eq 0 ]] || die "benchmarks of the live tap need root: they attach an empty program for comparison and read maps by their ids. Do: sudo $0"
}

build_bench() {
  require_jdk
  need mvn maven gcc gcc make make
  if [[ ! -e /usr/include/bpf/libbpf.h ]]; then
    can_install || die "needs the headers of libbpf. Do: sudo apt-get install -y libbpf-dev"
    install_packages libbpf-dev
  fi
  mkdir -p "$bench/c"
  if [[ ! -e "$bench/built" || -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$root/bench/c" "$root/demo" -path "$root/demo/build" -prune -o -newer "$bench/built" -print -quit)" ]]; then
    say 'building the benchmarks'
    touch "$bench/built.next"
    make -s -C "$root/demo" >&2
    (cd "$root" && mvn -q -B -ntp -Pbench -pl bench -am package -Dmaven.test.skip=true) >&2
    gcc -std=gnu11 -O2 -Wall -Wextra -Werror -o "$bench/c/empty" "$root/bench/c/empty.c"
    gcc -std=gnu11 -O2 -Wall -Wextra -Werror -o "$bench/c/consumer" "$root/bench/c/consumer.c" -lbpf
    mv "$bench/built.next" "$bench/built"
  fi
  # A file of its own: other taps on this machine attach to other demo nodes.
  cmp -s "$root/demo/build/demo-node" "$bench/demo-node" || cp "$root/demo/build/demo-node" "$bench/demo-node"
}

# run_java [PREFIX...] -- CLASS [ARGUMENT...]
run_java() {
  local prefix=()
  while [[ $1 != -- ]]; do
    prefix+=("$1")
    shift
  done
  shift
  set_java_flags
  "${prefix[@]}" "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
    -Dbench.node="$bench/demo-node" -Dbench.c="$bench/c" -Dbench.report="$bench/messages.report" \
    -Dbench.vedette="$root/vedette" -Dbench.flags="${java_flags[*]}" \
    -cp "$bench/classes:$bench/lib/*" "vedette.bench.$1" "${@:2}"
}
