// SPDX-License-Identifier: LGPL-2.1-or-later
// What stands behind the opaque handles of the C interface.
#pragma once

#include "burnish/burnish.h"

#include "base/error.hpp"
#include "burn/job.hpp"
#include "burn/report.hpp"
#include "formats/data_format.hpp"
#include "formats/erase_format.hpp"
#include "formats/raw_cd_format.hpp"
#include "formats/track_at_once_format.hpp"
#include "media/medium.hpp"
#include "recorder/disc_master.hpp"
#include "recorder/recorder.hpp"
#include "stream/stream.hpp"

#include "kept_strings.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace burnish::capi {

// Every handle starts with one reference.
struct Counted {
    std::atomic<std::uint32_t> references{1};
};

template <typename Handle>
Handle *ref(Handle *handle) noexcept {
    if (handle != nullptr) {
        handle->references.fetch_add(1, std::memory_order_relaxed);
    }
    return handle;
}

template <typename Handle>
void unref(Handle *handle) noexcept {
    if (handle != nullptr && handle->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        delete handle;
    }
}

// A reference that ends with its scope.
template <typename Handle>
class Reference {
public:
    Reference() = default;
    explicit Reference(Handle *handle) noexcept : handle_(ref(handle)) {}
    ~Reference() { unref(handle_); }
    Reference(const Reference &) = delete;
    Reference &operator=(const Reference &) = delete;

    [[nodiscard]] Handle *get() const { return handle_; }
    void set(Handle *handle) noexcept {
        Handle *old = handle_;
        handle_ = ref(handle);
        unref(old);
    }

private:
    Handle *handle_ = nullptr;
};

// The error of an object's last call that failed. A later success leaves it; any thread.
class LastError {
public:
    void keep(Error error) noexcept;
    [[nodiscard]] Status get(burnish_error **out) noexcept;

private:
    std::mutex mutex_;  // guards error_
    Reference<burnish_error> error_;
};

// Makes a stream one write's own as long as it lives.
class StreamClaim {
public:
    // Fails where another write has the stream; data: who asks. busy: the failure where that write is the asker's own.
    [[nodiscard]] static Result<std::unique_ptr<StreamClaim>> take(burnish_data *data, burnish_stream *stream);
    [[nodiscard]] static Result<std::unique_ptr<StreamClaim>> take(burnish_stream *stream,
                                                                   const std::function<Result<void>()> &busy);
    ~StreamClaim();
    StreamClaim(const StreamClaim &) = delete;
    StreamClaim &operator=(const StreamClaim &) = delete;

private:
    explicit StreamClaim(burnish_stream *stream) noexcept : stream_(stream) {}

    const Reference<burnish_stream> stream_;
    bool granted_ = false;
};

[[nodiscard]] burnish_data_progress toC(const DataProgress &progress);

}  // namespace burnish::capi

struct burnish_error : burnish::capi::Counted {
    explicit burnish_error(burnish::Error content) noexcept : error(std::move(content)) {}
    const burnish::Error error;
};

struct burnish_stream : burnish::capi::Counted {
    std::unique_ptr<burnish::Stream> core;
    std::atomic<bool> inUse = false;  // by a write
    // Called when the stream is gone; set last, when nothing can fail any more.
    void (*destroy)(void *) = nullptr;
    void *userData = nullptr;

    explicit burnish_stream(std::unique_ptr<burnish::Stream> stream) noexcept : core(std::move(stream)) {}
    ~burnish_stream();
};

struct burnish_master : burnish::capi::Counted {
    explicit burnish_master(burnish::DiscMaster content) : core(std::move(content)) {}
    burnish::DiscMaster core;
    burnish::capi::KeptStrings strings;
};

struct burnish_recorder : burnish::capi::Counted {
    std::mutex mutex;  // guards core, device and recording
    std::shared_ptr<burnish::Recorder> core;
    std::string device;
    std::optional<burnish::Recording> recording;
    burnish::capi::LastError lastError;
    burnish::capi::KeptStrings strings;

    // E_RECORDER_REQUIRED before it was initialized.
    [[nodiscard]] burnish::Result<std::shared_ptr<burnish::Recorder>> initialized();
};

struct burnish_medium : burnish::capi::Counted {
    explicit burnish_medium(burnish::Medium picture);
    const burnish::Medium core;
    const std::string typeName;
    const std::string stateText;
};

struct burnish_data : burnish::capi::Counted {
    burnish::DataFormat core;
    burnish::capi::LastError lastError;
    std::mutex mutex;  // guards recorder
    burnish::capi::Reference<burnish_recorder> recorder;
    // Changed only where no write runs (DataFormat::change), so that a write reads them without a lock.
    burnish_data_progress_callback progress = nullptr;
    void *userData = nullptr;
};

struct burnish_erase : burnish::capi::Counted {
    burnish::EraseFormat core;
    burnish::capi::LastError lastError;
    std::mutex mutex;  // guards recorder
    burnish::capi::Reference<burnish_recorder> recorder;
    // Changed only where no erase runs (EraseFormat::change), so that an erase reads them without a lock.
    burnish_erase_progress_callback progress = nullptr;
    void *userData = nullptr;
};

struct burnish_tao : burnish::capi::Counted {
    burnish::TrackAtOnceFormat core;
    burnish::capi::LastError lastError;
    std::mutex mutex;  // guards recorder
    burnish::capi::Reference<burnish_recorder> recorder;
    // Changed only where nothing is written (TrackAtOnceFormat::whereNothingRuns), so that a write reads them without a
    // lock.
    burnish_tao_progress_callback progress = nullptr;
    void *userData = nullptr;
};

struct burnish_raw_cd : burnish::capi::Counted {
    burnish::RawCdFormat core;
    burnish::capi::LastError lastError;
    std::mutex mutex;  // guards recorder
    burnish::capi::Reference<burnish_recorder> recorder;
    // Changed only where nothing is written (RawCdFormat::whereNothingRuns), so that a write reads them without a lock.
    burnish_raw_cd_progress_callback progress = nullptr;
    void *userData = nullptr;
};

struct burnish_report : burnish::capi::Counted {
    explicit burnish_report(std::shared_ptr<const burnish::Report> content);
    const std::shared_ptr<const burnish::Report> core;
    const std::string json;
};

struct burnish_job : burnish::capi::Counted {
    explicit burnish_job(std::unique_ptr<burnish::Job> content) noexcept : core(std::move(content)) {}
    const std::unique_ptr<burnish::Job> core;
    burnish_data_progress progress{};  // of the event that was taken last
};
