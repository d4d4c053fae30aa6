#!/usr/bin/env python3
"""Writes dashboards/*.json: each dashboard is a list of rows, each row a list of panels.

A panel is written here as what is particular to it: title, unit, queries with legends. Run it after a change;
a test compares. Needs nothing but Python.
"""

import json
import pathlib

R = "[$__rate_interval]"
N = '{node=~"$node"}'


def with_node(**labels):
    return '{node=~"$node"' + "".join(f',{name}="{value}"' for name, value in labels.items()) + "}"


def panel(title, unit, *queries, kind="timeseries", about="", stack=False, low=None, high=None, width=None):
    """queries: (expression, legend)."""
    return dict(title=title, unit=unit, queries=queries, kind=kind, about=about, stack=stack, low=low, high=high, width=width)


def stat(title, unit, *queries, **more):
    return panel(title, unit, *queries, kind="stat", **more)


def quantiles(metric, labels=N, of=(0.5, 0.95)):
    return [
        (f"histogram_quantile({q}, sum by (le) (rate({metric}_bucket{labels}{R})))", f"{q:.0%} below")
        for q in of
    ]


def mean(metric, labels=N):
    return f"sum(rate({metric}_sum{labels}{R})) / sum(rate({metric}_count{labels}{R}))"


def grafana(panel, number, x, y, width, height):
    stacking = {"mode": "normal" if panel["stack"] else "none"}
    defaults = {"unit": panel["unit"], "custom": {"fillOpacity": 20 if panel["stack"] else 0, "stacking": stacking, "showPoints": "never"}}
    if panel["kind"] != "timeseries":
        defaults.pop("custom")
    for bound, key in ((panel["low"], "min"), (panel["high"], "max")):
        if bound is not None:
            defaults[key] = bound
    options = {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi", "sort": "desc"}}
    if panel["kind"] != "timeseries":
        options = {"reduceOptions": {"calcs": ["lastNotNull"]}}
    source = {"type": "prometheus", "uid": "${DS_PROMETHEUS}"}
    return {
        "id": number,
        "type": panel["kind"],
        "title": panel["title"],
        "description": panel["about"],
        "datasource": source,
        "gridPos": {"x": x, "y": y, "w": width, "h": height},
        "fieldConfig": {"defaults": defaults, "overrides": []},
        "options": options,
        "targets": [
            {"refId": chr(ord("A") + i), "datasource": source, "expr": expression, "legendFormat": legend}
            for i, (expression, legend) in enumerate(panel["queries"])
        ],
    }


def dashboard(uid, title, about, rows, node=False):
    panels, y = [], 0
    for name, row in rows:
        if name:
            panels.append({"id": len(panels) + 1, "type": "row", "title": name, "collapsed": False, "panels": [],
                           "gridPos": {"x": 0, "y": y, "w": 24, "h": 1}})
            y += 1
        height = 4 if all(one["kind"] != "timeseries" for one in row) else 8
        width = 24 // len(row)
        for i, one in enumerate(row):
            panels.append(grafana(one, len(panels) + 1, i * width, y, width, height))
        y += height
    variables = [{"name": "DS_PROMETHEUS", "type": "datasource", "query": "prometheus", "hide": 2}]
    if node:
        query = "label_values(vedette_losses_total, node)"
        variables.append({
            "name": "node", "label": "Node", "type": "query", "query": {"query": query, "refId": "node"},
            "definition": query, "datasource": {"type": "prometheus", "uid": "${DS_PROMETHEUS}"},
            "refresh": 2, "multi": True, "includeAll": True, "allValue": ".*",
            "current": {"text": "All", "value": "$__all"},
        })
    text = json.dumps({
        "uid": uid, "title": title, "description": about, "tags": ["vedette"], "schemaVersion": 39, "version": 1,
        "editable": False, "graphTooltip": 1, "refresh": "10s", "time": {"from": "now-6h", "to": "now"},
        "timezone": "browser", "templating": {"list": variables}, "panels": panels,
    }, indent=1, ensure_ascii=False)
    (pathlib.Path(__file__).parent / "dashboards" / f"{uid}.json").write_text(text + "\n", encoding="utf-8")


def tracing():
    """With the names of usdt-dash's tracing exporter (port 9435)."""
    height = ("bitcoind_block_height", "height")
    dashboard("bitcoind-usdt", "Bitcoin Core USDT Tracing", "What the tracepoints tell, under the names of usdt-dash.", [
        ("", [
            stat("Height", "none", height),
            stat("Inbound", "none", ("bitcoind_connections_inbound", "")),
            stat("Outbound", "none", ("bitcoind_connections_outbound", "")),
        ]),
        ("Messages", [
            panel("Ten busiest message types", "cps",
                  (f"topk(10, sum by (msg_type) (rate(bitcoind_p2p_messages_total{R})))", "{{msg_type}}")),
            panel("Payload bytes", "Bps",
                  (f'sum(rate(bitcoind_p2p_bytes_total{{direction="inbound"}}{R}))', "in"),
                  (f'sum(rate(bitcoind_p2p_bytes_total{{direction="outbound"}}{R}))', "out")),
        ]),
        ("Connections", [
            panel("Connections", "none", ("bitcoind_connections_inbound", "inbound"), ("bitcoind_connections_outbound", "outbound")),
            panel("Opened, by network", "cpm", (f"sum by (network) (rate(bitcoind_connections_opened_total{R}) * 60)", "{{network}}")),
        ]),
        ("The last block", [
            panel("Time to connect", "s", ("bitcoind_block_connected_seconds", "seconds"), height),
            panel("Transactions", "none", ("bitcoind_block_transactions", "transactions"), height),
            panel("Cost of signature operations", "none", ("bitcoind_block_sigops", "cost"), height),
            panel("Inputs", "none", ("bitcoind_block_inputs", "inputs"), height),
        ]),
        ("Cache of coins", [
            panel("Mean flush", "s", (f"rate(bitcoind_utxocache_flush_duration_seconds_sum{R}) / rate(bitcoind_utxocache_flush_duration_seconds_count{R})", "seconds")),
            panel("Coins at the last flush", "none", ("bitcoind_utxocache_flush_coins", "coins")),
            panel("Memory at the last flush", "bytes", ("bitcoind_utxocache_flush_memory_bytes", "bytes")),
        ]),
        ("Mempool", [
            panel("Transactions in and out", "cpm",
                  (f"rate(bitcoind_mempool_added_total{R}) * 60", "added"),
                  (f"sum(rate(bitcoind_mempool_removed_total{R})) * 60", "removed"),
                  (f"rate(bitcoind_mempool_replaced_total{R}) * 60", "replaced"),
                  (f"rate(bitcoind_mempool_rejected_total{R}) * 60", "rejected")),
            panel("Mean feerate of what comes in, sat/vB", "none",
                  (f"rate(bitcoind_mempool_added_fees_satoshis_total{R}) / rate(bitcoind_mempool_added_vbytes_total{R})", "sat/vB")),
            panel("Why transactions leave", "cpm", (f"rate(bitcoind_mempool_removed_total{R}) * 60", "{{reason}}")),
        ]),
    ])


def rpc():
    """With the names of usdt-dash's RPC exporter (port 9436)."""
    dashboard("bitcoind-rpc", "Bitcoin Core RPC", "What the node says of itself, under the names of usdt-dash.", [
        ("", [
            panel("Verified", "percentunit", ("bitcoind_blockchain_verification_progress", ""), kind="gauge", low=0, high=1),
            stat("Difficulty", "none", ("bitcoind_blockchain_difficulty", "")),
            stat("Chain on disk", "bytes", ("bitcoind_blockchain_size_bytes", "")),
            stat("Least feerate, sat/vB", "none", ("bitcoind_mempool_minfee_per_kb * 100000", "")),
        ]),
        ("Chain and network", [
            panel("Height", "none", ("bitcoind_blockchain_blocks", "blocks"), ("bitcoind_blockchain_headers", "headers")),
            panel("Connections", "none", ("bitcoind_net_connections_in", "in"), ("bitcoind_net_connections_out", "out")),
            panel("Bandwidth", "Bps", (f"rate(bitcoind_net_bytes_recv_total{R})", "received"), (f"rate(bitcoind_net_bytes_sent_total{R})", "sent")),
        ]),
        ("Mempool", [
            panel("Transactions", "none", ("bitcoind_mempool_size", "transactions")),
            panel("Memory", "bytes", ("bitcoind_mempool_usage_bytes", "used"), ("bitcoind_mempool_max_bytes", "limit")),
        ]),
    ])


def machine():
    """With the names of Prometheus's node_exporter."""
    cpu = lambda mode: (f'rate(node_cpu_seconds_total{{mode="{mode}"}}{R})', "cpu {{cpu}} " + mode)
    net = lambda what, more="": (f'rate(node_network_{what}_total{{device!="lo"}}{R}){more}', "{{device}} " + what)
    free, full = "node_memory_MemAvailable_bytes", "node_memory_MemTotal_bytes"
    root = '{mountpoint="/"}'
    dashboard("node-exporter", "Node Exporter", "The machine under the node.", [
        ("", [
            stat("Up for", "s", ("time() - node_boot_time_seconds", "")),
            stat("Cores", "none", ('count(node_cpu_seconds_total{mode="idle"})', "")),
            stat("Memory", "bytes", (full, "")),
            stat("Disk", "bytes", (f"node_filesystem_size_bytes{root}", "")),
            stat("Out of memory, last day", "none", ("increase(node_vmstat_oom_kill[24h])", "")),
        ]),
        ("Processor and memory", [
            panel("Processor", "percentunit", cpu("system"), cpu("user"), cpu("iowait")),
            panel("Load", "none", *[(f"node_load{m}", f"{m} min") for m in (1, 5, 15)]),
            panel("Memory", "bytes", (f"{full} - {free}", "used"), ("node_memory_Buffers_bytes + node_memory_Cached_bytes", "cache"),
                  (f"{free} - node_memory_Buffers_bytes - node_memory_Cached_bytes", "free"), stack=True),
            panel("Memory in use", "percentunit", (f"1 - ({free} / {full})", "in use"), low=0, high=1),
        ]),
        ("Disk and network", [
            panel("Disk", "Bps", (f"rate(node_disk_read_bytes_total{R})", "{{device}} read"), (f"rate(node_disk_written_bytes_total{R})", "{{device}} written")),
            panel("Room on /", "bytes", (f"node_filesystem_size_bytes{root} - node_filesystem_avail_bytes{root}", "used"),
                  (f"node_filesystem_avail_bytes{root}", "free"), stack=True),
            panel("Network", "bps", net("receive_bytes", " * 8"), net("transmit_bytes", " * 8")),
            panel("Network trouble", "cps", net("receive_errs"), net("transmit_errs"), net("receive_drop"), net("transmit_drop")),
        ]),
        ("Trouble", [panel("Killed for lack of memory", "none", (f"increase(node_vmstat_oom_kill{R})", "processes"))]),
    ])


def overview():
    dashboard("vedette-overview", "Vedette: overview", "Is the node well, and what is it doing?", [
        ("", [
            stat("Height", "none", (f"vedette_chain_blocks{N}", "{{node}}")),
            stat("Headers ahead", "none", (f"vedette_chain_headers{N} - vedette_chain_blocks{N}", "{{node}}")),
            stat("Age of the tip", "s", (f"time() - vedette_chain_tip_timestamp_seconds{N}", "{{node}}")),
            stat("Catching up", "bool_yes_no", (f"vedette_chain_initial_block_download{N}", "{{node}}")),
            stat("Connections", "none", (f"sum by (node) (vedette_connections{N})", "{{node}}")),
            stat("In the mempool", "none", (f"vedette_mempool_transactions{N}", "{{node}}")),
            stat("Warnings", "none", (f"vedette_node_warnings{N}", "{{node}}")),
            stat("Events lost, last hour", "none", (f"sum by (node) (increase(vedette_losses_total{with_node(kind='event')}[1h]))", "{{node}}")),
        ]),
        ("Now", [
            panel("Messages", "cps", (f"sum by (node, direction) (rate(vedette_messages_total{N}{R}))", "{{node}} {{direction}}")),
            panel("Payload bytes", "Bps", (f"sum by (node, direction) (rate(vedette_message_bytes_total{N}{R}))", "{{node}} {{direction}}")),
            panel("On the wire", "Bps", (f"rate(vedette_net_bytes_total{N}{R})", "{{node}} {{direction}}"),
                  about="As the node counts it: with headers and encryption."),
        ]),
        ("", [
            panel("Connections", "none", (f"vedette_connections{N}", "{{node}} {{direction}}")),
            panel("Blocks per hour", "none", (f"increase(vedette_block_connect_seconds_count{N}[1h])", "{{node}}")),
            panel("Transactions accepted and refused", "cps", (f"rate(vedette_mempool_added_total{N}{R})", "{{node}} added"),
                  (f"sum by (node) (rate(vedette_mempool_rejected_total{N}{R}))", "{{node}} refused")),
        ]),
        ("The node itself", [
            stat("Version", "none", (f"vedette_node_version{N}", "{{node}}")),
            stat("Up for", "s", (f"vedette_node_uptime_seconds{N}", "{{node}}")),
            stat("Verified", "percentunit", (f"vedette_chain_verification_progress_ratio{N}", "{{node}}")),
            stat("Chain on disk", "bytes", (f"vedette_chain_size_bytes{N}", "{{node}}")),
            stat("Index height", "none", (f"vedette_index_height{N}", "{{index}}")),
            stat("Longest fork", "none", (f"vedette_chain_longest_fork_blocks{N}", "{{node}}")),
        ]),
    ], node=True)


def network():
    dashboard("vedette-network", "Vedette: peers and network", "Who is connected, what they say, what is odd about it.", [
        ("Connections", [
            panel("Peers by type", "none", (f"sum by (connection_type) (vedette_peers{N})", "{{connection_type}}"), stack=True),
            panel("Peers by network", "none", (f"sum by (network) (vedette_peers{N})", "{{network}}"), stack=True),
            panel("Transport", "none", (f"sum by (transport) (vedette_peers_by_transport{N})", "{{transport}}"), stack=True),
        ]),
        ("", [
            panel("Opened", "cpm", (f"sum by (network) (rate(vedette_connections_opened_total{N}{R})) * 60", "{{network}}")),
            panel("Closed", "cpm", (f"sum by (connection_type) (rate(vedette_connections_closed_total{N}{R})) * 60", "{{connection_type}}")),
            panel("Age at the end", "s", *quantiles("vedette_connection_age_seconds")),
            panel("Evicted", "cpm", (f"sum by (network) (rate(vedette_connections_evicted_total{N}{R})) * 60", "{{network}}")),
        ]),
        ("Where they are", [
            panel("Different places of outbound peers", "none", (f"vedette_peer_places{with_node(direction='outbound')}", "{{place}}")),
            panel("Peers in the largest place", "none", (f"vedette_peer_place_largest{N}", "{{direction}} {{place}}")),
            panel("Known addresses", "none", (f"vedette_known_addresses{N}", "{{network}} {{table}}")),
        ]),
        ("What they say", [
            panel("Messages in", "cps", (f"topk(10, sum by (message) (rate(vedette_messages_total{with_node(direction='inbound')}{R})))", "{{message}}")),
            panel("Messages out", "cps", (f"topk(10, sum by (message) (rate(vedette_messages_total{with_node(direction='outbound')}{R})))", "{{message}}")),
            panel("Inventory in", "cps", (f"sum by (message, kind) (rate(vedette_inventory_entries_total{with_node(direction='inbound')}{R}))", "{{message}} {{kind}}")),
            panel("Size of invs received", "none", *quantiles("vedette_inv_size", with_node(direction='inbound'))),
        ]),
        ("Addresses", [
            panel("Addresses heard", "cps", (f"sum by (network) (rate(vedette_addresses_total{with_node(direction='inbound')}{R}))", "{{network}}")),
            panel("Addresses in one message", "none", *quantiles("vedette_addr_size", with_node(direction='inbound'))),
            panel("How old they are", "s", *quantiles("vedette_addr_timestamp_offset_seconds", with_node(direction='inbound'))),
            panel("Processed and dropped, of those connected", "none", (f"vedette_peers_addresses_processed{N}", "processed"), (f"vedette_peers_addresses_rate_limited{N}", "dropped")),
        ]),
        ("Ping", [
            panel("Time to pong", "s", *quantiles("vedette_ping_seconds")),
            panel("By RPC", "s", (f"vedette_peers_ping_median_seconds{N}", "median"), (f"vedette_peers_ping_minimum_median_seconds{N}", "median of the shortest")),
            panel("Odd pings and pongs", "cpm", (f"rate(vedette_pongs_stray_total{N}{R}) * 60", "pong to no ping"), (f"rate(vedette_pings_without_nonce_total{N}{R}) * 60", "ping without nonce")),
        ]),
        ("Oddities", [
            panel("Rules broken", "cpm", (f"sum by (reason) (rate(vedette_misbehaving_total{N}{R})) * 60", "{{reason}}")),
            panel("Unknown message types", "cpm", (f"sum by (direction) (rate(vedette_messages_total{with_node(message='other')}{R})) * 60", "{{direction}}")),
            panel("Software of new peers", "cpm", (f"sum by (client) (rate(vedette_versions_total{with_node(direction='inbound')}{R})) * 60", "{{client}}")),
        ]),
    ], node=True)


def blocks():
    dashboard("vedette-blocks", "Vedette: blocks and compact blocks", "From announcement to connection.", [
        ("", [
            stat("Height", "none", (f"vedette_block_height{N}", "{{node}}")),
            stat("Blocks, last day", "none", (f"increase(vedette_block_connect_seconds_count{N}[24h])", "{{node}}")),
            stat("Compact blocks at once, last day", "percentunit",
                 (f"sum(increase(vedette_compact_block_reconstructions_total{with_node(result='hit')}[24h])) / sum(increase(vedette_compact_block_reconstructions_total{N}[24h]))", "")),
        ]),
        ("Connecting", [
            panel("Time to connect", "s", *quantiles("vedette_block_connect_seconds")),
            panel("Transactions per block", "none", (mean("vedette_block_transactions"), "mean")),
            panel("Inputs per block", "none", (mean("vedette_block_inputs"), "mean")),
            panel("Cost of signature operations per block", "none", (mean("vedette_block_sigops_cost"), "mean")),
        ]),
        ("Compact blocks", [
            panel("How they were put together", "cpm", (f"sum by (result) (rate(vedette_compact_block_reconstructions_total{N}{R})) * 60", "{{result}}")),
            panel("Transactions asked for", "none", *quantiles("vedette_compact_block_requested_transactions", with_node(direction='outbound'))),
            panel("Round trip", "s", *quantiles("vedette_compact_block_round_trip_seconds")),
            panel("High-bandwidth peers", "none", (f"vedette_peers_high_bandwidth{N}", "toward {{toward}}")),
        ]),
        ("Stalling and forks", [
            panel("Blocks owed by peers", "none", (f"vedette_peers_blocks_in_flight{N}", "blocks"), (f"vedette_peers_owing_blocks{N}", "peers that owe")),
            panel("Tips", "none", (f"vedette_chain_tips{N}", "{{status}}")),
            panel("Parents of orphans asked for", "cps", (f"rate(vedette_orphan_parent_requests_total{N}{R})", "{{node}}")),
        ]),
        ("Cache of coins", [
            panel("Flush", "s", (f"sum by (mode) (rate(vedette_utxo_flush_seconds_sum{N}{R})) / sum by (mode) (rate(vedette_utxo_flush_seconds_count{N}{R}))", "{{mode}}")),
            panel("Coins", "cps", (f"sum by (change) (rate(vedette_utxo_cache_coins_total{N}{R}))", "{{change}}")),
            panel("At the last flush", "none", (f"vedette_utxo_flush_coins{N}", "coins")),
            panel("Memory at the last flush", "bytes", (f"vedette_utxo_flush_memory_bytes{N}", "bytes")),
        ]),
    ], node=True)


def mempool():
    dashboard("vedette-mempool", "Vedette: mempool", "What comes in, what leaves, and why.", [
        ("", [
            stat("Transactions", "none", (f"vedette_mempool_transactions{N}", "{{node}}")),
            stat("Virtual size", "none", (f"vedette_mempool_vbytes{N}", "{{node}}")),
            stat("Fees, sat", "none", (f"vedette_mempool_fees_satoshis{N}", "{{node}}")),
            stat("Least feerate, sat/kvB", "none", (f"vedette_mempool_min_feerate_satoshis_per_kvbyte{N}", "{{node}}")),
            stat("Not yet broadcast", "none", (f"vedette_mempool_unbroadcast{N}", "{{node}}")),
        ]),
        ("Flow", [
            panel("In and out", "cps",
                  (f"sum(rate(vedette_mempool_added_total{N}{R}))", "added"),
                  (f"sum by (reason) (rate(vedette_mempool_removed_total{N}{R}))", "{{reason}}"),
                  (f"sum by (by) (rate(vedette_mempool_replaced_total{N}{R}))", "replaced by {{by}}")),
            panel("Virtual size in and out", "none",
                  (f"sum(rate(vedette_mempool_added_vbytes_total{N}{R}))", "added"),
                  (f"sum(rate(vedette_mempool_removed_vbytes_total{N}{R}))", "removed")),
            panel("Memory", "bytes", (f"vedette_mempool_usage_bytes{N}", "used"), (f"vedette_mempool_max_bytes{N}", "limit")),
        ]),
        ("Fees and time", [
            panel("Feerate of what comes in, sat/vB", "none", *quantiles("vedette_mempool_added_feerate_satoshis_per_vbyte", of=(0.1, 0.5, 0.9))),
            panel("Mean feerate, sat/vB", "none",
                  (f"sum(rate(vedette_mempool_added_fees_satoshis_total{N}{R})) / sum(rate(vedette_mempool_added_vbytes_total{N}{R}))", "sat/vB")),
            panel("Stay until a block takes it", "s", *quantiles("vedette_mempool_stay_seconds", with_node(reason='block'))),
        ]),
        ("Refused", [
            panel("Why", "cps", (f"sum by (reason) (rate(vedette_mempool_rejected_total{N}{R}))", "{{reason}}")),
            panel("Orphans, or spent already", "cps", (f"sum by (node) (rate(vedette_mempool_rejected_total{with_node(reason='bad-txns-inputs-missingorspent')}{R}))", "{{node}}")),
        ]),
        ("Wallets", [
            panel("Coin selection", "cpm", (f"sum by (algorithm) (rate(vedette_coin_selections_total{N}{R})) * 60", "{{algorithm}}")),
            panel("Transactions made", "cpm", (f"sum by (attempt, result) (rate(vedette_wallet_transactions_total{N}{R})) * 60", "{{attempt}} {{result}}")),
        ]),
    ], node=True)


def itself():
    dashboard("vedette-itself", "Vedette: itself", "What Vedette sees, misses and costs.", [
        ("", [
            stat("Version", "none", ("vedette_build_info", "{{version}}")),
            stat("Up for", "s", ("time() - process_start_time_seconds{job=\"vedette\"}", "")),
            stat("Nodes", "none", ("vedette_nodes", "")),
            stat("Beyond the limit", "none", ("vedette_unobserved_events_total", "")),
        ]),
        ("What was not seen", [
            panel("Losses", "cps", (f"sum by (kind) (rate(vedette_losses_total{N}{R}))", "{{kind}}")),
            panel("Losses by tracepoint", "cps", (f"sum by (event) (rate(vedette_losses_total{N}{R}))", "{{event}}")),
            panel("Hits of tracepoints", "cps", (f"sum by (fate) (rate(vedette_tracepoint_events_total{R}))", "{{fate}}")),
            panel("Content not read", "cps", (f"sum by (message, reason) (rate(vedette_messages_unread_total{N}{R}))", "{{message}} {{reason}}")),
        ]),
        ("Asking the node", [
            panel("Calls", "cpm", (f"sum by (call, outcome) (rate(vedette_polls_total{N}{R})) * 60", "{{call}} {{outcome}}")),
            panel("Time to an answer", "s", (f"sum by (call) (rate(vedette_poll_seconds_sum{with_node(end='answered')}{R})) / sum by (call) (rate(vedette_poll_seconds_count{with_node(end='answered')}{R}))", "{{call}}")),
            panel("Age of the last answer", "s", (f"time() - vedette_poll_last_answer_timestamp_seconds{N}", "{{call}}")),
        ]),
        ("Its process", [
            panel("Processor", "percentunit", (f'rate(process_cpu_seconds_total{{job="vedette"}}{R})', "of one core")),
            panel("Memory", "bytes", ('process_resident_memory_bytes{job="vedette"}', "resident"), ('process_heap_bytes{job="vedette"}', "heap"), ('process_heap_max_bytes{job="vedette"}', "heap at most")),
            panel("Open files", "none", ('process_open_fds{job="vedette"}', "open"), ('process_max_fds{job="vedette"}', "limit")),
            panel("Threads", "none", ('process_threads{job="vedette"}', "threads")),
        ]),
        ("Scrapes", [
            panel("Series that a scrape brings", "none", ('scrape_samples_scraped', "{{job}}")),
            panel("Time of a scrape", "s", ("scrape_duration_seconds", "{{job}}")),
        ]),
    ], node=True)


for each in (tracing, rpc, machine, overview, network, blocks, mempool, itself):
    each()
