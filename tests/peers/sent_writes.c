/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A file that only grows; a program that cannot write it must not go on as if all were well. */
#define _GNU_SOURCE
#include "sent_writes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

enum { WRITE_10 = 0x2A };

void note_write(const struct recorder_command *command) {
    const char *path = getenv("VIRTUAL_RECORDER_WRITES");
    if (path == NULL || command->cdb[0] != WRITE_10) {
        return;
    }
    uint8_t length[4] = {(uint8_t)(command->length >> 24), (uint8_t)(command->length >> 16),
                         (uint8_t)(command->length >> 8), (uint8_t)command->length};
    uint8_t address[4] = {command->cdb[2], command->cdb[3], command->cdb[4], command->cdb[5]};
    const struct iovec parts[] = {{address, sizeof address}, {length, sizeof length}, {command->data, command->length}};
    const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0 || writev(file, parts, 3) != (ssize_t)(sizeof address + sizeof length + command->length)) {
        abort();
    }
    close(file);
}
