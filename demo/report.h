// The report file: what was fired, argument by argument. Format: README.md.
#ifndef DEMO_REPORT_H
#define DEMO_REPORT_H

#include "buffer.h"

#include <stdbool.h>
#include <stdint.h>

// One file, shared by the threads.
struct report;

struct report *report_open(const char *path, bool payloads, uint64_t seed);
// Writes the trailer with the number of records; false when any write failed.
bool report_close(struct report *r, uint64_t records);

// One per thread: collects whole records and appends them to the file in large pieces.
struct report_writer {
    struct report *report; // NULL: nothing is recorded
    struct buffer buffer;
    size_t record; // where the record under construction begins
    uint8_t thread;
};

void report_begin(struct report_writer *w, uint8_t event, uint64_t nanoseconds);
void report_number(struct report_writer *w, uint64_t value);
void report_text(struct report_writer *w, const char *text);
void report_hash(struct report_writer *w, const uint8_t hash[32]);
void report_payload(struct report_writer *w, const uint8_t *data, uint64_t length);
void report_end(struct report_writer *w);
void report_flush(struct report_writer *w);

#endif
