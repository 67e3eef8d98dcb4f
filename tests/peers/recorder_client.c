/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sending requests and reading replies, whole. */
#include "recorder_client.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { HEADER = 16, VERSION = 1, COMMAND = 1, TAKE_EXCLUSIVE = 2 };

static void put32(uint8_t *bytes, uint32_t value) {
    bytes[0] = (uint8_t)(value >> 24);
    bytes[1] = (uint8_t)(value >> 16);
    bytes[2] = (uint8_t)(value >> 8);
    bytes[3] = (uint8_t)value;
}

static uint32_t get32(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static int send_all(int socket, const void *data, size_t length) {
    const char *at = data;
    while (length > 0) {
        const ssize_t sent = send(socket, at, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            errno = ENODEV;
            return -1;
        }
        at += sent;
        length -= (size_t)sent;
    }
    return 0;
}

static int receive_all(int socket, void *data, size_t length) {
    char *at = data;
    while (length > 0) {
        const ssize_t got = recv(socket, at, length, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            errno = ENODEV;
            return -1;
        }
        at += got;
        length -= (size_t)got;
    }
    return 0;
}

int recorder_connect(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    const int socket_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ >= 0 && connect(socket_, (const struct sockaddr *)&address, sizeof address) != 0) {
        close(socket_);
        errno = ENXIO;
        return -1;
    }
    return socket_;
}

static int exchange(int socket, const uint8_t *head, const struct recorder_command *command,
                    struct recorder_answer *answer) {
    uint8_t reply[HEADER];
    if (send_all(socket, head, HEADER) != 0 || send_all(socket, command->cdb, command->cdb_length) != 0 ||
        (command->direction == DIRECTION_TO_DEVICE && send_all(socket, command->data, command->length) != 0) ||
        receive_all(socket, reply, sizeof reply) != 0) {
        return -1;
    }
    const uint32_t data = get32(reply + 8);
    const uint32_t room = command->direction == DIRECTION_FROM_DEVICE ? command->length : 0;
    if (reply[0] != VERSION || reply[1] > RESULT_IN_USE || reply[3] > sizeof answer->sense || data > room) {
        errno = EPROTO;
        return -1;
    }
    memset(answer, 0, sizeof *answer);
    answer->result = reply[1];
    answer->status = reply[2];
    answer->sense_length = reply[3];
    answer->residual = get32(reply + 4);
    return receive_all(socket, answer->sense, answer->sense_length) != 0 ? -1
                                                                         : receive_all(socket, command->data, data);
}

int recorder_execute(int socket, const struct recorder_command *command, struct recorder_answer *answer) {
    uint8_t head[HEADER] = {VERSION, COMMAND, command->direction, command->cdb_length};
    put32(head + 4, command->timeout_ms);
    put32(head + 8, command->length);
    return exchange(socket, head, command, answer);
}

int recorder_take_exclusive(int socket) {
    const uint8_t head[HEADER] = {VERSION, TAKE_EXCLUSIVE};
    uint8_t holder[1024];
    /* The name of a holder comes back as data. */
    const struct recorder_command none = {
        .cdb = holder, .direction = DIRECTION_FROM_DEVICE, .data = holder, .length = sizeof holder};
    struct recorder_answer answer;
    if (exchange(socket, head, &none, &answer) != 0) {
        return -1;
    }
    if (answer.result == RESULT_IN_USE) {
        errno = EBUSY;
        return -1;
    }
    return 0;
}
