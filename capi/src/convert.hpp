// SPDX-License-Identifier: LGPL-2.1-or-later
// Arguments in and results out, for the skins of all topics.
#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace burnish::capi {

// E_POINTER that names the parameter.
[[nodiscard]] Error nullArgument(const char *parameter);

#define REQUIRE_POINTER(parameter)                          \
    do {                                                    \
        if ((parameter) == nullptr) {                       \
            return burnish::capi::nullArgument(#parameter); \
        }                                                   \
    } while (false)

// A copy for burnish_string_free(); bad_alloc where there is no memory.
[[nodiscard]] char *copyString(const std::string &text);

// The list rule: as many values as fit, and the count of all.
[[nodiscard]] Result<void> copyList(const std::vector<std::int32_t> &list, std::int32_t *values, std::size_t capacity,
                                    std::size_t *count);
[[nodiscard]] Result<void> copyList(const std::vector<std::uint8_t> &list, std::uint8_t *values, std::size_t capacity,
                                    std::size_t *count);

// A struct that begins with its size. first: its size in the first release; known: its size in this one.
// An argument may be larger than this library knows it if the rest is zero: what was asked for is then understood.
[[nodiscard]] Result<void> checkArgumentSize(const void *argument, std::uint32_t size, std::size_t first,
                                             std::size_t known);
// A result may be larger; what this library does not know is zeroed.
[[nodiscard]] Result<void> checkResultSize(std::uint32_t size, std::size_t first);
void fillResult(void *result, std::uint32_t size, const void *content, std::size_t known);

}  // namespace burnish::capi
