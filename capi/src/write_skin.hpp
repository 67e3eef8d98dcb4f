// SPDX-License-Identifier: LGPL-2.1-or-later
// What the skins of the formats that write do around a write: events, streams, reports. A handle is as format_skin.hpp
// wants it, with progress and userData.
#pragma once

#include "format_skin.hpp"

#include "burn/write_control.hpp"

#include <functional>

namespace burnish::capi::format {

// The fields that the events of all modes have.
template <typename Event>
Event eventOf(const WriteProgress &progress) {
    Event converted{};
    converted.size = sizeof converted;
    converted.elapsed_time = progress.elapsedTime;
    converted.remaining_time = progress.remainingTime;
    converted.total_time = progress.totalTime;
    converted.start_lba = progress.startLba;
    converted.sector_count = progress.sectorCount;
    converted.last_read_lba = progress.lastReadLba;
    converted.last_written_lba = progress.lastWrittenLba;
    converted.total_system_buffer = progress.totalSystemBuffer;
    converted.used_system_buffer = progress.usedSystemBuffer;
    converted.free_system_buffer = progress.freeSystemBuffer;
    converted.simulate = progress.simulate ? 1 : 0;
    converted.current_write_speed = progress.currentWriteSpeed;
    converted.total_drive_buffer = progress.totalDriveBuffer;
    converted.free_drive_buffer = progress.freeDriveBuffer;
    converted.stage_progress = progress.stageProgress;
    return converted;
}

// An exception of the client's must not fly through a write: it cancels, and the drive is brought to rest.
// Progress: the core's event; convert makes it the client's; cancel: the core's member that ends the write.
template <typename Progress, typename Handle, typename Convert, typename Core>
std::function<void(const Progress &)> progressOf(Handle *handle, Convert convert, Result<void> (Core::*cancel)()) {
    return [handle, convert, cancel](const Progress &progress) {
        if (handle->progress == nullptr) {
            return;
        }
        const auto converted = convert(progress);
        try {
            handle->progress(handle, &converted, handle->userData);
        } catch (...) {
            (void)(handle->core.*cancel)().ok();
        }
    };
}

// Of a mode that prepares a disc: the handler may be set on a prepared one.
template <typename Handle, typename Callback>
int32_t setProgress(Handle *handle, Callback callback, void *userData) {
    return with(handle, [&] {
        return handle->core.whereNothingRuns([&] {
            handle->progress = callback;
            handle->userData = userData;
        });
    });
}

// Makes the stream this write's own, as long as the claim lives.
template <typename Handle>
Result<std::unique_ptr<StreamClaim>> claim(Handle *handle, burnish_stream *stream) {
    return StreamClaim::take(stream, [handle] { return handle->core.whereNothingRuns([] {}); });
}

template <typename Handle>
int32_t getReport(Handle *handle, burnish_report **report) {
    return with(handle, [&]() -> Result<Status> {
        REQUIRE_POINTER(report);
        auto core = handle->core.report();
        *report = core ? new burnish_report(std::move(core)) : nullptr;
        return *report != nullptr ? status::S_OK : status::S_FALSE;
    });
}

}  // namespace burnish::capi::format
