// SPDX-License-Identifier: LGPL-2.1-or-later
// The speed group of IMAPI2's formats, once for all of them. A handle is as format_skin.hpp wants it; its core has
// setWriteSpeed() and the settings requestedWriteSpeed and requestedPureCav.
#pragma once

#include "format_skin.hpp"

struct burnish_speed : burnish::capi::Counted {
    explicit burnish_speed(const burnish::SpeedDescriptor &content) noexcept : core(content) {}
    const burnish::SpeedDescriptor core;
};

namespace burnish::capi::format {

template <typename Handle>
int32_t setWriteSpeed(Handle *handle, int32_t sectorsPerSecond, int32_t pureCav) {
    return with(handle, [&] { return handle->core.setWriteSpeed(sectorsPerSecond, pureCav != 0); });
}

template <typename Handle>
int32_t getRequestedWriteSpeed(Handle *handle, int32_t *sectorsPerSecond) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(sectorsPerSecond);
        *sectorsPerSecond = handle->core.settings().requestedWriteSpeed;
        return {};
    });
}

template <typename Handle>
int32_t getRequestedRotationTypeIsPureCav(Handle *handle, int32_t *pureCav) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(pureCav);
        *pureCav = handle->core.settings().requestedPureCav ? 1 : 0;
        return {};
    });
}

template <typename Handle>
int32_t getCurrentWriteSpeed(Handle *handle, int32_t *sectorsPerSecond) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(sectorsPerSecond);
        TRY_ASSIGN(const Medium medium, handle->core.medium());
        *sectorsPerSecond = medium.currentWriteSpeed;
        return {};
    });
}

template <typename Handle>
int32_t getCurrentRotationTypeIsPureCav(Handle *handle, int32_t *pureCav) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(pureCav);
        TRY_ASSIGN(const Medium medium, handle->core.medium());
        *pureCav = medium.currentPureCav ? 1 : 0;
        return {};
    });
}

template <typename Handle>
int32_t getSupportedWriteSpeeds(Handle *handle, int32_t *values, size_t capacity, size_t *count) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const Medium medium, handle->core.medium());
        return copyList(medium.writeSpeeds, values, capacity, count);
    });
}

template <typename Handle>
int32_t getSupportedWriteSpeedDescriptors(Handle *handle, burnish_speed **values, size_t capacity, size_t *count) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(count);
        TRY_ASSIGN(const Medium medium, handle->core.medium());
        std::vector<std::unique_ptr<burnish_speed>> speeds;
        for (const SpeedDescriptor &descriptor : medium.speedDescriptors) {
            speeds.push_back(std::make_unique<burnish_speed>(descriptor));
        }
        return giveList(speeds, values, capacity, count);
    });
}

}  // namespace burnish::capi::format
