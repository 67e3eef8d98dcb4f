// SPDX-License-Identifier: LGPL-2.1-or-later
// Arguments in and results out; burnish_string_free().
#include "convert.hpp"

#include "burnish/api.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace burnish::capi {

namespace {

// No struct will ever be that large: a larger size was never set.
constexpr std::uint32_t LargestStruct = 4096;

Error wrongSize(std::uint32_t size) {
    return Error(status::E_INVALIDARG,
                 "The struct's size is not set; set it to sizeof the struct and everything else to zero.",
                 "size is " + std::to_string(size));
}

template <typename T>
Result<void> copyValues(const std::vector<T> &list, T *values, std::size_t capacity, std::size_t *count) {
    if (values == nullptr && capacity > 0) {
        return nullArgument("values");
    }
    REQUIRE_POINTER(count);
    std::copy_n(list.begin(), std::min(capacity, list.size()), values);
    *count = list.size();
    return {};
}

}  // namespace

Error nullArgument(const char *parameter) {
    return Error(status::E_POINTER, "A required argument is NULL: " + std::string(parameter) + ".");
}

// malloc, so that the caller's free function is plain free() inside and needs no length.
char *copyString(const std::string &text) {
    auto *copy = static_cast<char *>(std::malloc(text.size() + 1));
    if (copy == nullptr) {
        throw std::bad_alloc();
    }
    std::memcpy(copy, text.c_str(), text.size() + 1);
    return copy;
}

Result<void> copyList(const std::vector<std::int32_t> &list, std::int32_t *values, std::size_t capacity,
                      std::size_t *count) {
    return copyValues(list, values, capacity, count);
}

Result<void> copyList(const std::vector<std::uint8_t> &list, std::uint8_t *values, std::size_t capacity,
                      std::size_t *count) {
    return copyValues(list, values, capacity, count);
}

Result<void> checkArgumentSize(const void *argument, std::uint32_t size, std::size_t first, std::size_t known) {
    if (size < first || size > LargestStruct) {
        return wrongSize(size);
    }
    const auto *bytes = static_cast<const unsigned char *>(argument);
    const bool unknown = size > known && std::any_of(bytes + known, bytes + size, [](auto byte) { return byte != 0; });
    if (unknown) {
        return Error(status::E_INVALIDARG,
                     "The struct asks for something that this version of burnish does not know; install a newer one.");
    }
    return {};
}

Result<void> checkResultSize(std::uint32_t size, std::size_t first) {
    if (size < first || size > LargestStruct) {
        return wrongSize(size);
    }
    return {};
}

void fillResult(void *result, std::uint32_t size, const void *content, std::size_t known) {
    std::memset(result, 0, size);
    std::memcpy(result, content, std::min<std::size_t>(size, known));
    std::memcpy(result, &size, sizeof size);
}

}  // namespace burnish::capi

extern "C" {

void burnish_string_free(char *string) {
    std::free(string);
}

}  // extern "C"
