// SPDX-License-Identifier: LGPL-2.1-or-later
// Strings that a handle gave out and that live as long as it does.
#pragma once

#include <mutex>
#include <set>
#include <string>

namespace burnish::capi {

// Any thread. The same text is kept once, so that asking again and again takes no more memory.
class KeptStrings {
public:
    [[nodiscard]] const char *keep(const std::string &text) {
        const std::lock_guard lock(mutex_);
        return texts_.insert(text).first->c_str();
    }

private:
    std::mutex mutex_;
    std::set<std::string> texts_;
};

}  // namespace burnish::capi
