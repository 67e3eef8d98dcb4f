// SPDX-License-Identifier: GPL-3.0-or-later
// Between the errors of this library and burnish_error, which belongs to libburnish: only its public functions are
// used.
#pragma once

#include "base/error.hpp"
#include "burnish/error.h"

#include <memory>
#include <mutex>

namespace burnish::image {

struct Unref {
    void operator()(burnish_error *error) const { burnish_error_unref(error); }
};
using PublicError = std::unique_ptr<burnish_error, Unref>;

// Null where there is no memory for it.
[[nodiscard]] PublicError toPublic(const Error &error) noexcept;
// Takes the reference.
[[nodiscard]] Error fromPublic(burnish_error *error, Status status);

// The error of an object's last call that failed; a later success leaves it. Any thread.
class LastError {
public:
    void keep(Error error) noexcept;
    [[nodiscard]] Status get(burnish_error **out) noexcept;

private:
    std::mutex mutex_;  // guards error_
    PublicError error_;
};

}  // namespace burnish::image
