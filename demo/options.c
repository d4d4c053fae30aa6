#include "options.h"

#include "events.h"
#include "probes.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char help[] =
    "Usage: demo-node [OPTION]...\n"
    "Plays the life of a Bitcoin node and fires the USDT probes that Bitcoin Core has.\n"
    "\n"
    "  --rate EVENTS       events per second (default 60; 0: as fast as possible, the\n"
    "                      default with --only)\n"
    "  --burst EVENTS      so many events each second as fast as possible, then idle\n"
    "  --on-request        with --only and --burst: a burst for each line on standard input,\n"
    "                      answered with \"fired\", until it is closed\n"
    "  --count N           stop after N probe hits; hits count only while the probe's\n"
    "                      semaphore is raised (with --measure: passes of the loop)\n"
    "  --seed N            decides everything that happens (default 1)\n"
    "  --epoch SECONDS     the node's clock at start (default: now, with --seed 1767225600)\n"
    "  --peers N           connections to keep, 1 to 1000 (default 8)\n"
    "  --threads N         fire messages from N threads, 1 to 16 (default 1)\n"
    "  --payload BYTES     size of tx and block messages, up to 4000000\n"
    "  --payload-share PERCENT   give that many of them this size (default 100)\n"
    "  --only EVENT        fire just this probe in a hot loop, e.g. net:inbound_message\n"
    "  --measure           with --only: thread CPU time per pass, attached or not\n"
    "  --report FILE       record what was fired\n"
    "  --report-payloads   with whole payloads instead of their SHA-256\n"
    "  --wait-attached[=EVENT]   begin when each probe (that probe; with --only its) is attached\n"
    "  --wait-timeout SECONDS    but wait no longer than this (default 30; then exit 3)\n"
    "  --leash             begin when a line comes on standard input, end when it is closed\n"
    "  --stay              when done, end only when standard input is closed\n"
    "  --no-semaphores     fire whether or not the semaphores are raised\n"
    "  --help, --version\n"
    "\n"
    "SIGINT and SIGTERM end it. On exit a summary is printed as one line of JSON.\n";

static void __attribute__((noreturn, format(printf, 1, 2))) bad_usage(const char *format, ...)
{
    __builtin_va_list arguments;
    __builtin_va_start(arguments, format);
    fputs("demo-node: ", stderr);
    vfprintf(stderr, format, arguments);
    fputs(" (see --help)\n", stderr);
    __builtin_va_end(arguments);
    exit(2);
}

static uint64_t whole(const char *option, const char *text, uint64_t low, uint64_t high)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < low || value > high)
        bad_usage("--%s: expected a whole number from %llu to %llu. Found: %s", option,
                  (unsigned long long)low, (unsigned long long)high, text);
    return value;
}

static double decimal(const char *option, const char *text)
{
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0' || !(value >= 0 && value <= 1e9))
        bad_usage("--%s: expected a number from 0 to 1e9. Found: %s", option, text);
    return value;
}

static int event(const char *option, const char *text)
{
    int index = event_by_name(text);
    if (index < 0)
        bad_usage("--%s: no such event: %s. Events are named as net:inbound_message", option, text);
    if (!probe_present((enum event)index))
        bad_usage("--%s: this build has no probe %s", option, text);
    return index;
}

enum {
    RATE = 256, BURST, ON_REQUEST, COUNT, SEED, EPOCH, PEERS, THREADS, PAYLOAD, SHARE, ONLY, MEASURE, REPORT,
    REPORT_PAYLOADS, WAIT, TIMEOUT, LEASH, STAY, NO_SEMAPHORES, HELP, VERSION
};

static const struct option table[] = {
    {"rate", required_argument, NULL, RATE},
    {"burst", required_argument, NULL, BURST},
    {"on-request", no_argument, NULL, ON_REQUEST},
    {"count", required_argument, NULL, COUNT},
    {"seed", required_argument, NULL, SEED},
    {"epoch", required_argument, NULL, EPOCH},
    {"peers", required_argument, NULL, PEERS},
    {"threads", required_argument, NULL, THREADS},
    {"payload", required_argument, NULL, PAYLOAD},
    {"payload-share", required_argument, NULL, SHARE},
    {"only", required_argument, NULL, ONLY},
    {"measure", no_argument, NULL, MEASURE},
    {"report", required_argument, NULL, REPORT},
    {"report-payloads", no_argument, NULL, REPORT_PAYLOADS},
    {"wait-attached", optional_argument, NULL, WAIT},
    {"wait-timeout", required_argument, NULL, TIMEOUT},
    {"leash", no_argument, NULL, LEASH},
    {"stay", no_argument, NULL, STAY},
    {"no-semaphores", no_argument, NULL, NO_SEMAPHORES},
    {"help", no_argument, NULL, HELP},
    {"version", no_argument, NULL, VERSION},
    {0},
};

