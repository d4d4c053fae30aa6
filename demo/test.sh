#!/bin/sh
# Self-test of the demo node: ./test.sh [BUILD FOLDER]. Needs readelf and od, and no privileges.
set -u
build=${1:-build}
node=$build/demo-node
old=$build/demo-node-v28
dump=$build/report-dump
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

equal() { # what, expected, found
    [ "$2" = "$3" ] || fail "$1: expected $2. Found: $3"
}

# Name and argument widths, as in the table of Bitcoin Core's tracepoints.
widths() {
    readelf -n "$1" | awk '
        $1 == "Provider:" { provider = $2 }
        $1 == "Name:" { name = $2 }
        $1 == "Arguments:" {
            line = provider ":" name
            text = substr($0, index($0, ":") + 1)
            while (match(text, /-?[0-9]+@/)) {
                line = line " " substr(text, RSTART, RLENGTH - 1)
                text = substr(text, RSTART + RLENGTH)
            }
            print line
        }' | sort
}

cat > "$work/old" <<'END'
coin_selection:aps_create_tx_internal 8 1 1 -8 -4
coin_selection:attempting_aps_create_tx 8
coin_selection:normal_create_tx_internal 8 1 -8 -4
coin_selection:selected_coins 8 8 -8 -8 -8
mempool:added 8 -4 -8
mempool:rejected 8 8
mempool:removed 8 8 -4 -8 8
mempool:replaced 8 -4 -8 8 8 -4 -8
net:inbound_message -8 8 8 8 8 8
net:outbound_message -8 8 8 8 8 8
utxocache:add 8 4 4 -8 1
utxocache:flush -8 4 8 8 1
utxocache:spent 8 4 4 -8 1
utxocache:uncache 8 4 4 -8 1
validation:block_connected 8 -4 8 -4 -8 -8
END
{
    sed 's/^\(mempool:replaced .*\)/\1 1/' "$work/old"
    cat <<'END'
net:closed_connection -8 8 8 4 -8
net:evicted_inbound_connection -8 8 8 4 -8
net:inbound_connection -8 8 8 4 8
net:misbehaving_connection -8 8
net:outbound_connection -8 8 8 4 8
END
} | sort > "$work/new"
widths "$node" > "$work/found"
cmp -s "$work/new" "$work/found" || fail "notes of $node: $(diff "$work/new" "$work/found")"
widths "$old" > "$work/found"
sort "$work/old" | cmp -s - "$work/found" || fail "notes of $old: $(diff "$work/old" "$work/found")"
semaphores() {
    readelf -n "$1" | sed -n 's/.*Semaphore: //p' | sort -u | wc -l
}
equal "semaphores" 20 "$(semaphores "$node")"
equal "semaphore addresses of the old build" 0x0000000000000000 \
    "$(readelf -n "$old" | sed -n 's/.*Semaphore: //p' | sort -u)"
equal "places relative to the instruction pointer" 0 "$(readelf -n "$node" "$old" | grep -c '(%rip)\|:lo12:')"
equal "the semaphores' section" WA "$(readelf -SW "$node" | awk '/ \.probes / { print $(NF - 3) }')"
equal "the file's type" DYN "$(readelf -h "$node" | awk '$1 == "Type:" { print $2 }')"

# Everything from one seed.
life() { # file, seed, more options
    file=$1 seed=$2
    shift 2
    "$node" --no-semaphores --rate 0 --seed "$seed" --report "$file" "$@" > "$file.json" || fail "run $*"
}
life "$work/a" 1 --count 100000
life "$work/b" 1 --count 100000
life "$work/c" 2 --count 100000
for report in a b c; do
    "$dump" "$work/$report" > "$work/$report.txt" || fail "report $report"
done
equal "records" 100000 "$(wc -l < "$work/a.txt")"
cmp -s "$work/a.txt" "$work/b.txt" || fail "the same seed gave two lives"
cmp -s "$work/a.txt" "$work/c.txt" && fail "two seeds gave one life"

occurs() { # pattern, least
    found=$(grep -c -E -- "$1" "$work/a.txt")
    [ "$found" -ge "$2" ] || fail "expected $2 or more of $1. Found: $found"
}
for type in version verack addr addrv2 sendaddrv2 inv getdata merkleblock getblocks getheaders tx \
    headers block getaddr mempool ping pong notfound filterload filteradd filterclear sendheaders \
    feefilter sendcmpct cmpctblock getblocktxn blocktxn getcfilters cfilter getcfheaders cfheaders \
    getcfcheckpt cfcheckpt wtxidrelay sendtxrcncl feature alert reject xversion sendpackages ''; do
    occurs "net:(in|out)bound_message .* \"$type\" [0-9]+ sha256:" 20
