/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_report: what a write asked for, was granted and proved. Immutable; any thread. */
#ifndef BURNISH_REPORT_H
#define BURNISH_REPORT_H

#include <burnish/api.h>

BURNISH_BEGIN

BURNISH_API burnish_report *burnish_report_ref(burnish_report *report);
BURNISH_API void burnish_report_unref(burnish_report *report);

/* The whole report as a JSON object; docs/report.md names its members. */
BURNISH_API int32_t burnish_report_get_json(const burnish_report *report, const char **json);
/* The write's status. */
BURNISH_API int32_t burnish_report_get_status(const burnish_report *report, int32_t *status);
/* SHA-256 of the stream, 64 hexadecimal digits; empty where hashing was off or the stream did not end. */
BURNISH_API int32_t burnish_report_get_sha256(const burnish_report *report, const char **sha256);
/* What was proven: "contents proven by reading back", "contents not proven" … */
BURNISH_API int32_t burnish_report_get_proof(const burnish_report *report, const char **proof);
/* 1 where the contents were read back and are what the stream gave: each sector by its CRC-32 and, where hashing is on,
   all of them by their SHA-256. 0 otherwise; the JSON's bad_extents tell which sectors are bad. */
BURNISH_API int32_t burnish_report_get_verified(const burnish_report *report, int32_t *verified);
/* First LBA and number of sectors of the stream on the disc. */
BURNISH_API int32_t burnish_report_get_start_lba(const burnish_report *report, int32_t *lba);
BURNISH_API int32_t burnish_report_get_sector_count(const burnish_report *report, int32_t *sectors);

BURNISH_END

#endif
