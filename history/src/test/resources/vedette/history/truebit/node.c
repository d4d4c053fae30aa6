/* Plays a runner node in a container: its directory tree, and a log with every kind of entry, written to
 * a file of each day and to standard output.
 *
 *   node ROOT LINES_PER_DAY BURST ENTRIES
 *
 * Its clock is the count of entries, kept in ROOT/logs/clock, so that it goes on after a kill: at
 * midnight a new file begins and the one before is packed, as log rotation does. BURST entries go out at
 * once after each start, then 200 a second, until there are ENTRIES in all (0: for ever). Entries are
 * numbered. One is one write(2), so that a kill leaves whole ones. ROOT/datadb gets the EventDB. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define WALLET "0x1111111111111111111111111111111111111111"
#define HEX64 "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

struct clock {
  uint64_t first_day; /* since 1970 */
  uint64_t entries;
};

static char folder[400], data[400], line[8192];
static volatile struct clock *at;

static void folders(char *path) {
  for (char *p = path + 1; *p; p++) {
    if (*p == '/') {
      *p = 0;
      mkdir(path, 0755);
      *p = '/';
    }
  }
  mkdir(path, 0755);
}

static uint32_t crc(const unsigned char *bytes, long length) {
  uint32_t c = 0xffffffff;
  for (long i = 0; i < length; i++) {
    c ^= bytes[i];
    for (int k = 0; k < 8; k++) c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
  }
  return ~c;
}

static void little(FILE *out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; i++) fputc(value >> 8 * i & 255, out);
}

/* A gzip file in blocks that are stored as they are (RFC 1951, 3.2.4). */
static void pack(const char *name) {
  char packed[600];
  snprintf(packed, sizeof packed, "%s.gz", name);
  FILE *in = fopen(name, "rb");
  if (!in) return;
  fseek(in, 0, SEEK_END);
  long length = ftell(in);
  rewind(in);
  unsigned char *all = malloc((size_t)length + 1);
  if (!all || fread(all, 1, (size_t)length, in) != (size_t)length) exit(1);
  fclose(in);
  FILE *out = fopen(packed, "wb");
  if (!out) exit(1);
  fwrite("\x1f\x8b\x08\0\0\0\0\0\0\xff", 1, 10, out);
  long from = 0;
  do {
    long count = length - from > 65535 ? 65535 : length - from;
    fputc(from + count == length, out);
    little(out, (uint32_t)count, 2);
    little(out, ~(uint32_t)count, 2);
    fwrite(all + from, 1, (size_t)count, out);
    from += count;
  } while (from < length);
  little(out, crc(all, length), 4);
  little(out, (uint32_t)length, 4);
  fclose(out);
  free(all);
  unlink(name);
}

