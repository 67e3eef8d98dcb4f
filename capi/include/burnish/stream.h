/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_stream: where the bytes to burn come from. One write at a time uses a stream; it reads on a thread of its
 * own, from the beginning. A stream's length is known before the first read, or is BURNISH_STREAM_LENGTH_UNKNOWN. */
#ifndef BURNISH_STREAM_H
#define BURNISH_STREAM_H

#include <burnish/api.h>

BURNISH_BEGIN

/* What a read callback returns. Anything else ends the burn with BURNISH_E_STREAM_BAD_CALLBACK. */
#define BURNISH_STREAM_OK INT32_C(0x4F4B2001)    /* *count bytes are there, 1 up to the capacity */
#define BURNISH_STREAM_END INT32_C(0x454E2002)   /* no more bytes */
#define BURNISH_STREAM_ABORT INT32_C(0x41422003) /* reading failed; *error may say why */

/* The length of a stream that ends where it ends. Audio tracks take such streams (burnish/tao.h); a data write gives
 * BURNISH_E_DF2DATA_STREAM_NOT_SUPPORTED. */
#define BURNISH_STREAM_LENGTH_UNKNOWN UINT64_MAX

/* Callbacks of a stream. Set size to sizeof(burnish_stream_callbacks) and all else to zero first. */
typedef struct burnish_stream_callbacks {
    uint32_t size;
    uint32_t reserved; /* 0 */
    /* Fills at most capacity bytes. Required. Runs on the burn's reader thread. On BURNISH_STREAM_ABORT it may hand
     * over an error made with burnish_error_new(), which burnish releases. */
    int32_t (*read)(void *user_data, void *buffer, size_t capacity, size_t *count, burnish_error **error);
    /* Makes the next read start at an offset in bytes. Optional: without it a stream burns once.
     * Returns BURNISH_STREAM_OK or BURNISH_STREAM_ABORT. */
    int32_t (*seek)(void *user_data, uint64_t offset, burnish_error **error);
    /* Asks a read that waits to come back, because the write was cancelled. Optional. Runs on another thread. */
    void (*interrupt)(void *user_data);
    /* The stream is gone. Optional. Runs on the thread that released it last. */
    void (*destroy)(void *user_data);
} burnish_stream_callbacks;

/* A stream over callbacks. length: bytes in the whole stream, no read is asked for more; or
 * BURNISH_STREAM_LENGTH_UNKNOWN, and BURNISH_STREAM_END ends it. The struct is copied. On
 * failure destroy is not called. Any thread. BURNISH_E_INVALIDARG: wrong size, or no read. */
BURNISH_API int32_t burnish_stream_new_callbacks(const burnish_stream_callbacks *callbacks, void *user_data,
                                                 uint64_t length, burnish_stream **out);

/* A stream over a file, opened now. Any thread. On failure *error (may be NULL) gets the error:
 * BURNISH_E_FILE_NOT_FOUND, BURNISH_E_ACCESSDENIED, BURNISH_E_INVALIDARG (not a regular file or block device). */
BURNISH_API int32_t burnish_stream_new_file(const char *path, burnish_stream **out, burnish_error **error);

/* A stream of an audio file's samples, opened now: 16-bit stereo at 44100 Hz, little endian, as audio tracks take them.
 * They are what the file has, bit by bit: WAV, AIFF, FLAC and other files without loss that have just that.
 * Any thread. On failure *error (may be NULL) gets the error: BURNISH_E_AUDIO_FILE_NOT_SUPPORTED tells what the file is
 * and how GStreamer burns it (every file, where burnish_has_feature("audio-files") is 0), and those of
 * burnish_stream_new_file(). */
BURNISH_API int32_t burnish_stream_open_audio_file(const char *path, burnish_stream **out, burnish_error **error);

/* A stream over length bytes that stay the caller's: they must not change or go before the last reference to the
 * stream is gone, when destroy (may be NULL) is called with user_data. On failure destroy is not called. Any thread. */
BURNISH_API int32_t burnish_stream_new_memory(const void *data, size_t length, void (*destroy)(void *user_data),
                                              void *user_data, burnish_stream **out);

/* A stream of zeros (MsftStreamZero). Any thread. */
BURNISH_API int32_t burnish_stream_new_zero(uint64_t length, burnish_stream **out);
/* A stream of bytes that look random and are the same for the same seed, everywhere and always (MsftStreamPrng001). Not
 * for secrets. Any thread. */
BURNISH_API int32_t burnish_stream_new_pseudo_random(uint64_t length, uint32_t seed, burnish_stream **out);

/* A stream of count streams one behind the other (IStreamConcatenate), and one of streams that take turns, sizes[i]
 * bytes from streams[i] each time, until all have ended (IStreamInterleave); one that has ended is passed over. They
 * hold a reference to each part and have it for themselves: nobody else reads it meanwhile (BURNISH_E_INVALIDARG). Any
 * thread. BURNISH_E_INVALIDARG: no stream, a stream twice or in use, a size of 0, more bytes than a length can tell. A
 * part that ends early is BURNISH_E_STREAM_TOO_SHORT when it is read. */
BURNISH_API int32_t burnish_stream_new_concatenation(burnish_stream *const *streams, size_t count,
                                                     burnish_stream **out);
BURNISH_API int32_t burnish_stream_new_interleave(burnish_stream *const *streams, const uint32_t *sizes, size_t count,
                                                  burnish_stream **out);

BURNISH_API burnish_stream *burnish_stream_ref(burnish_stream *stream);
BURNISH_API void burnish_stream_unref(burnish_stream *stream);

/* Bytes in the whole stream, or BURNISH_STREAM_LENGTH_UNKNOWN. Any thread. */
BURNISH_API int32_t burnish_stream_get_length(const burnish_stream *stream, uint64_t *length);

/* Reads at most capacity bytes into buffer; *count 0 is the end. One thread, and not while a write uses the stream
 * (BURNISH_E_INVALIDARG). A file that became shorter than its length is no end but BURNISH_E_STREAM_TOO_SHORT.
 * On failure *error (may be NULL) gets the error. */
BURNISH_API int32_t burnish_stream_read(burnish_stream *stream, void *buffer, size_t capacity, size_t *count,
                                        burnish_error **error);

/* Makes the next read start at an offset in bytes. Threads and errors as burnish_stream_read(). */
BURNISH_API int32_t burnish_stream_seek(burnish_stream *stream, uint64_t offset, burnish_error **error);

BURNISH_END

#endif
