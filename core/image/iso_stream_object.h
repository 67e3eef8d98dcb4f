/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an object of libisofs's C class IsoStream, whose declaration has a member named `class` and so no C++. */
#ifndef BURNISH_ISO_STREAM_OBJECT_H
#define BURNISH_ISO_STREAM_OBJECT_H

#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include <libisofs/libisofs.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A stream with one reference, released by iso_stream_unref(), which calls methods->free. NULL: no memory. */
IsoStream *burnish_iso_stream_new(IsoStreamIface *methods, void *data);

/* The data that it was made with. */
void *burnish_iso_stream_data(const IsoStream *stream);

#ifdef __cplusplus
}
#endif

#endif
