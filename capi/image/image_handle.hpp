// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind burnish_image, and what its skins share.
#pragma once

#include "burnish/burnish.h"
#include "burnish/image.h"

#include "../src/firewall.hpp"
#include "image/image.hpp"
#include "public_error.hpp"

#include <atomic>
#include <cstring>
#include <memory>
#include <new>
#include <string>

struct burnish_image {
    std::atomic<std::uint32_t> references{1};
    std::unique_ptr<burnish::Image> core;
    burnish::image::LastError lastError;
};

namespace burnish::image {

inline constexpr std::uint32_t LargestOptions = 4096;

[[nodiscard]] inline Error nullArgument(const char *parameter) {
    return {status::E_POINTER, std::string("The argument ") + parameter + " is NULL."};
}

template <typename Body>
int32_t with(burnish_image *image, Body &&body) {
    return image != nullptr ? capi::guarded(image->lastError, body) : BURNISH_E_POINTER;
}

[[nodiscard]] inline char *copyString(const std::string &text) {
    char *copy = strdup(text.c_str());
    if (copy == nullptr) {
        throw std::bad_alloc();
    }
    return copy;
}

// A caller with newer headers may pass more than is known here, as long as the rest is zero.
template <typename Options>
Result<void> checkOptions(const Options *options) {
    const auto *bytes = reinterpret_cast<const unsigned char *>(options);
    bool understood = options->size >= sizeof *options && options->size <= LargestOptions;
    for (std::size_t i = sizeof *options; understood && i < options->size; ++i) {
        understood = bytes[i] == 0;
    }
    if (!understood) {
        return Error(status::E_INVALIDARG,
                     "The options' size is wrong, or they ask for what this version does not know.");
    }
    return {};
}

// The error of a recorder's call that returned this status.
[[nodiscard]] inline Error recorderError(burnish_recorder *recorder, Status returned) {
    burnish_error *error = nullptr;
    (void)burnish_recorder_get_error(recorder, &error);
    return fromPublic(error, returned);
}

// Reads the disc through the drive.
[[nodiscard]] inline Image::ReadBlocks blocksOf(burnish_recorder *recorder) {
    return [recorder](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) -> Result<void> {
        const Status read =
            burnish_recorder_read_blocks(recorder, static_cast<int32_t>(lba), static_cast<int32_t>(count), target);
        if (read != BURNISH_S_OK) {
            return recorderError(recorder, read);
        }
        return {};
    };
}

}  // namespace burnish::image
