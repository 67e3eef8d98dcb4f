/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Status codes: IMAPI2's HRESULT values under its names without the prefix IMAPI_, and burnish's own (0x…AA1Fxx). */
#ifndef BURNISH_STATUS_H
#define BURNISH_STATUS_H

#include <burnish/api.h>
#include <burnish/status_codes.h>

BURNISH_BEGIN

/* The full name of a code, such as "E_IMAPI_RECORDER_MEDIA_NO_MEDIA"; static. "UNKNOWN_STATUS" for a value that the
 * table does not hold. Any thread. */
BURNISH_API const char *burnish_status_name(int32_t status);

/* What a code means, in one sentence for people; static, empty for an unknown code. Any thread. */
BURNISH_API const char *burnish_status_meaning(int32_t status);

/* What to do next, in one sentence; static, empty where there is nothing to advise. Any thread. */
BURNISH_API const char *burnish_status_hint(int32_t status);

/* The table itself, to walk it: index from 0. BURNISH_E_INVALIDARG past its end. Any thread. */
BURNISH_API int32_t burnish_status_at(size_t index, int32_t *status);

BURNISH_END

#endif
