/* Writes down what a program does to the files under the folder RECORD_UNDER, into the file RECORD_TO:

     cc -shared -fPIC -O1 -o recording.so recording.c -ldl
     RECORD_UNDER=/folder/ RECORD_TO=/elsewhere/log LD_PRELOAD=./recording.so program

   A record: one letter, then as 64-bit numbers the lengths of two paths, an offset and a length, then the paths and
   the bytes. C made, W written (offset -1: appended), T truncated, S synced (a file or a folder), R renamed,
   U removed, D folder made. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static int to = -2;
static const char *under;

static int is_ours(const char *path) {
    if (to == -2) {
        under = getenv("RECORD_UNDER");
        const char *log = getenv("RECORD_TO");
        to = under && log ? (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    }
    return to >= 0 && strncmp(path, under, strlen(under)) == 0;
}

static int whole(const char *path, char *found) {
    if (path[0] == '/') snprintf(found, PATH_MAX, "%s", path);
    else {
        if (!getcwd(found, PATH_MAX)) return 0;
        size_t length = strlen(found);
        snprintf(found + length, PATH_MAX - length, "/%s", path);
    }
    return is_ours(found);
}

static int of(int fd, char *found) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, found, PATH_MAX - 1);
    if (length <= 0) return 0;
    found[length] = 0;
    if (is_ours(found)) return 1;
    return to >= 0 && strncmp(found, under, strlen(under) - 1) == 0 && strlen(found) == strlen(under) - 1;
}

static void say(char letter, const char *path, const char *other, int64_t offset, const void *bytes, int64_t length) {
    int64_t numbers[4] = {(int64_t)strlen(path), other ? (int64_t)strlen(other) : 0, offset, length};
    struct iovec parts[5] = {{&letter, 1}, {numbers, sizeof numbers}, {(void *)path, (size_t)numbers[0]},
        {(void *)other, (size_t)numbers[1]}, {(void *)bytes, bytes ? (size_t)length : 0}};
    syscall(SYS_writev, to, parts, 5);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define LOCKED(does) do { pthread_mutex_lock(&one_at_a_time); does; pthread_mutex_unlock(&one_at_a_time); } while (0)

static int opened(int fd, const char *path, int flags, int existed) {
    char name[PATH_MAX];
    if (fd >= 0 && whole(path, name)) {
        if (!existed && (flags & O_CREAT)) LOCKED(say('C', name, NULL, 0, NULL, 0));
        else if (flags & O_TRUNC) LOCKED(say('T', name, NULL, 0, NULL, 0));
    }
    return fd;
}

#define OPENING \
    mode_t mode = 0; \
    if (flags & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
    int existed = access(path, F_OK) == 0

int open(const char *path, int flags, ...) { REAL(open); OPENING; return opened(real(path, flags, mode), path, flags, existed); }
int open64(const char *path, int flags, ...) { REAL(open64); OPENING; return opened(real(path, flags, mode), path, flags, existed); }
int openat(int at, const char *path, int flags, ...) { REAL(openat); OPENING; return opened(real(at, path, flags, mode), path, flags, existed); }
int openat64(int at, const char *path, int flags, ...) { REAL(openat64); OPENING; return opened(real(at, path, flags, mode), path, flags, existed); }

static ssize_t wrote(int fd, const void *from, ssize_t size, int64_t offset) {
    char name[PATH_MAX];
    if (size > 0 && of(fd, name)) LOCKED(say('W', name, NULL, offset, from, size));
    return size;
}
ssize_t write(int fd, const void *from, size_t size) {
    REAL(write);
    int64_t offset = fcntl(fd, F_GETFL) & O_APPEND ? -1 : lseek(fd, 0, SEEK_CUR);
    return wrote(fd, from, real(fd, from, size), offset);
}
ssize_t pwrite(int fd, const void *from, size_t size, off_t offset) { REAL(pwrite); return wrote(fd, from, real(fd, from, size, offset), offset); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t offset) { REAL(pwrite64); return wrote(fd, from, real(fd, from, size, offset), offset); }

static int did(int result, char letter, int fd, int64_t offset) {
    char name[PATH_MAX];
    if (result == 0 && of(fd, name)) LOCKED(say(letter, name, NULL, offset, NULL, 0));
    return result;
}
int fsync(int fd) { REAL(fsync); return did(real(fd), 'S', fd, 0); }
int fdatasync(int fd) { REAL(fdatasync); return did(real(fd), 'S', fd, 0); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); return did(real(fd, size), 'T', fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return did(real(fd, size), 'T', fd, size); }

int rename(const char *from, const char *onto) {
    REAL(rename);
    char old[PATH_MAX], new[PATH_MAX];
    int result = real(from, onto);
    if (result == 0 && whole(from, old) && whole(onto, new)) LOCKED(say('R', old, new, 0, NULL, 0));
    return result;
}
int unlink(const char *path) {
    REAL(unlink);
    char name[PATH_MAX];
    int result = real(path);
    if (result == 0 && whole(path, name)) LOCKED(say('U', name, NULL, 0, NULL, 0));
    return result;
}
int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    char name[PATH_MAX];
    int result = real(path, mode);
    if (result == 0 && whole(path, name)) LOCKED(say('D', name, NULL, 0, NULL, 0));
    return result;
}
