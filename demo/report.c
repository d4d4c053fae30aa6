#include "report.h"

#include "hash.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 1 << 20, TRAILER = 0xff };

struct report {
    int file;
    bool payloads;
    bool failed;
    pthread_mutex_t lock;
};

static void write_all(struct report *r, const uint8_t *data, size_t length)
{
    while (length > 0 && !r->failed) {
        ssize_t written = write(r->file, data, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            fprintf(stderr, "demo-node: cannot write the report: %s\n", strerror(errno));
            r->failed = true;
            return;
        }
        data += written;
        length -= (size_t)written;
    }
}

struct report *report_open(const char *path, bool payloads, uint64_t seed)
{
    struct report *r = calloc(1, sizeof *r);
    if (r == NULL)
        return NULL;
    r->file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (r->file < 0) {
        free(r);
        return NULL;
    }
    r->payloads = payloads;
    pthread_mutex_init(&r->lock, NULL);
    struct buffer head = {0};
    put_bytes(&head, "VDEMOREP", 8);
    put_u32(&head, 1);
    put_u32(&head, payloads ? 1 : 0);
    put_u32(&head, (uint32_t)getpid());
    put_u32(&head, 0);
    put_u64(&head, seed);
    write_all(r, head.data, head.length);
    buffer_free(&head);
    return r;
}

bool report_close(struct report *r, uint64_t records)
{
    struct report_writer w = {.report = r};
    report_begin(&w, TRAILER, 0);
    report_number(&w, records);
    report_end(&w);
    report_flush(&w);
    buffer_free(&w.buffer);
    bool good = close(r->file) == 0 && !r->failed;
    pthread_mutex_destroy(&r->lock);
    free(r);
    return good;
}

void report_begin(struct report_writer *w, uint8_t event, uint64_t nanoseconds)
{
    w->record = w->buffer.length;
    put_u32(&w->buffer, 0);
    put_u64(&w->buffer, nanoseconds);
    put_u8(&w->buffer, event);
    put_u8(&w->buffer, w->thread);
}

void report_number(struct report_writer *w, uint64_t value)
{
    put_u64(&w->buffer, value);
}

void report_text(struct report_writer *w, const char *text)
{
    size_t length = strlen(text);
    put_u32(&w->buffer, (uint32_t)length);
    put_bytes(&w->buffer, text, length);
}

void report_hash(struct report_writer *w, const uint8_t hash[32])
{
    put_bytes(&w->buffer, hash, 32);
}

void report_payload(struct report_writer *w, const uint8_t *data, uint64_t length)
{
    put_u64(&w->buffer, length);
    if (w->report->payloads) {
        put_bytes(&w->buffer, data, length);
        return;
    }
    sha256(data, length, buffer_reserve(&w->buffer, 32));
    w->buffer.length += 32;
}

void report_end(struct report_writer *w)
{
    uint32_t length = (uint32_t)(w->buffer.length - w->record - 4);
    memcpy(w->buffer.data + w->record, &length, 4);
    if (w->buffer.length >= FLUSH_AT)
        report_flush(w);
}

void report_flush(struct report_writer *w)
{
    if (w->report == NULL || w->buffer.length == 0)
        return;
    pthread_mutex_lock(&w->report->lock);
    write_all(w->report, w->buffer.data, w->buffer.length);
    pthread_mutex_unlock(&w->report->lock);
    w->buffer.length = 0;
}
