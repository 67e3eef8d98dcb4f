/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_master: which recorders there are, and which come and go. IMAPI2's IDiscMaster2 and DDiscMaster2Events. Any
 * thread may call any function. */
#ifndef BURNISH_MASTER_H
#define BURNISH_MASTER_H

#include <burnish/api.h>

BURNISH_BEGIN

/* Looks for optical drives (udev) and for a recorder named by the environment variable BURNISH_DEVICE, once, now.
 * Neither spins a drive up nor locks it. */
BURNISH_API int32_t burnish_master_new(burnish_master **out);
BURNISH_API burnish_master *burnish_master_ref(burnish_master *master);
BURNISH_API void burnish_master_unref(burnish_master *master);

/* Number of recorders found (get_Count). The list of recorders - the one named by BURNISH_DEVICE first, then /dev/sr0
 * and so on by number - never changes by itself: only the functions below that take events change it, one event at a
 * time. After an event, ask for the count and for every item again: an index means another recorder then. */
BURNISH_API int32_t burnish_master_get_count(burnish_master *master, int32_t *count);

/* The device string at a zero-based index (get_Item), for burnish_recorder_initialize_disc_recorder(); lives as long
 * as the master. The device string is the unique identifier; burnish_recorder_get_volume_name() gives one that also
 * outlives a change of ports. BURNISH_E_INVALIDARG: no such index. */
BURNISH_API int32_t burnish_master_get_item(burnish_master *master, int32_t index, const char **device);

/* 1 where at least one recorder is there and may be opened (get_IsSupportedEnvironment). */
BURNISH_API int32_t burnish_master_get_is_supported_environment(burnish_master *master, int32_t *supported);

#define BURNISH_MASTER_EVENT_ADDED 1   /* NotifyDeviceAdded */
#define BURNISH_MASTER_EVENT_REMOVED 2 /* NotifyDeviceRemoved */

/* A drive was plugged in, or is gone. Discs that come and go are no such events. The recorder that BURNISH_DEVICE names
 * is in the list whether it is there or not, and no event tells of it. A later version may bring more kinds: pass over
 * those that you do not know. */
typedef struct burnish_master_event {
    uint32_t size;
    int32_t kind;       /* BURNISH_MASTER_EVENT_… */
    const char *device; /* the device string; lives as long as the master */
} burnish_master_event;

/* The first call of one of these three begins to watch, and what came or went since burnish_master_new() is told then.
 * BURNISH_E_FAIL: the system does not tell of drives, or has no descriptor left. */

/* A descriptor for poll(), an event loop or asyncio: readable while there may be events. Take events then until there
 * is none; at times there was none at all. It is the master's: do not read, write or close it, and forget it before
 * the last reference goes. */
BURNISH_API int32_t burnish_master_get_fd(burnish_master *master, int32_t *fd);

/* Takes the next event, and changes the list accordingly. BURNISH_S_FALSE: there is none now, and *event stays as it
 * is. Set size first (BURNISH_E_INVALIDARG). */
BURNISH_API int32_t burnish_master_next_event(burnish_master *master, burnish_master_event *event);

/* Called for one event, on the thread that waits; it may call any function of the master. */
typedef void (*burnish_master_event_callback)(burnish_master *master, const burnish_master_event *event,
                                              void *user_data);

/* Waits until there are events and calls the callback for each. timeout_ms: milliseconds to wait for the first one, 0
 * not to wait, negative as long as it takes. BURNISH_S_FALSE: there was none until the time was over or a signal came.
 */
BURNISH_API int32_t burnish_master_wait_events(burnish_master *master, int32_t timeout_ms,
                                               burnish_master_event_callback callback, void *user_data);

BURNISH_END

#endif
