/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What every burnish header needs: linkage, and the types of all handles. */
#ifndef BURNISH_API_H
#define BURNISH_API_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define BURNISH_API __attribute__((visibility("default")))
#else
#define BURNISH_API
#endif

#ifdef __cplusplus
#define BURNISH_BEGIN extern "C" {
#define BURNISH_END }
#else
#define BURNISH_BEGIN
#define BURNISH_END
#endif

BURNISH_BEGIN

/* Conventions of all functions:
 *  - int32_t results are status codes (burnish/status.h): negative is failure, 0 success, positive success with a note.
 *  - Out-parameters come last and are written only on success, unless a function says otherwise. NULL for a handle or
 *    an out-parameter gives BURNISH_E_POINTER.
 *  - Handles are counted: new and get functions give one reference, _ref adds one and returns its argument, _unref
 *    takes one away and accepts NULL.
 *  - Strings are UTF-8. `const char *` results live as long as the handle they came from; `char *` results belong to
 *    the caller, who frees them with burnish_string_free().
 *  - Booleans are int32_t: 0 is false, anything else true; results are 0 or 1.
 *  - "Any thread": may be called from any thread at any time. "One thread": calls on one handle must not overlap. */

typedef struct burnish_error burnish_error;
typedef struct burnish_stream burnish_stream;
typedef struct burnish_master burnish_master;
typedef struct burnish_recorder burnish_recorder;
typedef struct burnish_medium burnish_medium;
typedef struct burnish_speed burnish_speed;
typedef struct burnish_data burnish_data;
typedef struct burnish_multisession burnish_multisession;
typedef struct burnish_erase burnish_erase;
typedef struct burnish_raw_cd burnish_raw_cd;
typedef struct burnish_tao burnish_tao;
typedef struct burnish_report burnish_report;
typedef struct burnish_job burnish_job;
typedef struct burnish_cd_text burnish_cd_text;
typedef struct burnish_cue burnish_cue;
typedef struct burnish_raw_image burnish_raw_image;

/* Frees a string that a burnish function gave to the caller. NULL is fine. Any thread. */
BURNISH_API void burnish_string_free(char *string);

BURNISH_END

#endif
