/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Preloaded, it takes the place of burnish_tao_new() in a process that has no memory left. */
#include <burnish/burnish.h>

int32_t burnish_tao_new(burnish_tao **out) {
    (void)out;
    return BURNISH_E_OUTOFMEMORY;
}