static void check(const struct options *o, bool share_given)
{
    if (o->burst > 0 && o->rate > 0)
        bad_usage("--burst and --rate exclude each other");
    if (o->on_request && (o->only < 0 || o->burst == 0 || o->leash))
        bad_usage("--on-request needs --only and --burst, and excludes --leash");
    if (o->stay && (o->on_request || o->leash))
        bad_usage("--stay excludes --leash and --on-request: each has a use of its own for standard input");
    if (o->measure && o->only < 0)
        bad_usage("--measure needs --only");
    if (o->measure && o->count == UINT64_MAX)
        bad_usage("--measure needs --count");
    if (o->measure && (o->rate > 0 || o->burst > 0))
        bad_usage("--measure runs at full speed: leave out --rate and --burst");
    if (o->only >= 0 && o->threads > 1)
        bad_usage("--only runs in one thread");
    if (o->report_payloads && o->report == NULL)
        bad_usage("--report-payloads needs --report");
    if (share_given && o->payload == 0)
        bad_usage("--payload-share needs --payload");
}

void options_parse(struct options *o, int argc, char **argv)
{
    bool share_given = false, seed_given = false, epoch_given = false;
    *o = (struct options){.rate = -1, .count = UINT64_MAX, .seed = 1, .payload_share = 100,
                          .only = -1, .wait_event = -1, .wait_timeout = 30, .peers = 8,
                          .threads = 1};
    opterr = 0;
    for (int c, index = 0; (c = getopt_long(argc, argv, ":", table, &index)) != -1;) {
        const char *name = c >= RATE ? table[c - RATE].name : "";
        switch (c) {
        case RATE: o->rate = decimal(name, optarg); break;
        case BURST: o->burst = whole(name, optarg, 1, 100000000); break;
        case ON_REQUEST: o->on_request = true; break;
        case COUNT: o->count = whole(name, optarg, 1, UINT64_MAX - 1); break;
        case SEED: o->seed = whole(name, optarg, 0, UINT64_MAX); seed_given = true; break;
        case EPOCH: o->epoch = (int64_t)whole(name, optarg, 0, UINT32_MAX); epoch_given = true; break;
        case PEERS: o->peers = (uint32_t)whole(name, optarg, 1, PEERS_LIMIT); break;
        case THREADS: o->threads = (uint32_t)whole(name, optarg, 1, THREADS_LIMIT); break;
        case PAYLOAD: o->payload = (uint32_t)whole(name, optarg, 1, PAYLOAD_LIMIT); break;
        case SHARE:
            o->payload_share = (uint32_t)whole(name, optarg, 0, 100);
            share_given = true;
            break;
        case ONLY: o->only = event(name, optarg); break;
        case MEASURE: o->measure = true; break;
        case REPORT: o->report = optarg; break;
        case REPORT_PAYLOADS: o->report_payloads = true; break;
        case WAIT:
            o->wait = true;
            o->wait_event = optarg != NULL ? event(name, optarg) : -1;
            break;
        case TIMEOUT: o->wait_timeout = decimal(name, optarg); break;
        case LEASH: o->leash = true; break;
        case STAY: o->stay = true; break;
        case NO_SEMAPHORES: o->unconditional = true; break;
        case HELP: fputs(help, stdout); exit(0);
        case VERSION:
            printf("demo-node 1 (%s)\n", probe_present(EVENT_net_closed_connection)
                                             ? "probes as Bitcoin Core v29 and later"
                                             : "probes as Bitcoin Core v25 to v28");
            exit(0);
        case ':': bad_usage("%s needs a value", argv[optind - 1]);
        default: bad_usage("unknown option %s", argv[optind - 1]);
        }
    }
    if (optind < argc)
        bad_usage("unexpected argument %s", argv[optind]);
    check(o, share_given);
    if (o->rate < 0)
        o->rate = o->only >= 0 || o->burst > 0 ? 0 : 60;
    if (o->wait && o->wait_event < 0)
        o->wait_event = o->only; // nobody attaches to what will not fire
    if (!epoch_given)
        o->epoch = seed_given ? 1767225600 : (int64_t)time(NULL);
}
