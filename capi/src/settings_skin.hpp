// SPDX-License-Identifier: LGPL-2.1-or-later
// The plain settings of the formats that write, once for all of them. A handle is as format_skin.hpp wants it; its core
// has settings() and change().
#pragma once

#include "format_skin.hpp"

#include "burnish/data.h"

namespace burnish::capi::format {

inline constexpr std::uint64_t SmallestFifo = 128 * 1024;
inline constexpr std::uint64_t LargestFifo = 1024 * 1024 * 1024;

template <typename Handle, typename Settings>
int32_t setFlag(Handle *handle, bool Settings::*flag, int32_t value) {
    return with(handle, [&] { return handle->core.change([&](Settings &settings) { settings.*flag = value != 0; }); });
}

template <typename Handle, typename Settings>
int32_t getFlag(Handle *handle, bool Settings::*flag, int32_t *value) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(value);
        *value = handle->core.settings().*flag ? 1 : 0;
        return {};
    });
}

template <typename Handle>
int32_t setFifoSize(Handle *handle, uint64_t bytes) {
    return with(handle, [&]() -> Result<void> {
        if (bytes != 0 && (bytes < SmallestFifo || bytes > LargestFifo)) {
            return Error(status::E_INVALIDARG, "The buffer holds 131072 to 1073741824 bytes; 0 lets burnish choose.");
        }
        return handle->core.change([&](auto &settings) { settings.fifoBytes = static_cast<std::size_t>(bytes); });
    });
}

template <typename Handle>
int32_t getFifoSize(Handle *handle, uint64_t *bytes) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(bytes);
        *bytes = handle->core.settings().fifoBytes;
        return {};
    });
}

template <typename Handle>
int32_t setVerificationLevel(Handle *handle, int32_t level) {
    return with(handle, [&]() -> Result<void> {
        if (level < BURNISH_VERIFICATION_NONE || level > BURNISH_VERIFICATION_FULL) {
            return Error(status::E_INVALIDARG, "The verification level is none (0), quick (1) or full (2).");
        }
        return handle->core.change(
            [&](auto &settings) { settings.verification = static_cast<VerificationLevel>(level); });
    });
}

template <typename Handle>
int32_t getVerificationLevel(Handle *handle, int32_t *level) {
    return with(handle, [&]() -> Result<void> {
        REQUIRE_POINTER(level);
        *level = static_cast<int32_t>(handle->core.settings().verification);
        return {};
    });
}

}  // namespace burnish::capi::format
