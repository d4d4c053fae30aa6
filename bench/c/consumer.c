// The yardstick: reads the ring buffer of a running Vedette with libbpf, as a C program would, and does
// the same work with each record. Ring, records and the program that writes them are Vedette's own, so
// only the reading differs.
//
//   consumer PID header|sum drain         one line on standard input: drain once
//   consumer PID header|sum timer|wake    drain until standard input ends
//
// header: adds up the head's time, kind, peer and size.  sum: adds up the payload in words of 8 bytes.
// drain:  for each line read, drains what is there; prints "<records> <thread CPU ns> <sum>", without the
//         first record: with that one, code and data come into the caches.
// timer:  looks every 20 ms, while nothing comes up to every 40 ms; a wake-up of the kernel ends the wait.
// wake:   the kernel wakes for each record if we sleep (what libbpf's examples do); sets wake_bytes to 0.
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { RING = 27, ARRAY = 2, CONTROL_SIZE = 4096, WAKE_BYTES = 8, SHORTEST = 20, LONGEST = 40 };

// struct message of tap.bpf.c.
struct record {
    uint64_t time, lost;
    uint32_t process;
    uint16_t kind, flags, faults, args;
    uint32_t length;
    int64_t peer;
    uint64_t size;
    uint32_t taken, address_offset;
    char address[80], connection[24], type[16];
    uint8_t payload[];
};

static uint64_t records, sum;
static int result; // of the callback: a negative number makes libbpf stop

static uint64_t thread_cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int header(void *context, void *data, size_t size)
{
    (void)context, (void)size;
    const struct record *r = data;
    records++;
    sum += r->time + r->kind + (uint64_t)r->peer + r->size;
    return result;
}

static int payload(void *context, void *data, size_t size)
{
    (void)context, (void)size;
    const struct record *r = data;
    records++;
    uint64_t total = 0;
    uint32_t at = 0;
    for (; at + 8 <= r->taken; at += 8) {
        uint64_t word;
        memcpy(&word, r->payload + at, 8);
        total += word;
    }
    // There is room behind a payload: what is in it is masked out.
    if (at < r->taken) {
        uint64_t word;
        memcpy(&word, r->payload + at, 8);
        total += word & ~(~UINT64_C(0) << 8 * (r->taken - at));
    }
    sum += total;
    return result;
}

static void fail(const char *what)
{
    fprintf(stderr, "consumer: %s: %s\n", what, strerror(errno));
    exit(1);
}

// A map of another process, found in what /proc tells of its descriptors.
static int map_of(const char *pid, unsigned type, unsigned value_size)
{
    char path[300], line[200];
    snprintf(path, sizeof path, "/proc/%s/fdinfo", pid);
    DIR *folder = opendir(path);
    if (folder == NULL)
        fail(path);
    int found = -1;
    for (struct dirent *e; found < 0 && (e = readdir(folder)) != NULL;) {
        snprintf(path, sizeof path, "/proc/%s/fdinfo/%s", pid, e->d_name);
        FILE *f = fopen(path, "r");
        unsigned its_type = 0, its_size = 0, id = 0;
        while (f != NULL && fgets(line, sizeof line, f) != NULL) {
            sscanf(line, "map_type: %u", &its_type);
            sscanf(line, "value_size: %u", &its_size);
            sscanf(line, "map_id: %u", &id);
        }
        if (f != NULL)
            fclose(f);
        if (id != 0 && its_type == type && its_size == value_size)
            found = bpf_map_get_fd_by_id(id);
    }
    closedir(folder);
    if (found < 0)
        fail("no such map in the process");
    return found;
}

static void wake_always(const char *pid)
{
    static uint8_t control[CONTROL_SIZE];
    uint32_t zero = 0;
    int map = map_of(pid, ARRAY, CONTROL_SIZE);
    if (bpf_map_lookup_elem(map, &zero, control) < 0)
        fail("reading control");
    memset(control + WAKE_BYTES, 0, 8);
    if (bpf_map_update_elem(map, &zero, control, 0) < 0)
        fail("writing control");
    close(map);
}

static bool stop_wanted(void)
{
    struct pollfd in = {.fd = 0, .events = POLLIN};
    char byte;
    return poll(&in, 1, 0) > 0 && read(0, &byte, 1) <= 0;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fputs("usage: consumer PID header|sum drain|timer|wake\n", stderr);
        return 2;
    }
    ring_buffer_sample_fn work = strcmp(argv[2], "sum") == 0 ? payload : header;
    int map = map_of(argv[1], RING, 0);
    struct ring_buffer *ring = ring_buffer__new(map, work, NULL, NULL);
    if (ring == NULL)
        fail("opening the ring");
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (strcmp(argv[3], "drain") == 0) {
        char line[100];
        puts("ready");
        while (fgets(line, sizeof line, stdin) != NULL) {
            result = -1;
            ring_buffer__consume(ring);
            result = 0;
            records = sum = 0;
            uint64_t before = thread_cpu();
            if (ring_buffer__consume(ring) < 0)
                fail("draining");
            uint64_t spent = thread_cpu() - before;
            printf("%llu %llu %llu\n", (unsigned long long)records, (unsigned long long)spent,
                   (unsigned long long)sum);
        }
        return 0;
    }
    bool wake = strcmp(argv[3], "wake") == 0;
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN | EPOLLET};
    if (wake)
        wake_always(argv[1]);
    else if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, map, &event) < 0)
        fail("epoll");
    puts("ready");
    int wait = SHORTEST;
    // Looking for the end costs a system call: not more than once in so many rounds.
    for (unsigned round = 0; round % 16 != 0 || !stop_wanted(); round++) {
        if (wake) {
            int got = ring_buffer__poll(ring, 100);
            if (got < 0 && got != -EINTR)
                fail("polling");
            continue;
        }
        int got = ring_buffer__consume(ring);
        if (got < 0)
            fail("draining");
        wait = got > 0 ? SHORTEST : wait * 2 < LONGEST ? wait * 2 : LONGEST;
        epoll_wait(epoll, &event, 1, wait);
    }
    printf("%llu %llu %llu\n", (unsigned long long)records, (unsigned long long)thread_cpu(),
           (unsigned long long)sum);
    return 0;
}
