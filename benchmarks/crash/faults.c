/* Makes the FAULT_AT-th write, sync, truncation, renaming or removal under the folder FAULT_UNDER fail, from below Python and SQLite:

     cc -shared -fPIC -O1 -o faults.so faults.c -ldl
     FAULT_UNDER=/archive FAULT_AT=17 FAULT_ERRNO=28 LD_PRELOAD=./faults.so program

   FAULT_ERRNO -1: the process is killed at that moment, before the write.
   FAULT_ERRNO 0: that write takes half of what it was given, and the next one fails with ENOSPC.
   FAULT_STAYS=1: every later one fails as well.
   FAULT_COUNT=file: at the end the number of writes and syncs is written there. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long count, at = -1;
static int error, stays, is_ready;
static char under[4096];

static void prepare(void) {
    if (is_ready) return;
    is_ready = 1;
    const char *said = getenv("FAULT_UNDER");
    if (said) strncpy(under, said, sizeof under - 1);
    if ((said = getenv("FAULT_AT"))) at = atol(said);
    if ((said = getenv("FAULT_ERRNO"))) error = atoi(said);
    if ((said = getenv("FAULT_STAYS"))) stays = atoi(said);
}

static int is_ours(int fd) {
    prepare();
    if (!under[0]) return 0;
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return strncmp(path, under, strlen(under)) == 0;
}

static int is_ours_by_name(const char *path) {
    prepare();
    char whole[8192];
    if (path[0] == '/') snprintf(whole, sizeof whole, "%s", path);
    else { if (!getcwd(whole, 4096)) return 0; strcat(whole, "/"); strncat(whole, path, 4000); }
    return under[0] && strncmp(whole, under, strlen(under)) == 0;
}

/* 0: go on; 1: fail; 2: take half */
static int judged(int is_write) {
    long number = ++count;
    if (at < 0 || number < at) return 0;
    if (number == at) {
        if (error < 0) kill(getpid(), SIGKILL);
        if (error) { errno = error; return 1; }
        if (is_write) return 2;
        errno = ENOSPC;
        return 1;
    }
    if (stays || (!error && number == at + 1)) { errno = error ? error : ENOSPC; return 1; }
    return 0;
}

#define REAL(name, ...) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *from, size_t size) {
    REAL(write);
    if (is_ours(fd)) switch (judged(1)) { case 1: return -1; case 2: size = size / 2 + (size == 1); }
    return real(fd, from, size);
}
ssize_t pwrite(int fd, const void *from, size_t size, off_t offset) {
    REAL(pwrite);
    if (is_ours(fd)) switch (judged(1)) { case 1: return -1; case 2: size = size / 2 + (size == 1); }
    return real(fd, from, size, offset);
}
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t offset) {
    REAL(pwrite64);
    if (is_ours(fd)) switch (judged(1)) { case 1: return -1; case 2: size = size / 2 + (size == 1); }
    return real(fd, from, size, offset);
}
int fsync(int fd) {
    REAL(fsync);
    return is_ours(fd) && judged(0) ? -1 : real(fd);
}
int fdatasync(int fd) {
    REAL(fdatasync);
    return is_ours(fd) && judged(0) ? -1 : real(fd);
}
int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    return is_ours(fd) && judged(0) ? -1 : real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    return is_ours(fd) && judged(0) ? -1 : real(fd, size);
}
int rename(const char *from, const char *to) {
    REAL(rename);
    return is_ours_by_name(to) && judged(0) ? -1 : real(from, to);
}
int unlink(const char *path) {
    REAL(unlink);
    return is_ours_by_name(path) && judged(0) ? -1 : real(path);
}

__attribute__((destructor)) static void tell(void) {
    const char *to = getenv("FAULT_COUNT");
    FILE *file = to ? fopen(to, "w") : NULL;
    if (file) { fprintf(file, "%ld\n", count); fclose(file); }
}
