// The demo node: see README.md.
#include "life.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

enum { SETTLE_NS = 50000000 };

static void request_stop(int signal_number)
{
    (void)signal_number;
    stop_requested = true;
}

static bool attached(const struct options *o)
{
    if (o->wait_event >= 0)
        return probe_attached((enum event)o->wait_event);
    for (int i = 0; i < EVENTS; i++)
        if (probe_present((enum event)i) && !probe_attached((enum event)i))
            return false;
    return true;
}

// False when the time is up.
static bool wait_attached(const struct options *o)
{
    uint64_t end = now_monotonic() + (uint64_t)(o->wait_timeout * 1e9);
    while (!attached(o)) {
        if (stop_requested)
            return true;
        if (now_monotonic() >= end)
            return false;
        struct timespec t = {0, 1000000};
        nanosleep(&t, NULL);
    }
    // Some tracers enable the probe first and bind their program to it a moment later.
    sleep_until(now_monotonic() + SETTLE_NS);
    return true;
}

// Waits for the end of standard input. Whoever holds the other end may die in any way: the kernel
// closes it. The signal wakes the main thread from its sleep.
static void *watch_leash(void *main_thread)
{
    char buffer[256];
    ssize_t got;
    while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0 || (got < 0 && errno == EINTR))
        ;
    pthread_kill(*(pthread_t *)main_thread, SIGTERM);
    return NULL;
}

// Waits for the line on standard input; false if it was closed first.
static bool leash(void)
{
    static pthread_t main_thread;
    char c = 0;
    while (c != '\n') {
        ssize_t got = read(STDIN_FILENO, &c, 1);
        if (got == 0 || (got < 0 && errno != EINTR) || stop_requested)
            return false;
    }
    main_thread = pthread_self();
    pthread_t watcher;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&watcher, NULL, watch_leash, &main_thread) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

// Waits for the end of standard input, so that whoever has to meet this process finds it.
static void stay(void)
{
    char buffer[256];
    ssize_t got;
    do
        got = read(STDIN_FILENO, buffer, sizeof buffer);
    while (!stop_requested && (got > 0 || (got < 0 && errno == EINTR)));
}

static void print_summary(const struct options *o, const struct totals *t)
{
    printf("{\"seed\":%" PRIu64 ",\"total\":%" PRIu64 ",\"reached\":%" PRIu64
           ",\"payload_bytes\":%" PRIu64,
           o->seed, t->total, t->attempted, t->payload_bytes);
    if (o->only >= 0) {
        printf(",\"passes\":%" PRIu64, t->passes);
        if (o->measure && t->passes > 0)
            printf(",\"thread_cpu_ns_per_pass\":%.2f", (double)t->thread_cpu_ns / (double)t->passes);
    }
    printf(",\"fired\":{");
    for (int i = 0, shown = 0; i < EVENTS; i++)
        if (probe_present((enum event)i))
            printf("%s\"%s\":%" PRIu64, shown++ > 0 ? "," : "", event_names[i], t->fired[i]);
    printf("}}\n");
}

int main(int argc, char **argv)
{
    struct options options;
    options_parse(&options, argc, argv);
    prctl(PR_SET_NAME, "demo-node"); // both builds, so that tracers show one name
    struct sigaction action = {.sa_handler = request_stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    struct report *report = NULL;
    if (options.report != NULL) {
        report = report_open(options.report, options.report_payloads, options.seed);
        if (report == NULL) {
            fprintf(stderr, "demo-node: cannot write %s: %s\n", options.report, strerror(errno));
            return 1;
        }
    }
    if (options.wait && !wait_attached(&options)) {
        fprintf(stderr, "demo-node: not attached within %g s\n", options.wait_timeout);
        return 3;
    }
    struct totals totals = {0};
    if (!options.leash || leash())
        life_run(&options, report, &totals);
    bool good = report == NULL || report_close(report, totals.total);
    if (options.stay && !stop_requested)
        stay();
    print_summary(&options, &totals);
    if (fflush(stdout) != 0 || !good)
        return 1;
    return 0;
}
