/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A library for LD_PRELOAD: programs that open /dev/sr0 or /dev/sg0 find there the virtual recorder that is served at
 * the socket in VIRTUAL_RECORDER_SOCKET. The descriptor that they get is a connection to it, so that fork(), dup() and
 * close() need no care; what the kernel would do with the node is done here. The socket must be spelled as its server
 * spells it. Linux and glibc, 64 bits. */
#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS /* open() and open64() are two names here */
#include "drive_node.h"
#include "recorder_client.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#define REAL(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

static const char *server(void) {
    return getenv("VIRTUAL_RECORDER_SOCKET");
}

/* Whether a descriptor is a connection to the recorder: also one that was inherited. */
static int is_ours(int fd) {
    struct sockaddr_un peer;
    socklen_t length = sizeof peer;
    const int error = errno;
    const int is_socket = server() != NULL && getpeername(fd, (struct sockaddr *)&peer, &length) == 0;
    errno = error;
    return is_socket && peer.sun_family == AF_UNIX && length > sizeof peer.sun_family &&
           strcmp(peer.sun_path, server()) == 0;
}

static enum node_kind kind_of_path(const char *path) {
    int fd;
    if (path == NULL || server() == NULL) {
        return NODE_NONE;
    }
    if (strcmp(path, "/dev/sg0") == 0) {
        return NODE_GENERIC;
    }
    if (strcmp(path, "/dev/sr0") == 0 || strcmp(path, "/dev/scd0") == 0) {
        return NODE_BLOCK;
    }
    return sscanf(path, "/dev/fd/%d", &fd) == 1 && is_ours(fd) ? NODE_BLOCK : NODE_NONE;
}

/* As Linux does: O_EXCL on the block device is for one at a time, and the generic node does not know it. */
static int open_node(enum node_kind kind, int flags) {
    const int fd = recorder_connect(server());
    if (fd < 0) {
        return -1;
    }
    if (kind == NODE_BLOCK && (flags & O_EXCL) != 0 && recorder_take_exclusive(fd) != 0) {
        const int error = errno;
        REAL(close)(fd);
        errno = error;
        return -1;
    }
    if ((flags & O_CLOEXEC) == 0) {
        REAL(fcntl)(fd, F_SETFD, 0);
    }
    node_opened(fd, kind);
    node_greet(fd);
    return fd;
}