static void day_name(char *into, size_t size, uint64_t day) {
  time_t noon = (time_t)(day * 86400 + 43200);
  struct tm tm;
  gmtime_r(&noon, &tm);
  snprintf(into, size, "%s/combined-%04d-%02d-%02d.log", folder, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* The message of an entry: sixteen of them are a task's whole life and what lies around it. */
static int message(char *into, size_t size, uint64_t n) {
  uint64_t task = n / 16;
  char id[64];
  snprintf(id, sizeof id, "%08x-2222-4333-8444-%012llx", (unsigned)task, (unsigned long long)task);
  switch (n % 16) {
    case 0:
      return snprintf(into, size,
                      "Message received from task_created: {\n  \"payload\": {\n    \"type\": \"task_created\",\n"
                      "    \"executionId\": \"%s\",\n    \"timestamp\": 1765962549000,\n    \"message\": {\n"
                      "      \"taskId\": \"js_" HEX64 "/1.0.0\",\n      \"chainId\": \"43113\",\n"
                      "      \"blockNumber\": 72508152,\n      \"blockHash\": \"0x" HEX64 "\",\n"
                      "      \"input\": \"{\\\"n\\\":%llu}\"\n    }\n  }\n}",
                      id, (unsigned long long)task);
    case 1: return snprintf(into, size, "Task js_" HEX64 "/1.0.0 downloaded successfully");
    case 2: return snprintf(into, size, "Semaphore TaskSubscriber processing started - Using slot 1/4");
    case 3: return snprintf(into, size, "Starting task execution, executionId: %s", id);
    case 4:
      return snprintf(into, size,
                      "Command execution stdout: {\"executionId\":\"%s\",\"elapsed\":\"1500000000\","
                      "\"wasi\":{\"exitCode\":%d},\"metering\":{\"last\":{\"steps\":28584970692},\"peak\":{\"memory\":"
                      "87}},\"execution\":{\"prepare\":{\"cached\":true}}}",
                      id, task % 5 == 4 ? 3 : 0);
    case 5: return snprintf(into, size, "Command execution stderr: {\"executionId\":\"%s\",\"warning\":\"gr\xc3\xb6\xc3\x9f" "e\"}", id);
    case 6: return snprintf(into, size, "Execution %s completed", id);
    case 7: return snprintf(into, size, "Message published to compute_outcome for %s", id);
    case 8:
      return snprintf(into, size,
                      "Semaphore TaskSubscriber processing completed - Released slot (0/4 now active) - All slots "
                      "available");
    case 9: return snprintf(into, size, "Semaphore InvoiceSubscriber processing started - Using slot 1/4");
    case 10:
      return snprintf(into, size,
                      "InvoiceSubscriber message: {\"executionId\":\"%s\",\"taskId\":\"js_" HEX64 "/1.0.0\",\"invoiceId\":"
                      "\"725081521763992549%04llu\",\"taskCreated_timeStamp\":1765962549000,\"stepGasPrice\":5e-7,"
                      "\"lineItem\":[{\"operation\":\"charge\",\"account\":\"0xbeef\",\"total_steps_computed\":4000000000},"
                      "{\"operation\":\"pay\",\"account\":\"" WALLET "\",\"total_steps_computed\":2000000000,"
                      "\"peak_memory_used\":87}]}",
                      id, (unsigned long long)task);
    case 11: return snprintf(into, size, "Semaphore InvoiceSubscriber processing completed - Released slot (0/4 now active)");
    case 12: return snprintf(into, size, "Node with address " WALLET " registered successfully");
    case 13: return snprintf(into, size, "Statistics {\"open\":%llu}", (unsigned long long)n);
    case 14: return snprintf(into, size, "\x1b[32mConnected\x1b[0m to gr\xc3\xb6\xc3\x9f" "e \xf0\x9f\x98\x80");
    default: {
      /* Longer than a pipe's page: the engine keeps it in pieces. */
      int length = snprintf(into, size, "Long ");
      memset(into + length, 'x', 5000);
      return length + 5000;
    }
  }
}

static void eventdb(uint64_t entries) {
  char name[500], next[512];
  snprintf(name, sizeof name, "%s/node-eventDB.json", data);
  snprintf(next, sizeof next, "%s/next", data);
  FILE *out = fopen(next, "w");
  if (!out) return;
  fprintf(out, "{\"records\":[");
  for (uint64_t task = 0; task < entries / 16 && task < 100; task++) {
    fprintf(out,
            "%s{\"executionId\":\"%08x-2222-4333-8444-%012llx\",\"senderAddress\":\"" WALLET
            "\",\"encryptedSolution\":\"s%llu\"}",
            task ? "," : "", (unsigned)task, (unsigned long long)task, (unsigned long long)task);
  }
  fprintf(out, "]}");
  fclose(out);
  rename(next, name);
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  char name[500], clock_name[400];
  snprintf(folder, sizeof folder, "%s/logs/@truebit/worker-runner-node-" WALLET "/debug", argv[1]);
  snprintf(data, sizeof data, "%s/datadb", argv[1]);
  snprintf(clock_name, sizeof clock_name, "%s/logs/clock", argv[1]);
  folders(folder);
  folders(data);
  uint64_t per_day = strtoull(argv[2], 0, 10), burst = strtoull(argv[3], 0, 10);
  uint64_t most = strtoull(argv[4], 0, 10), begun, day = 0;
  int clock_file = open(clock_name, O_RDWR | O_CREAT, 0644);
  if (clock_file < 0 || ftruncate(clock_file, sizeof(struct clock)) < 0) return 1;
  at = mmap(0, sizeof(struct clock), PROT_READ | PROT_WRITE, MAP_SHARED, clock_file, 0);
  if (at == MAP_FAILED) return 1;
  if (!at->first_day) at->first_day = (uint64_t)time(0) / 86400 - 20;
  begun = at->entries;
  int fd = -1;
  for (; !most || at->entries < most;) {
    uint64_t n = at->entries, today = at->first_day + n / per_day;
    if (fd < 0 || today != day) {
      if (fd >= 0) {
        close(fd);
        day_name(name, sizeof name, day);
        pack(name);
        eventdb(n);
      }
      day = today;
      day_name(name, sizeof name, day);
      fd = open(name, O_WRONLY | O_CREAT | O_APPEND, 0644);
      if (fd < 0) return 1;
    }
    time_t now = (time_t)(today * 86400 + n % per_day * 86400 / per_day);
    struct tm tm;
    gmtime_r(&now, &tm);
    int length = snprintf(line, sizeof line, "%04d-%02d-%02d %02d:%02d:%02d ", tm.tm_year + 1900, tm.tm_mon + 1,
                          tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    if (n % 64 == 61) {
      length += snprintf(line + length, sizeof line - (size_t)length, "no usual head");
    } else {
      length += snprintf(line + length, sizeof line - (size_t)length,
                         "%s: @truebit/worker-runner-node-" WALLET ":1.0.0-beta.12 ", n % 3 ? "info" : "debug");
      length += message(line + length, sizeof line - (size_t)length - 64, n);
    }
    length += snprintf(line + length, sizeof line - (size_t)length, " #%llu.\n", (unsigned long long)n);
    at->entries = n + 1;
    if (write(fd, line, (size_t)length) < 0) return 1;
    if (write(1, line, (size_t)length) < 0) return 1;
    if (n - begun >= burst) usleep(5000);
  }
  pause();
}
