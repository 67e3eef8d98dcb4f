// SPDX-License-Identifier: LGPL-2.1-or-later
// RunFolder: where attachments have their sockets, and the lock under which they come and go.
#pragma once

#include "places.hpp"

#include <memory>
#include <string>

namespace virtual_recorder::attach {

class RunFolder {
public:
    // Holds the lock for as long as it exists. Null, and a sentence for people, where it cannot be had.
    [[nodiscard]] static std::unique_ptr<RunFolder> lock(const Places &places, std::string &message);
    ~RunFolder();
    RunFolder(const RunFolder &) = delete;
    RunFolder &operator=(const RunFolder &) = delete;

private:
    explicit RunFolder(int file) : file_(file) {}

    int file_;
};

[[nodiscard]] std::string socketOf(const Places &places, const Identity &identity);

}  // namespace virtual_recorder::attach