done
for event in $(cut -d' ' -f1 "$work/new"); do
    occurs "^0 $event " 5
done
for connection in inbound manual feeler outbound-full-relay block-relay-only addr-fetch \
    private-broadcast; do
    occurs "_connection [0-9]+ \"[^ ]*\" \"$connection\" [0-9] [0-9]+\$" 2
done
for network in 0 1 2 3 4 5; do
    occurs "_connection [0-9]+ \"[^ ]*\" \"[a-z-]*\" $network [0-9]+\$" 2
done
for reason in expiry sizelimit reorg block conflict replaced; do
    occurs "mempool:removed [0-9a-f]{64} \"$reason\" " 5
done
for mode in 0 1 2 3 4; do
    occurs "utxocache:flush [0-9]+ $mode " 5
done
occurs 'coin_selection:[a-z_]* "" ' 5
occurs '"[a-z2-7]{56}\.onion:[0-9]{5}"' 100
occurs 'mempool:rejected [0-9a-f]{64} ".{118}"$' 5
occurs 'net:misbehaving_connection [0-9]+ ".{128}"$' 2
occurs 'mempool:replaced .* 0$' 5
occurs 'mempool:replaced .* 1$' 5

# What must agree.
consistent() { # report as text
    awk '
    function bad(what) { print what " in line " NR; wrong++ }
    $2 == "net:inbound_connection" || $2 == "net:outbound_connection" {
        if ($3 in peer) bad("peer id used twice")
        peer[$3] = $5
        $5 == "\"inbound\"" ? inbound++ : outbound++
        if ($7 != ($2 == "net:inbound_connection" ? inbound : outbound)) bad("number of connections")
    }
    $2 == "net:closed_connection" {
        if (peer[$3] != $5) bad("closed what was not open")
        $5 == "\"inbound\"" ? inbound-- : outbound--
        delete peer[$3]
    }
    $2 ~ /bound_message$/ && !($3 in peer) { bad("message of no peer") }
    $2 == "validation:block_connected" {
        if (height != "" && $4 != height + 1) bad("height")
        height = $4
    }
    $2 == "mempool:added" { if ($3 in pool) bad("added twice"); pool[$3] = $4 " " $5 }
    $2 == "mempool:removed" {
        if (pool[$3] != $5 " " $6) bad("removed other than added")
        delete pool[$3]
    }
    $2 == "mempool:replaced" && pool[$3] != $4 " " $5 { bad("replaced other than added") }
    $2 == "utxocache:add" { coin[$3 " " $4] = $5 " " $6 " " $7 }
    $2 == "utxocache:spent" && ($3 " " $4) in coin {
        if (coin[$3 " " $4] != $5 " " $6 " " $7) bad("spent other than added")
        delete coin[$3 " " $4]
    }
    END { exit wrong > 0 }' "$1" ||
        fail "a life that contradicts itself: $1"
}
consistent "$work/a.txt"
life "$work/one" 1 --count 50000 --peers 1
"$dump" "$work/one" > "$work/one.txt" || fail "report of one peer"
consistent "$work/one.txt"

# Sizes.
for size in 61 300 313 32000 1000000 4000000; do
    count=12000 share=50
    [ $size -ge 1000000 ] && count=3000
    [ $size -ge 4000000 ] && share=20
    life "$work/s" 7 --count $count --peers 4 --payload $size --payload-share $share
    "$dump" "$work/s" > "$work/s.txt" || fail "report of size $size"
    for type in tx block; do
        [ $size -lt 150 ] && [ $type = block ] && continue
        grep -q "\"$type\" $size sha256:" "$work/s.txt" || fail "no $type of $size bytes"
    done
done
equal "payload of the hot loop" "\"tx\" 4000000" "$("$node" --no-semaphores \
    --only net:outbound_message --payload 4000000 --count 3 --report "$work/s" > /dev/null &&
    "$dump" "$work/s" | sed -n '3s/.*\("tx" [0-9]*\) .*/\1/p')"

# SHA-256 of a payload as another program computes it.
"$node" --no-semaphores --only net:inbound_message --count 1 --report "$work/s" > /dev/null
"$node" --no-semaphores --only net:inbound_message --count 1 --epoch 5 --report "$work/p" \
    --report-payloads > /dev/null
if command -v sha256sum > /dev/null; then
    tail -c 322 "$work/p" | head -c 300 | sha256sum | cut -d' ' -f1 > "$work/sum"
    grep -q "$(cat "$work/sum")" <<END || fail "SHA-256 of the payload"