static mode_t mode_of(int flags, va_list more) {
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

#define OPEN(name)                                                                         \
    int name(const char *path, int flags, ...) {                                           \
        va_list more;                                                                      \
        va_start(more, flags);                                                             \
        const mode_t mode = mode_of(flags, more);                                          \
        va_end(more);                                                                      \
        const enum node_kind kind = kind_of_path(path);                                    \
        return kind != NODE_NONE ? open_node(kind, flags) : REAL(name)(path, flags, mode); \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int folder, const char *path, int flags, ...) {                                       \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        const mode_t mode = mode_of(flags, more);                                                  \
        va_end(more);                                                                              \
        const enum node_kind kind = kind_of_path(path);                                            \
        return kind != NODE_NONE ? open_node(kind, flags) : REAL(name)(folder, path, flags, mode); \
    }
OPENAT(openat)
OPENAT(openat64)

/* What fortified programs call. */
int __open_2(const char *path, int flags) {
    return open(path, flags);
}

int __open64_2(const char *path, int flags) {
    return open64(path, flags);
}

int close(int fd) {
    node_closed(fd);
    return REAL(close)(fd);
}

static int fill(enum node_kind kind, struct stat *status) {
    memset(status, 0, sizeof *status);
    status->st_mode = (kind == NODE_BLOCK ? S_IFBLK : S_IFCHR) | 0660;
    status->st_rdev = kind == NODE_BLOCK ? makedev(11, 0) : makedev(21, 0);
    status->st_nlink = 1;
    status->st_blksize = 2048;
    return 0;
}

static enum node_kind kind_of_fd(int fd) {
    const enum node_kind kind = node_kind_of(fd);
    return kind == NODE_NONE && is_ours(fd) ? NODE_BLOCK : kind;
}

/* The two structures are one on 64 bits. */
#define STAT(name, type)                                                                         \
    int name(const char *path, struct type *status) {                                            \
        const enum node_kind kind = kind_of_path(path);                                          \
        return kind != NODE_NONE ? fill(kind, (struct stat *)status) : REAL(name)(path, status); \
    }
STAT(stat, stat)
STAT(stat64, stat64)
STAT(lstat, stat)
STAT(lstat64, stat64)

#define FSTAT(name, type)                                                                      \
    int name(int fd, struct type *status) {                                                    \
        const enum node_kind kind = kind_of_fd(fd);                                            \
        return kind != NODE_NONE ? fill(kind, (struct stat *)status) : REAL(name)(fd, status); \
    }
FSTAT(fstat, stat)
FSTAT(fstat64, stat64)

#define FSTATAT(name, type)                                                                                     \
    int name(int folder, const char *path, struct type *status, int flags) {                                    \
        const enum node_kind kind = kind_of_path(path);                                                         \
        return kind != NODE_NONE ? fill(kind, (struct stat *)status) : REAL(name)(folder, path, status, flags); \
    }
FSTATAT(fstatat, stat)
FSTATAT(fstatat64, stat64)

/* What programs call that were built against an older glibc. */
int __xstat(int version, const char *path, struct stat *status) {
    (void)version;
    return stat(path, status);
}

int __xstat64(int version, const char *path, struct stat64 *status) {
    (void)version;
    return stat64(path, status);
}

int __lxstat(int version, const char *path, struct stat *status) {
    (void)version;
    return lstat(path, status);
}

int __lxstat64(int version, const char *path, struct stat64 *status) {
    (void)version;
    return lstat64(path, status);
}

int __fxstat(int version, int fd, struct stat *status) {
    (void)version;
    return fstat(fd, status);
}

int __fxstat64(int version, int fd, struct stat64 *status) {
    (void)version;
    return fstat64(fd, status);
}

int access(const char *path, int mode) {
    return kind_of_path(path) != NODE_NONE ? 0 : REAL(access)(path, mode);
}

/* Locks on a node work as on any file; here there is only one program at a time. */
#define FCNTL(name)                                                                          \
    int name(int fd, int command, ...) {                                                     \
        va_list more;                                                                        \
        va_start(more, command);                                                             \
        void *argument = va_arg(more, void *);                                               \
        va_end(more);                                                                        \
        const int locks = command == F_SETLK || command == F_SETLKW;                         \
        return locks && kind_of_fd(fd) != NODE_NONE ? 0 : REAL(name)(fd, command, argument); \
    }
FCNTL(fcntl)
FCNTL(fcntl64)

int ioctl(int fd, unsigned long request, ...) {
    va_list more;
    va_start(more, request);
    void *argument = va_arg(more, void *);
    va_end(more);
    const enum node_kind kind = kind_of_fd(fd);
    return kind != NODE_NONE ? node_ioctl(fd, kind, request, argument) : REAL(ioctl)(fd, request, argument);
}

ssize_t pread64(int fd, void *data, size_t length, off64_t offset) {
    return kind_of_fd(fd) == NODE_BLOCK ? node_read(fd, data, length, offset) : REAL(pread64)(fd, data, length, offset);
}

ssize_t pread(int fd, void *data, size_t length, off_t offset) {
    return pread64(fd, data, length, offset);
}

/* Whoever looks for mounts of the drive finds none, and nobody unmounts what is really mounted on this machine. */
FILE *setmntent(const char *path, const char *mode) {
    return REAL(setmntent)(server() != NULL ? "/dev/null" : path, mode);
}

/* A stream on the block device, as genisoimage opens one to merge sessions: stdio would read the connection itself, so
 * it gets what can be read of the disc, up to the first block that cannot. */
static FILE *open_stream(enum node_kind kind) {
    const int node = open_node(kind, O_RDONLY | O_CLOEXEC);
    const int copy = node >= 0 ? memfd_create("disc", MFD_CLOEXEC) : -1;
    char block[2048];
    off_t at = 0;
    while (copy >= 0 && node_read(node, block, sizeof block, at) == sizeof block) {
        if (pwrite(copy, block, sizeof block, at) != sizeof block) {
            close(copy);
            close(node);
            return NULL;
        }
        at += sizeof block;
    }
    close(node);
    return copy >= 0 ? fdopen(copy, "r") : NULL;
}

#define FOPEN(name)                                                                               \
    FILE *name(const char *path, const char *mode) {                                              \
        const enum node_kind kind = kind_of_path(path);                                           \
        return kind == NODE_BLOCK && mode[0] == 'r' ? open_stream(kind) : REAL(name)(path, mode); \
    }
FOPEN(fopen)
FOPEN(fopen64)
