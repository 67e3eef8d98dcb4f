// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/job.h
#include "formats/data_job.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

#include <chrono>
#include <optional>

using burnish::JobEvent;
using burnish::JobOutcome;
using burnish::Result;
using burnish::Status;
namespace capi = burnish::capi;
namespace status = burnish::status;

namespace {

// The event's size in the release that brought it.
constexpr std::size_t FirstEventSize = sizeof(burnish_job_event);

// What a job keeps alive while it runs. The claim goes first.
struct Held {
    Held(burnish_data *writer, std::unique_ptr<capi::StreamClaim> stream) noexcept
        : data(writer), claim(std::move(stream)) {}
    const capi::Reference<burnish_data> data;
    const std::unique_ptr<capi::StreamClaim> claim;
};

// Runs a body on a job; what fails here is the caller's mistake, and no error of the write.
template <typename Body>
int32_t with(burnish_job *job, Body &&body) {
    return job != nullptr ? capi::guarded(body) : BURNISH_E_POINTER;
}

// One thing of the outcome: get gives it; missing while the job runs.
template <typename Out, typename Get>
int32_t giveOutcome(burnish_job *job, Out *out, Out missing, Get &&get) {
    return with(job, [&]() -> Result<Status> {
        REQUIRE_POINTER(out);
        const JobOutcome *outcome = job->core->outcome();
        *out = outcome != nullptr ? get(*outcome) : missing;
        return *out != missing ? status::S_OK : status::S_FALSE;
    });
}

}  // namespace

extern "C" {

int32_t burnish_job_start_data(burnish_data *data, burnish_stream *stream, burnish_job **job) {
    if (data == nullptr) {
        return BURNISH_E_POINTER;
    }
    return capi::guarded(data->lastError, [&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        REQUIRE_POINTER(job);
        TRY_ASSIGN(auto claim, capi::StreamClaim::take(data, stream));
        auto held = std::make_shared<const Held>(data, std::move(claim));
        TRY_ASSIGN(auto core, burnish::startDataJob(data->core, *stream->core, std::move(held)));
        *job = new burnish_job(std::move(core));
        return {};
    });
}

burnish_job *burnish_job_ref(burnish_job *job) {
    return capi::ref(job);
}

void burnish_job_unref(burnish_job *job) {
    capi::unref(job);
}

int32_t burnish_job_get_fd(burnish_job *job, int32_t *fd) {
    return with(job, [&]() -> Result<void> {
        REQUIRE_POINTER(fd);
        *fd = job->core->fd();
        return {};
    });
}

int32_t burnish_job_next_event(burnish_job *job, burnish_job_event *event) {
    return with(job, [&]() -> Result<Status> {
        REQUIRE_POINTER(event);
        TRY(capi::checkResultSize(event->size, FirstEventSize));
        const auto taken = job->core->nextEvent();
        if (!taken) {
            return status::S_FALSE;
        }
        burnish_job_event converted{};
        converted.kind = static_cast<int32_t>(taken->kind);
        converted.status = taken->status;
        converted.coalesced = taken->coalesced;
        if (taken->kind == JobEvent::Kind::Progress) {
            job->progress = capi::toC(taken->progress);
            converted.data = &job->progress;
        }
        capi::fillResult(event, event->size, &converted, sizeof converted);
        return status::S_OK;
    });
}

int32_t burnish_job_wait(burnish_job *job, int32_t timeout_ms) {
    return with(job, [&]() -> Result<Status> {
        std::optional<std::chrono::milliseconds> time;
        if (timeout_ms >= 0) {
            time.emplace(timeout_ms);
        }
        return job->core->wait(time) ? status::S_OK : status::S_FALSE;
    });
}

int32_t burnish_job_cancel(burnish_job *job) {
    return with(job, [&]() -> Result<Status> { return job->core->cancel(); });
}

int32_t burnish_job_get_status(burnish_job *job, int32_t *status) {
    return giveOutcome(job, status, BURNISH_S_FALSE, [](const JobOutcome &outcome) {
        return outcome.result.ok() ? *outcome.result : outcome.result.error().status;
    });
}

int32_t burnish_job_get_error(burnish_job *job, burnish_error **error) {
    return giveOutcome(job, error, static_cast<burnish_error *>(nullptr), [](const JobOutcome &outcome) {
        return outcome.result.ok() ? nullptr : new burnish_error(outcome.result.error());
    });
}

int32_t burnish_job_get_report(burnish_job *job, burnish_report **report) {
    return giveOutcome(job, report, static_cast<burnish_report *>(nullptr), [](const JobOutcome &outcome) {
        return outcome.report ? new burnish_report(outcome.report) : nullptr;
    });
}

}  // extern "C"