$("$dump" "$work/s")
END
fi

# Threads: all counts add up, messages come from each.
life "$work/t" 3 --count 20001 --threads 3
"$dump" "$work/t" > "$work/t.txt" || fail "report of threads"
equal "hits of three threads" "6667 6667 6667" \
    "$(cut -d' ' -f1 "$work/t.txt" | sort | uniq -c | awk '{ printf "%s%s", sep, $1; sep = " " }')"

# Each --only fires its probe and nothing else.
for event in $(cut -d' ' -f1 "$work/new"); do
    case $("$node" --no-semaphores --only "$event" --count 7) in
    *'"total":7,'*"\"$event\":7"*) ;;
    *) fail "--only $event" ;;
    esac
done

status() { # process, line
    sed -n "s/^$2:[^0-9a-zA-Z]*//p" "/proc/$1/status"
}

# Waits until a node that was just started catches signals and has slept some times since: it lives.
naps() { # process
    slept='' tries=0
    while [ $tries -lt 6000 ]; do
        tries=$((tries + 1))
        if [ -z "$slept" ]; then
            [ "$(status "$1" Name)" = demo-node ] && [ "$(status "$1" SigCgt)" != 0000000000000000 ] &&
                slept=$(status "$1" voluntary_ctxt_switches)
        elif [ "$(status "$1" voluntary_ctxt_switches)" -gt $((slept + 5)) ]; then
            return
        fi
        sleep 0.01
    done
    fail "a node that lives: $(cat "/proc/$1/status")"
}

# Nothing attached: it lives and fires nothing. Signals end it with a summary.
for signal in TERM INT; do
    "$node" --rate 0 --burst 500 > "$work/idle.json" &
    pid=$!
    naps "$pid"
    kill -s $signal $pid
    wait $pid || fail "exit code after SIG$signal"
    grep -q '^{"seed":1,"total":0,"reached":[1-9].*}}$' "$work/idle.json" ||
        fail "summary after SIG$signal: $(cat "$work/idle.json")"
done
"$old" --rate 0 --count 1000 | grep -q '"total":1000,' || fail "the old build needs no semaphore"

# A burst for each request, and no other.
printf '\n\n' | "$node" --no-semaphores --only net:inbound_message --burst 5 --on-request > "$work/asked" ||
    fail "exit code after requests"
equal "answers and summary" "fired fired total:10" "$(sed 's/.*"\(total\)":\([0-9]*\).*/\1:\2/' "$work/asked" | xargs)"

# Done, it stays until nobody holds its standard input any more.
mkfifo "$work/stay"
"$node" --no-semaphores --rate 0 --count 5 --report "$work/s" --stay < "$work/stay" > "$work/stayed" &
pid=$!
exec 3> "$work/stay"
until [ "$("$dump" "$work/s" 2> /dev/null | wc -l)" = 5 ]; do sleep 0.01; done
equal "the summary of one that stays" "" "$(cat "$work/stayed")"
exec 3>&-
wait $pid || fail "exit code after --stay"
grep -q '"total":5,' "$work/stayed" || fail "summary after --stay: $(cat "$work/stayed")"

# Refusals.
refused() { # exit code, options
    code=$1
    shift
    "$node" "$@" > "$work/out" 2> "$work/err"
    equal "exit code of $*" "$code" $?
    grep -q '^demo-node: ' "$work/err" || fail "no error text for $*"
}
refused 2 --frobnicate
refused 2 extra
refused 2 --count
refused 2 --count 0
refused 2 --count -1
refused 2 --count 12x
refused 2 --count 99999999999999999999999
refused 2 --rate nan
refused 2 --rate -1
refused 2 --rate 10 --burst 10
refused 2 --on-request --burst 5
refused 2 --on-request --only net:inbound_message
refused 2 --only net:nothing
refused 2 --only net:inbound_message --threads 2
refused 2 --stay --leash
refused 2 --measure
refused 2 --only net:inbound_message --measure
refused 2 --payload 4000001
refused 2 --payload-share 10
refused 2 --peers 1001
refused 2 --threads 17
refused 2 --report-payloads
refused 2 --wait-attached=net:nothing
refused 1 --count 1 --report "$work/no/such/folder"
refused 3 --wait-attached --wait-timeout 0.05
"$old" --only net:closed_connection 2> "$work/err"
equal "exit code for a probe that the old build lacks" 2 $?
"$node" --help | grep -q '^Usage: demo-node' || fail "--help"

if [ $failures -gt 0 ]; then
    echo "$failures failed" >&2
    exit 1
fi
echo "demo node: all good"
