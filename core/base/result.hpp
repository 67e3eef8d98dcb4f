// SPDX-License-Identifier: LGPL-2.1-or-later
// Result<T>: a value or an Error. Exceptions do not cross a module's edge; these do.
#pragma once

#include "base/error.hpp"

#include <utility>
#include <variant>

namespace burnish {

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return content_.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T &value() { return *std::get_if<0>(&content_); }
    [[nodiscard]] const T &value() const { return *std::get_if<0>(&content_); }
    [[nodiscard]] Error &error() { return *std::get_if<1>(&content_); }
    [[nodiscard]] const Error &error() const { return *std::get_if<1>(&content_); }

    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

private:
    std::variant<T, Error> content_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)), failed_(true) {}

    [[nodiscard]] bool ok() const { return !failed_; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] Error &error() { return error_; }
    [[nodiscard]] const Error &error() const { return error_; }

private:
    Error error_;
    bool failed_ = false;
};

}  // namespace burnish

#define BURNISH_JOIN2(a, b) a##b
#define BURNISH_JOIN(a, b) BURNISH_JOIN2(a, b)

// Leaves the function with the error of a Result that failed.
#define TRY(expression)                               \
    do {                                              \
        if (auto tried = (expression); !tried.ok()) { \
            return std::move(tried.error());          \
        }                                             \
    } while (false)

// Declares a variable from the value of a Result, or leaves the function with its error.
#define TRY_ASSIGN(declaration, expression)                      \
    auto BURNISH_JOIN(tried, __LINE__) = (expression);           \
    if (!BURNISH_JOIN(tried, __LINE__).ok()) {                   \
        return std::move(BURNISH_JOIN(tried, __LINE__).error()); \
    }                                                            \
    declaration = std::move(BURNISH_JOIN(tried, __LINE__).value())
