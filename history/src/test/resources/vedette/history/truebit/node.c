/* Plays a runner node in a container: writes its log to files of a day each and to standard output.
 *
 *   node FOLDER LINES_PER_DAY BURST
 *
 * Lines are numbered within a run; a run is told by its start. BURST lines go out at once, then 200 a
 * second. A line is one write(2), so that a kill leaves whole lines or one cut one. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

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

int main(int argc, char **argv) {
  char folder[512], file[600], line[1024];
  if (argc < 4) return 2;
  snprintf(folder, sizeof folder,
           "%s/@truebit/worker-runner-node-0x1111111111111111111111111111111111111111/debug", argv[1]);
  folders(folder);
  long per_day = atol(argv[2]), burst = atol(argv[3]), n = 0;
  struct timespec begun;
  clock_gettime(CLOCK_REALTIME, &begun);
  int fd = -1;
  for (;; n++) {
    if (n % per_day == 0) {
      if (fd >= 0) close(fd);
      snprintf(file, sizeof file, "%s/node-%ld%09ld-%ld.log", folder, (long)begun.tv_sec, begun.tv_nsec,
               n / per_day);
      fd = open(file, O_WRONLY | O_CREAT | O_APPEND, 0644);
      if (fd < 0) return 1;
    }
    time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    int length = snprintf(
        line, sizeof line,
        "%04d-%02d-%02d %02d:%02d:%02d %s: @truebit/worker-runner-node-"
        "0x1111111111111111111111111111111111111111:1.0.0-beta.12 run %ld%09ld line %ld gr\xc3\xb6\xc3\x9f"
        "e%s\n",
        tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
        n % 3 ? "info" : "debug", (long)begun.tv_sec, begun.tv_nsec, n, n % 7 ? "" : " {\n  \"a\": 1\n}");
    if (write(fd, line, (size_t)length) < 0) return 1;
    if (write(1, line, (size_t)length) < 0) return 1;
    if (n >= burst) usleep(5000);
  }
}
