/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The client's side of the protocol of `virtual-recorder serve`, version 1, in C without any library. */
#pragma once

#include <stdint.h>
#include <sys/types.h>

enum { DIRECTION_NONE = 0, DIRECTION_FROM_DEVICE = 1, DIRECTION_TO_DEVICE = 2 };
enum { RESULT_ANSWERED = 0, RESULT_TIMED_OUT = 1, RESULT_GONE = 2, RESULT_IN_USE = 3 };

struct recorder_command {
    const uint8_t *cdb;
    uint8_t cdb_length;
    uint8_t direction;
    void *data;
    uint32_t length;
    uint32_t timeout_ms;
};

struct recorder_answer {
    uint8_t result;
    uint8_t status;
    uint32_t residual;
    uint8_t sense[32];
    uint8_t sense_length;
};

/* A connected socket; -1 and errno. */
int recorder_connect(const char *path);
/* 0, or -1 and errno where the server has gone. */
int recorder_execute(int socket, const struct recorder_command *command, struct recorder_answer *answer);
/* 0, or -1 and errno: EBUSY where somebody else holds the drive. */
int recorder_take_exclusive(int socket);
