/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Authors an ISO 9660 image of a folder and writes it to a file, for the benchmarks. */
#include <burnish/burnish.h>
#include <burnish/image.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { BufferBytes = 1 << 20 };

static int copy(burnish_stream *stream, int target) {
    static unsigned char buffer[BufferBytes];
    size_t count = 0;
    do {
        if (burnish_stream_read(stream, buffer, sizeof buffer, &count, NULL) < 0 ||
            write(target, buffer, count) != (ssize_t)count) {
            return -1;
        }
    } while (count > 0);
    return 0;
}

int main(int argc, char **argv) {
    burnish_image_options options = {sizeof options, 1, 0, 0, "BENCHMARK"}; /* no Joliet: like xorriso's -R */
    burnish_image *image = NULL;
    burnish_stream *stream = NULL;
    int target, failed;
    if (argc != 3) {
        fputs("Usage: bench-image FOLDER FILE\n", stderr);
        return 2;
    }
    target = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
    failed = target < 0 || burnish_image_new(&options, &image, NULL) < 0 ||
             burnish_image_add(image, argv[1], "/") < 0 || burnish_image_create_result_image(image, &stream) < 0 ||
             copy(stream, target) < 0;
    burnish_stream_unref(stream);
    burnish_image_unref(image);
    return failed;
}
