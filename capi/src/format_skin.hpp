// SPDX-License-Identifier: LGPL-2.1-or-later
// What the skins of all formats share (IDiscFormat2 and the properties of every format), once for all handles.
// A handle has core, lastError, mutex and recorder.
#pragma once

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace burnish::capi::format {

// Runs a body, and keeps its failure with the handle.
template <typename Handle, typename Body>
int32_t with(Handle *handle, Body &&body) {
    return handle != nullptr ? guarded(handle->lastError, body) : BURNISH_E_POINTER;
}

template <typename Handle>
int32_t create(Handle **out) {
    return guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = new Handle;
        return {};
    });
}

template <typename Handle>
int32_t getError(Handle *handle, burnish_error **error) {
    return handle != nullptr ? handle->lastError.get(error) : BURNISH_E_POINTER;
}

// The list rule for objects: as many new references as fit, and the count of all.
template <typename Handle>
Result<void> giveList(std::vector<std::unique_ptr<Handle>> &list, Handle **values, std::size_t capacity,
                      std::size_t *count) {
    if (values == nullptr && capacity != 0) {
        return nullArgument("values");
    }
    for (std::size_t i = 0; i < list.size() && i < capacity; ++i) {
        values[i] = list[i].release();
    }
    *count = list.size();
    return {};
}

template <typename Handle>
int32_t setRecorder(Handle *handle, burnish_recorder *recorder) {
    return with(handle, [&]() -> Result<void> {
        std::shared_ptr<Recorder> core;
        if (recorder != nullptr) {
            TRY_ASSIGN(core, recorder->initialized());
        }
        const std::lock_guard lock(handle->mutex);
        TRY(handle->core.setRecorder(std::move(core)));
        handle->recorder.set(recorder);
        return {};
    });
}

template <typename Handle>
int32_t getRecorder(Handle *handle, burnish_recorder **recorder) {
    return with(handle, [&]() -> Result<Status> {
        REQUIRE_POINTER(recorder);
        const std::lock_guard lock(handle->mutex);
        *recorder = ref(handle->recorder.get());
        return *recorder != nullptr ? status::S_OK : status::S_FALSE;
    });
}

template <typename Handle>
int32_t setClientName(Handle *handle, const char *name) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(name);
        return handle->core.setClientName(name);
    });
}

template <typename Handle>
int32_t getClientName(Handle *handle, char **name) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(name);
        *name = copyString(handle->core.settings().clientName);
        return {};
    });
}

// name: the argument's own, in case that it is NULL.
template <typename Handle, typename Get>
int32_t giveNumber(Handle *handle, int32_t *number, const char *name, Get &&get) {
    return with(handle, [&]() -> Result<void> {
        if (number == nullptr) {
            return nullArgument(name);
        }
        TRY_ASSIGN(const auto value, get(handle->core));
        *number = static_cast<int32_t>(value);
        return {};
    });
}

template <typename Handle>
int32_t isRecorderSupported(Handle *handle, burnish_recorder *recorder, int32_t *supported) {
    return with(handle, [&]() -> Result<Status> {
        REQUIRE_POINTER(recorder);
        REQUIRE_POINTER(supported);
        TRY_ASSIGN(const auto core, recorder->initialized());
        TRY_ASSIGN(const bool answer, handle->core.isRecorderSupported(*core));
        *supported = answer ? 1 : 0;
        return answer ? status::S_OK : status::S_FALSE;
    });
}

template <typename Handle>
int32_t isCurrentMediaSupported(Handle *handle, burnish_recorder *recorder, int32_t *supported) {
    return with(handle, [&]() -> Result<Status> {
        REQUIRE_POINTER(recorder);
        REQUIRE_POINTER(supported);
        TRY_ASSIGN(const auto core, recorder->initialized());
        auto answer = handle->core.isCurrentMediaSupported(*core);
        if (!answer.ok() && answer.error().status == status::E_RECORDER_MEDIA_NO_MEDIA) {
            *supported = 0;
        }
        TRY(answer);
        *supported = *answer ? 1 : 0;
        return *answer ? status::S_OK : status::S_FALSE;
    });
}

template <typename Handle>
int32_t getSupportedMediaTypes(Handle *handle, int32_t *values, size_t capacity, size_t *count) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        std::vector<std::int32_t> types;
        for (const MediaType type : handle->core.supportedMediaTypes()) {
            types.push_back(static_cast<std::int32_t>(type));
        }
        return copyList(types, values, capacity, count);
    });
}

}  // namespace burnish::capi::format
