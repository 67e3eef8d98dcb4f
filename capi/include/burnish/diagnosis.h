/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What stands between a program and a burn, explained. No member of IMAPI2. */
#ifndef BURNISH_DIAGNOSIS_H
#define BURNISH_DIAGNOSIS_H

#include <burnish/api.h>

BURNISH_BEGIN

/* Looks at a device string (see docs/devices.md), or with NULL at the machine: whether it has optical drives, and if not,
 * why. Changes nothing: neither the tray nor a disc that is there; a virtual recorder's disc is made as ever.
 * *usable: 1 where nothing was found that a burn would fail at.
 * *json: a string of the caller's (burnish_string_free()):
 *   {"device": "/dev/sr0", "usable": false, "findings": [
 *     {"about": "use", "severity": "problem", "status": "0xC0AA0210", "name": "E_IMAPI_RECORDER_LOCKED",
 *      "message": "The drive /dev/sr0 is in use: mounted on /media/cdrom; unmount the disc and try again.",
 *      "detail": ""}]}
 * about: "device" (its name and node), "permission", "use" (mounted, held by another), "drive" (it answers), "disc" (the
 * tray and what lies in it). severity: "fine", "note" or "problem". status, name: what an attempt to burn would give.
 * A device that cannot be used is no failure of this function. BURNISH_E_POINTER. Any thread. Takes as long as the drive
 * takes to answer. */
BURNISH_API int32_t burnish_diagnose(const char *device, int32_t *usable, char **json);

BURNISH_END

#endif
