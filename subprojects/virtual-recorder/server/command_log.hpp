// SPDX-License-Identifier: LGPL-2.1-or-later
// CommandLog: every command and its answer as a line of JSON.
#pragma once

#include "connection.hpp"

#include <chrono>
#include <fstream>
#include <string>

namespace virtual_recorder::server {

class CommandLog {
public:
    // Appends to the file; nothing is written before it is opened. False, and errno set, where it cannot be.
    [[nodiscard]] bool open(const std::string &path);
    // Once a line could not be written, the log is not whole any more.
    [[nodiscard]] bool whole() const { return !file_.is_open() || !file_.fail(); }

    void write(const std::string &peer, const Message &message, const Answer &answer);

private:
    std::ofstream file_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace virtual_recorder::server
