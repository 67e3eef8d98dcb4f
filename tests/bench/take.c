/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Runs a program and says what it took, for the benchmarks. A program that a large process starts is charged with that
 * process's memory; this one is small. */
#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    struct rusage use;
    double start, wall;
    FILE *file;
    pid_t child;
    int status = 0;
    if (argc < 3) {
        fputs("Usage: bench-take FILE PROGRAM [ARGUMENT...]\n", stderr);
        return 2;
    }
    start = now();
    child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &use) != child) {
        return 126;
    }
    wall = now() - start;
    file = fopen(argv[1], "w");
    if (file == NULL) {
        return 126;
    }
    fprintf(file, "{\"wall\": %.6f, \"cpu\": %.6f, \"peak_kib\": %ld}\n", wall,
            seconds(use.ru_utime) + seconds(use.ru_stime), use.ru_maxrss);
    fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 125;
}
