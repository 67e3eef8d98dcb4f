/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_speed: one write speed that a drive offers for the disc in it. IMAPI2's IWriteSpeedDescriptor, as a format's
 * _get_supported_write_speed_descriptors() gives it. Immutable: it keeps what the drive said then. Any thread may call
 * any function; none asks the drive. */
#ifndef BURNISH_SPEED_H
#define BURNISH_SPEED_H

#include <burnish/api.h>

BURNISH_BEGIN

BURNISH_API burnish_speed *burnish_speed_ref(burnish_speed *speed);
BURNISH_API void burnish_speed_unref(burnish_speed *speed);

/* The kind of disc that it is offered for: BURNISH_MEDIA_TYPE_… (burnish/medium.h). get_MediaType. */
BURNISH_API int32_t burnish_speed_get_media_type(const burnish_speed *speed, int32_t *type);
/* 1: the disc turns at a constant rate from end to end (pure CAV), and the speed is that at its outer edge.
 * 0: any other rotation (CLV, zoned CLV, partial CAV). get_RotationTypeIsPureCAV. */
BURNISH_API int32_t burnish_speed_get_rotation_type_is_pure_cav(const burnish_speed *speed, int32_t *pure_cav);
/* Sectors per second; 1× is 75 on CD, 680 on DVD, 2195 on BD. get_WriteSpeed. */
BURNISH_API int32_t burnish_speed_get_write_speed(const burnish_speed *speed, int32_t *sectors_per_second);

BURNISH_END

#endif
