/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_medium: a picture of the disc in a drive, taken by burnish_recorder_get_medium(). Immutable; all functions
 * may be called from any thread. Addresses are LBAs, sizes are sectors. */
#ifndef BURNISH_MEDIUM_H
#define BURNISH_MEDIUM_H

#include <burnish/api.h>

BURNISH_BEGIN

/* IMAPI_MEDIA_PHYSICAL_TYPE */
#define BURNISH_MEDIA_TYPE_UNKNOWN 0
#define BURNISH_MEDIA_TYPE_CDROM 1
#define BURNISH_MEDIA_TYPE_CDR 2
#define BURNISH_MEDIA_TYPE_CDRW 3
#define BURNISH_MEDIA_TYPE_DVDROM 4
#define BURNISH_MEDIA_TYPE_DVDRAM 5
#define BURNISH_MEDIA_TYPE_DVDPLUSR 6
#define BURNISH_MEDIA_TYPE_DVDPLUSRW 7
#define BURNISH_MEDIA_TYPE_DVDPLUSR_DUALLAYER 8
#define BURNISH_MEDIA_TYPE_DVDDASHR 9
#define BURNISH_MEDIA_TYPE_DVDDASHRW 10
#define BURNISH_MEDIA_TYPE_DVDDASHR_DUALLAYER 11
#define BURNISH_MEDIA_TYPE_DISK 12
#define BURNISH_MEDIA_TYPE_DVDPLUSRW_DUALLAYER 13
#define BURNISH_MEDIA_TYPE_HDDVDROM 14
#define BURNISH_MEDIA_TYPE_HDDVDR 15
#define BURNISH_MEDIA_TYPE_HDDVDRAM 16
#define BURNISH_MEDIA_TYPE_BDROM 17
#define BURNISH_MEDIA_TYPE_BDR 18
#define BURNISH_MEDIA_TYPE_BDRE 19

/* IMAPI_FORMAT2_DATA_MEDIA_STATE: bits; any bit of the unsupported mask means that data cannot be written. */
#define BURNISH_MEDIA_STATE_UNKNOWN 0
#define BURNISH_MEDIA_STATE_INFORMATIONAL_MASK 0x000F
#define BURNISH_MEDIA_STATE_UNSUPPORTED_MASK 0xFC00
#define BURNISH_MEDIA_STATE_OVERWRITE_ONLY 0x0001
#define BURNISH_MEDIA_STATE_BLANK 0x0002
#define BURNISH_MEDIA_STATE_APPENDABLE 0x0004
#define BURNISH_MEDIA_STATE_FINAL_SESSION 0x0008
#define BURNISH_MEDIA_STATE_DAMAGED 0x0400
#define BURNISH_MEDIA_STATE_ERASE_REQUIRED 0x0800
#define BURNISH_MEDIA_STATE_NON_EMPTY_SESSION 0x1000
#define BURNISH_MEDIA_STATE_WRITE_PROTECTED 0x2000
#define BURNISH_MEDIA_STATE_FINALIZED 0x4000
#define BURNISH_MEDIA_STATE_UNSUPPORTED_MEDIA 0x8000

/* IMAPI_MEDIA_WRITE_PROTECT_STATE: bits; 0: not protected. */
#define BURNISH_WRITE_PROTECT_UNTIL_POWERDOWN 0x0001
#define BURNISH_WRITE_PROTECT_BY_CARTRIDGE 0x0002
#define BURNISH_WRITE_PROTECT_BY_MEDIA_SPECIFIC_REASON 0x0004
#define BURNISH_WRITE_PROTECT_BY_SOFTWARE 0x0008           /* a flag on DVD-RAM or DVD-RW */
#define BURNISH_WRITE_PROTECT_BY_DISC_CONTROL_BLOCK 0x0010 /* a flag on DVD+RW */
#define BURNISH_WRITE_PROTECT_READ_ONLY_MEDIA 0x4000

BURNISH_API burnish_medium *burnish_medium_ref(burnish_medium *medium);
BURNISH_API void burnish_medium_unref(burnish_medium *medium);

/* BURNISH_MEDIA_TYPE_…, and its name: "CD-R", "DVD+R" … */
BURNISH_API int32_t burnish_medium_get_type(const burnish_medium *medium, int32_t *type);
BURNISH_API int32_t burnish_medium_get_type_name(const burnish_medium *medium, const char **name);
/* MMC's profile number: 0x0009 CD-R, 0x001B DVD+R … */
BURNISH_API int32_t burnish_medium_get_profile(const burnish_medium *medium, int32_t *profile);
/* BURNISH_MEDIA_STATE_… bits, and the same in words: "blank, appendable". */
BURNISH_API int32_t burnish_medium_get_state(const burnish_medium *medium, int32_t *state);
BURNISH_API int32_t burnish_medium_get_state_text(const burnish_medium *medium, const char **text);
/* What the drive says, 0 or 1. */
BURNISH_API int32_t burnish_medium_get_physically_blank(const burnish_medium *medium, int32_t *blank);
/* Sectors in all, and sectors of 2048 bytes for the next data write (run-out and post-gap taken off). */
BURNISH_API int32_t burnish_medium_get_total_sectors(const burnish_medium *medium, int32_t *sectors);
BURNISH_API int32_t burnish_medium_get_free_sectors(const burnish_medium *medium, int32_t *sectors);
/* LBA of the next write; -1 where nothing can be written. */
BURNISH_API int32_t burnish_medium_get_next_writable_address(const burnish_medium *medium, int32_t *lba);
/* First and last LBA of the last complete session; -1 on a blank disc. */
BURNISH_API int32_t burnish_medium_get_start_address_of_previous_session(const burnish_medium *medium, int32_t *lba);
BURNISH_API int32_t burnish_medium_get_last_written_address_of_previous_session(const burnish_medium *medium,
                                                                                 int32_t *lba);
/* Complete sessions, and tracks in all sessions. */
BURNISH_API int32_t burnish_medium_get_session_count(const burnish_medium *medium, int32_t *count);
BURNISH_API int32_t burnish_medium_get_track_count(const burnish_medium *medium, int32_t *count);

/* One track. Set size to sizeof(burnish_track_info) before the call. */
typedef struct burnish_track_info {
    uint32_t size;
    int32_t number;  /* 1 to 99 (DVD+R: to 153) */
    int32_t session; /* 1 … */
    int32_t start;   /* LBA */
    int32_t sectors; /* as the drive reports it, run-out included */
    int32_t is_data; /* 0: audio */
} burnish_track_info;

/* index: zero-based. BURNISH_E_INVALIDARG: no such track, or a wrong size. */
BURNISH_API int32_t burnish_medium_get_track(const burnish_medium *medium, int32_t index, burnish_track_info *info);

/* Write speeds of this drive with this disc, sectors per second, fastest first; a list as in burnish/recorder.h. */
BURNISH_API int32_t burnish_medium_get_write_speeds(const burnish_medium *medium, int32_t *values, size_t capacity,
                                                    size_t *count);
/* Sectors per second at 1×: CD 75, DVD 680, BD 2195. */
BURNISH_API int32_t burnish_medium_get_sectors_per_second_at_1x(const burnish_medium *medium, int32_t *sectors);

BURNISH_END

#endif
