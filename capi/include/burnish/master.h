/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_master: which recorders there are. IMAPI2's IDiscMaster2. */
#ifndef BURNISH_MASTER_H
#define BURNISH_MASTER_H

#include <burnish/api.h>

BURNISH_BEGIN

/* Looks for optical drives (udev) and for a recorder named by the environment variable BURNISH_DEVICE, once, now.
 * Neither spins a drive up nor locks it. Any thread. */
BURNISH_API int32_t burnish_master_new(burnish_master **out);
BURNISH_API burnish_master *burnish_master_ref(burnish_master *master);
BURNISH_API void burnish_master_unref(burnish_master *master);

/* Number of recorders found (get_Count). Any thread. */
BURNISH_API int32_t burnish_master_get_count(burnish_master *master, int32_t *count);

/* The device string at a zero-based index (get_Item), for burnish_recorder_initialize_disc_recorder(); lives as long
 * as the master. BURNISH_E_INVALIDARG: no such index. Any thread. */
BURNISH_API int32_t burnish_master_get_item(burnish_master *master, int32_t index, const char **device);

/* 1 where at least one recorder is there and may be opened (get_IsSupportedEnvironment). Any thread. */
BURNISH_API int32_t burnish_master_get_is_supported_environment(burnish_master *master, int32_t *supported);

BURNISH_END

#endif
