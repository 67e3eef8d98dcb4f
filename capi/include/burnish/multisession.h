/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_multisession: how sessions of data follow each other on a disc. IMAPI2's IMultisession with
 * IMultisessionSequential2, for media that are written from their start to their end: CD-R, CD-RW, DVD+R. Objects come
 * from burnish_data_get_multisession_interfaces(). Any thread may call any function.
 *
 * Functions that tell about the disc ask the drive anew. They give BURNISH_E_RECORDER_REQUIRED where the data writer
 * had no recorder, BURNISH_E_RECORDER_MEDIA_NO_MEDIA without a disc, and may give the drive's errors (burnish/recorder.h);
 * those from _is_first_data_session on give BURNISH_E_DF2DATA_INVALID_MEDIA_STATE on a medium on which data sessions
 * cannot follow each other so. */
#ifndef BURNISH_MULTISESSION_H
#define BURNISH_MULTISESSION_H

#include <burnish/api.h>

BURNISH_BEGIN

/* What the disc in a data writer's recorder can be written by: one object, also on a blank disc. A list as in
 * burnish/recorder.h, of new objects at each call. IDiscFormat2Data::get_MultisessionInterfaces. */
BURNISH_API int32_t burnish_data_get_multisession_interfaces(burnish_data *data, burnish_multisession **values,
                                                             size_t capacity, size_t *count);

BURNISH_API burnish_multisession *burnish_multisession_ref(burnish_multisession *multisession);
BURNISH_API void burnish_multisession_unref(burnish_multisession *multisession);

/* The error of the last call on this object that failed, as a new reference. BURNISH_S_FALSE and NULL: none did. */
BURNISH_API int32_t burnish_multisession_get_error(burnish_multisession *multisession, burnish_error **error);

/* Whether another session can be written to the disc as it is now: blank or appendable, and nothing else in the way.
 * IMultisession::get_IsSupportedOnCurrentMediaState. */
BURNISH_API int32_t burnish_multisession_get_is_supported_on_current_media_state(burnish_multisession *multisession,
                                                                                 int32_t *supported);

/* The client's choice of this object, for those that it hands it to; default 0. burnish itself writes the same way with
 * either. The value is this object's own, and is lost with it. IMultisession::get_InUse, put_InUse. */
BURNISH_API int32_t burnish_multisession_set_in_use(burnish_multisession *multisession, int32_t value);
BURNISH_API int32_t burnish_multisession_get_in_use(burnish_multisession *multisession, int32_t *value);

/* A new reference to the recorder to read earlier sessions from: the data writer's when it gave this object. NULL with
 * BURNISH_S_FALSE where it had none. IMultisession::get_ImportRecorder. */
BURNISH_API int32_t burnish_multisession_get_import_recorder(burnish_multisession *multisession,
                                                             burnish_recorder **recorder);

/* 1: no closed session of the disc holds data, so that the next one has nothing to take over; also on a blank disc and
 * behind a session of audio. IMultisessionSequential::get_IsFirstDataSession. */
BURNISH_API int32_t burnish_multisession_get_is_first_data_session(burnish_multisession *multisession, int32_t *first);

/* LBAs, -1 where there is none; and sectors of 2048 bytes. The same values as the properties of burnish_data with these
 * names. IMultisessionSequential. */
BURNISH_API int32_t burnish_multisession_get_start_address_of_previous_session(burnish_multisession *multisession,
                                                                               int32_t *lba);
BURNISH_API int32_t burnish_multisession_get_last_written_address_of_previous_session(
    burnish_multisession *multisession, int32_t *lba);
BURNISH_API int32_t burnish_multisession_get_next_writable_address(burnish_multisession *multisession, int32_t *lba);
BURNISH_API int32_t burnish_multisession_get_free_sectors_on_media(burnish_multisession *multisession,
                                                                   int32_t *sectors);

/* The drive writes whole units of so many sectors, and a session that is no multiple is padded: 1 on CD, 16 on DVD+R.
 * IMultisessionSequential2::get_WriteUnitSize. */
BURNISH_API int32_t burnish_multisession_get_write_unit_size(burnish_multisession *multisession, int32_t *sectors);

BURNISH_END

#endif
