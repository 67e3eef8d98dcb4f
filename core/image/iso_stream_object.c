/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an object of libisofs's C class IsoStream, whose declaration has a member named `class` and so no C++. */
#define LIBISOFS_WITHOUT_LIBBURN yes
#include "image/iso_stream_object.h"

#include <stdlib.h>

IsoStream *burnish_iso_stream_new(IsoStreamIface *methods, void *data) {
    IsoStream *stream = malloc(sizeof *stream); /* libisofs frees it with free() */
    if (stream != NULL) {
        stream->class = methods;
        stream->refcount = 1;
        stream->data = data;
    }
    return stream;
}

void *burnish_iso_stream_data(const IsoStream *stream) {
    return stream->data;
}
