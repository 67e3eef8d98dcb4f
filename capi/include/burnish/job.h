/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* burnish_job: a write on a thread of its own, for programs that must not wait: its events lie in a queue, and a
 * descriptor for poll(), an event loop or asyncio says when there are some. Any thread may call any function; where a
 * function says more, that holds. None may be called from a signal handler.
 *
 *     burnish_job_start_data(data, stream, &job);
 *     while (event.kind != BURNISH_JOB_EVENT_FINISHED) {
 *         poll(…, the descriptor, POLLIN, …);
 *         while (burnish_job_next_event(job, &event) == BURNISH_S_OK) …
 *     }
 *
 * Only the status says whether the disc is good: burnish_job_get_status(). */
#ifndef BURNISH_JOB_H
#define BURNISH_JOB_H

#include <burnish/api.h>
#include <burnish/data.h>

BURNISH_BEGIN

#define BURNISH_JOB_EVENT_PROGRESS 1
#define BURNISH_JOB_EVENT_FINISHED 2 /* the last one */

/* One event. A later version may bring more kinds: pass over those that you do not know. */
typedef struct burnish_job_event {
    uint32_t size;
    int32_t kind;       /* BURNISH_JOB_EVENT_… */
    int32_t status;     /* FINISHED: how the write ended; otherwise BURNISH_S_OK */
    uint32_t coalesced; /* events that the queue left out before this one because it was full; see below */
    const burnish_data_progress *data; /* PROGRESS of a data write; otherwise NULL */
} burnish_job_event;

/* Starts the write of burnish_data_write() and returns at once. What needs no look at the disc is refused here
 * (BURNISH_E_RECORDER_REQUIRED, BURNISH_E_DF2DATA_CLIENT_NAME_IS_NOT_VALID, BURNISH_E_DF2DATA_WRITE_IN_PROGRESS, a
 * stream that another write uses; burnish_data_get_error() tells), all else is the job's status. The settings are those
 * of now; data is busy (BURNISH_E_DF2DATA_WRITE_IN_PROGRESS) and the stream in use until the job has finished. The job
 * holds references to both until then, and gives them back on its thread, before it says that it has finished: a
 * stream's destroy function may run there. A progress callback set on data is not called. */
BURNISH_API int32_t burnish_job_start_data(burnish_data *data, burnish_stream *stream, burnish_job **job);

BURNISH_API burnish_job *burnish_job_ref(burnish_job *job);
/* The last reference to a job that runs cancels it and waits until it has left the drive in order. So it must not go in
 * a callback that the write waits for: read, seek and interrupt of its stream. */
BURNISH_API void burnish_job_unref(burnish_job *job);

/* A descriptor that is readable exactly while events are queued, however often one looks. It is the job's: do not read,
 * write or close it, and forget it before the last reference goes. */
BURNISH_API int32_t burnish_job_get_fd(burnish_job *job, int32_t *fd);

/* Takes the oldest event out of the queue. BURNISH_S_FALSE: there is none now, and *event stays as it is. Set size
 * first (BURNISH_E_INVALIDARG). One thread: what event->data points to lives until the next call with this job, or
 * until the job goes. The queue never delays the write. When it is full, at 64 events, the oldest one that is followed
 * by one of the same action is left out, and that next one counts it in coalesced: changes of action and the newest
 * event are kept. */
BURNISH_API int32_t burnish_job_next_event(burnish_job *job, burnish_job_event *event);

/* Waits until the job has finished: BURNISH_S_OK, or BURNISH_S_FALSE when timeout_ms milliseconds are over before.
 * Negative: as long as it takes. Takes no events. Not from a callback of the job's stream. */
BURNISH_API int32_t burnish_job_wait(burnish_job *job, int32_t timeout_ms);

/* Makes the write end with BURNISH_E_REQUEST_CANCELLED, in bounded time; returns at once, from callbacks too.
 * BURNISH_S_WRITE_NOT_IN_PROGRESS: nothing is left to cancel. */
BURNISH_API int32_t burnish_job_cancel(burnish_job *job);

/* How the write ended, as burnish_data_write() returns it. While the job runs the result is BURNISH_S_FALSE, and so is
 * *status. */
BURNISH_API int32_t burnish_job_get_status(burnish_job *job, int32_t *status);

/* The error of a write that failed, as a new reference. BURNISH_S_FALSE and NULL while it runs and after a success. */
BURNISH_API int32_t burnish_job_get_error(burnish_job *job, burnish_error **error);

/* The report of the write, also of a failed one, as a new reference. BURNISH_S_FALSE and NULL while it runs. */
BURNISH_API int32_t burnish_job_get_report(burnish_job *job, burnish_report **report);

BURNISH_END

#endif
