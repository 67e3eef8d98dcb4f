/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which burnish this is, and what it can do. */
#ifndef BURNISH_VERSION_H
#define BURNISH_VERSION_H

#include <burnish/api.h>

/* The version of these headers. */
#define BURNISH_VERSION_MAJOR 0
#define BURNISH_VERSION_MINOR 1
#define BURNISH_VERSION_PATCH 0

BURNISH_BEGIN

/* The library's version as major × 1000000 + minor × 1000 + patch. Any thread. */
BURNISH_API int32_t burnish_version(void);

/* The library's version as text, such as "0.1.0"; static. Any thread. */
BURNISH_API const char *burnish_version_string(void);

/* 1 where the library has a feature, 0 where not or where the name is unknown. Any thread.
 * name: "data", "virtual-recorder", "linux-sg", "audio-files". */
BURNISH_API int32_t burnish_has_feature(const char *name);

BURNISH_END

#endif
