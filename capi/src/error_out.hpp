// SPDX-License-Identifier: LGPL-2.1-or-later
// For functions that hand a failure over at once, because there is no object yet that could remember it.
#pragma once

#include "handles.hpp"

#include <new>

namespace burnish::capi {

struct ErrorOut {
    burnish_error **out;

    void keep(Error error) noexcept {
        if (out != nullptr) {
            *out = new (std::nothrow) burnish_error(std::move(error));
        }
    }
};

// One a line.
[[nodiscard]] inline std::string joined(const std::vector<std::string> &list) {
    std::string lines;
    for (const std::string &entry : list) {
        lines += entry + "\n";
    }
    return lines;
}

}  // namespace burnish::capi
