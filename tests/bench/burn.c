/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* One data write through the public C interface, for the benchmarks. Says what it took as one line of JSON. */
#include <burnish/burnish.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char usage[] =
    "Usage: bench-burn DEVICE SOURCE [hash] [verify] [fifo=BYTES]\n"
    "SOURCE: the path of an image, or zeros:BYTES, or stalls:BYTES:EVERY:MILLISECONDS (zeros that stop coming for a\n"
    "while whenever EVERY bytes were read)\n";

/* Zeros as fast as they are asked for, or with pauses: a disk that another program keeps busy. */
typedef struct source {
    uint64_t length;
    uint64_t every; /* 0: no pauses */
    uint64_t until_pause;
    struct timespec pause;
} source;

static int32_t read_zeros(void *user_data, void *buffer, size_t capacity, size_t *count, burnish_error **error) {
    source *self = user_data;
    (void)error;
    if (self->every != 0 && self->until_pause == 0) {
        nanosleep(&self->pause, NULL);
        self->until_pause = self->every;
    }
    if (self->every != 0 && capacity > self->until_pause) {
        capacity = (size_t)self->until_pause;
    }
    memset(buffer, 0, capacity);
    self->until_pause -= self->every != 0 ? capacity : 0;
    *count = capacity;
    return BURNISH_STREAM_OK;
}

static int32_t rewind_zeros(void *user_data, uint64_t offset, burnish_error **error) {
    source *self = user_data;
    (void)error;
    self->until_pause = self->every;
    return offset == 0 ? BURNISH_STREAM_OK : BURNISH_STREAM_ABORT;
}

static burnish_stream *open_source(const char *text, source *zeros) {
    burnish_stream *stream = NULL;
    uint64_t milliseconds = 0;
    if (sscanf(text, "zeros:%" SCNu64, &zeros->length) == 1 ||
        sscanf(text, "stalls:%" SCNu64 ":%" SCNu64 ":%" SCNu64, &zeros->length, &zeros->every, &milliseconds) == 3) {
        burnish_stream_callbacks callbacks;
        memset(&callbacks, 0, sizeof callbacks);
        callbacks.size = sizeof callbacks;
        callbacks.read = read_zeros;
        callbacks.seek = rewind_zeros;
        zeros->pause.tv_sec = (time_t)(milliseconds / 1000);
        zeros->pause.tv_nsec = (long)(milliseconds % 1000) * 1000000;
        burnish_stream_new_callbacks(&callbacks, zeros, zeros->length, &stream);
    } else {
        burnish_stream_new_file(text, &stream, NULL);
    }
    return stream;
}

static int set_options(burnish_data *data, int count, char **options) {
    int hash = 0, i;
    for (i = 0; i < count; ++i) {
        if (strcmp(options[i], "hash") == 0) {
            hash = 1;
        } else if (strcmp(options[i], "verify") == 0) {
            if (burnish_data_set_burn_verification_level(data, BURNISH_VERIFICATION_FULL) < 0) {
                return -1;
            }
        } else if (strncmp(options[i], "fifo=", 5) == 0) {
            if (burnish_data_set_fifo_size(data, strtoull(options[i] + 5, NULL, 10)) < 0) {
                return -1;
            }
        } else {
            return -1;
        }
    }
    return burnish_data_set_hash(data, hash);
}

static double seconds_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int tell(burnish_data *data, int32_t status, double wall, double cpu) {
    burnish_report *report = NULL;
    const char *json = "null";
    if (burnish_data_get_report(data, &report) == BURNISH_S_OK) {
        burnish_report_get_json(report, &json);
    }
    printf("{\"status\": %" PRId32 ", \"wall\": %.6f, \"cpu\": %.6f, \"report\": %s}\n", status, wall, cpu, json);
    burnish_report_unref(report);
    return status < 0 ? 1 : 0;
}

int main(int argc, char **argv) {
    source zeros = {0, 0, 0, {0, 0}};
    burnish_recorder *recorder = NULL;
    burnish_data *data = NULL;
    burnish_stream *stream = NULL;
    double wall, cpu;
    int32_t status;
    int result;
    if (argc < 3) {
        fputs(usage, stderr);
        return 2;
    }
    if (burnish_recorder_new(&recorder) < 0 || burnish_data_new(&data) < 0 ||
        burnish_recorder_initialize_disc_recorder(recorder, argv[1]) < 0 ||
        burnish_data_set_recorder(data, recorder) < 0 || burnish_data_set_client_name(data, "benchmark") < 0) {
        fputs("bench-burn: the recorder does not open\n", stderr);
        return 1;
    }
    stream = open_source(argv[2], &zeros);
    if (stream == NULL || set_options(data, argc - 3, argv + 3) < 0) {
        fputs(usage, stderr);
        return 2;
    }
    wall = seconds_of(CLOCK_MONOTONIC);
    cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    status = burnish_data_write(data, stream);
    wall = seconds_of(CLOCK_MONOTONIC) - wall;
    cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    result = tell(data, status, wall, cpu);
    burnish_stream_unref(stream);
    burnish_data_unref(data);
    burnish_recorder_unref(recorder);
    return result;
}
