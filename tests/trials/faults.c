/* A file system that fails at a chosen moment: loaded before libc (LD_PRELOAD), it counts every call that changes something below
 * FAULT_UNDER, over all threads, and at call FAULT_AT it does what FAULT_DO says:
 *   kill     the program is ended before the call, as by a power cut or `kill -9`
 *   torn     of a write, half the bytes are written and then the program is ended; of another call as kill
 *   NUMBER   the call, and every one after it, fails with this errno (28: the disk is full, 5: it is broken, 13: forbidden)
 * With FAULT_LOG every counted call is written to that file, a line each. Without FAULT_AT nothing fails.
 *
 *   cc -shared -fPIC -O1 -o faults.so faults.c -ldl
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *under, *log_path;
static long at;
static int error; /* 0 ends the program */
static int torn;
static atomic_long count;

__attribute__((constructor)) static void begin(void) {
    under = getenv("FAULT_UNDER");
    log_path = getenv("FAULT_LOG");
    const char *when = getenv("FAULT_AT"), *what = getenv("FAULT_DO");
    at = when ? atol(when) : 0;
    if (what && strcmp(what, "kill") != 0) {
        torn = strcmp(what, "torn") == 0;
        error = torn ? 0 : atoi(what);
    }
}

static void resolve(char *out, int folder, const char *path) {
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
        return;
    }
    char link[64], base[PATH_MAX];
    if (folder == AT_FDCWD)
        snprintf(link, sizeof link, "/proc/self/cwd");
    else
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t n = readlink(link, base, sizeof base - 1);
    base[n > 0 ? n : 0] = 0;
    snprintf(out, PATH_MAX, "%.2000s/%.2000s", base, path);
}

/* What is to become of this call: 0 it is made, 1 it fails (errno is set), 2 it is made by half and then the program ends. */
static int fate(const char *name, int folder, const char *path) {
    if (!under || !path) return 0;
    int before = errno;
    char whole[PATH_MAX];
    resolve(whole, folder, path);
    if (strncmp(whole, under, strlen(under)) != 0) {
        errno = before;
        return 0;
    }
    long n = atomic_fetch_add(&count, 1) + 1;
    if (log_path) {
        char line[PATH_MAX + 64];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", n, name, whole);
        int fd = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (fd >= 0) {
            syscall(SYS_write, fd, line, length);
            syscall(SYS_close, fd);
        }
    }
    errno = before;
    if (at == 0 || n < at) return 0;
    if (error) {
        errno = error;
        return 1;
    }
    if (torn && (strcmp(name, "write") == 0 || strcmp(name, "pwrite") == 0)) return 2;
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

static int fate_of_fd(const char *name, int fd) {
    if (!under) return 0;
    int before = errno;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    errno = before;
    if (n <= 0) return 0;
    path[n] = 0;
    return fate(name, AT_FDCWD, path);
}

#define REAL(type, name, ...)                     \
    static type (*real)(__VA_ARGS__);             \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

#define OPEN(name)                                                              \
    int name(const char *path, int flags, ...) {                                \
        REAL(int, #name, const char *, int, ...);                               \
        va_list rest;                                                           \
        va_start(rest, flags);                                                  \
        mode_t mode = va_arg(rest, mode_t);                                     \
        va_end(rest);                                                           \
        if (flags & (O_CREAT | O_TRUNC) && fate("open", AT_FDCWD, path)) return -1; \
        return real(path, flags, mode);                                         \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                            \
    int name(int folder, const char *path, int flags, ...) {                    \
        REAL(int, #name, int, const char *, int, ...);                          \
        va_list rest;                                                           \
        va_start(rest, flags);                                                  \
        mode_t mode = va_arg(rest, mode_t);                                     \
        va_end(rest);                                                           \
        if (flags & (O_CREAT | O_TRUNC) && fate("open", folder, path)) return -1; \
        return real(folder, path, flags, mode);                                 \
    }
OPENAT(openat)
OPENAT(openat64)

static void end_torn(int fd, const void *bytes, size_t n) {
    syscall(SYS_write, fd, bytes, n / 2);
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

ssize_t write(int fd, const void *bytes, size_t n) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int what = fd > 2 ? fate_of_fd("write", fd) : 0;
    if (what == 2) end_torn(fd, bytes, n);
    return what ? -1 : real(fd, bytes, n);
}
ssize_t writev(int fd, const struct iovec *parts, int n) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    return fd > 2 && fate_of_fd("writev", fd) ? -1 : real(fd, parts, n);
}
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t to) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fate_of_fd("pwrite", fd) ? -1 : real(fd, bytes, n, to);
}
ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t n, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    return fate_of_fd("copy", to) ? -1 : real(from, from_at, to, to_at, n, flags);
}

#define OF_FD(name)                                              \
    int name(int fd) {                                           \
        REAL(int, #name, int);                                   \
        return fate_of_fd(#name, fd) ? -1 : real(fd);            \
    }
OF_FD(fsync)
OF_FD(fdatasync)

#define OF_PATH(name)                                            \
    int name(const char *path) {                                 \
        REAL(int, #name, const char *);                          \
        return fate(#name, AT_FDCWD, path) ? -1 : real(path);    \
    }
OF_PATH(unlink)
OF_PATH(rmdir)

int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    return fate("unlink", folder, path) ? -1 : real(folder, path, flags);
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    return fate("mkdir", AT_FDCWD, path) ? -1 : real(path, mode);
}
int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return fate("rename", AT_FDCWD, to) ? -1 : real(from, to);
}
int renameat(int folder, const char *from, int to_folder, const char *to) {
    REAL(int, "renameat", int, const char *, int, const char *);
    return fate("rename", to_folder, to) ? -1 : real(folder, from, to_folder, to);
}
int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    return fate_of_fd("truncate", fd) ? -1 : real(fd, length);
}
