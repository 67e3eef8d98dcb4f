// SPDX-License-Identifier: LGPL-2.1-or-later
// CommandLog: every command and its answer as a line of JSON.
#pragma once

#include "../src/bytes.hpp"
#include "virtual_recorder/recorder.hpp"

#include <chrono>
#include <fstream>
#include <optional>
#include <string>

namespace virtual_recorder::server {

// A command as it came.
struct Asked {
    std::string client;
    ByteView cdb;
    Direction direction = Direction::None;
    std::size_t length = 0;                              // of the data phase
    std::optional<std::chrono::milliseconds> timeout{};  // where the client told one
};

class CommandLog {
public:
    // Appends to the file; an empty name means no log. False, and a sentence for people, where it cannot be.
    [[nodiscard]] bool open(const std::string &path, std::string &message);
    // Once a line could not be written, the log is not whole any more. False, and a sentence for people.
    [[nodiscard]] bool whole(std::string &message) const;

    void write(const Asked &asked, const Answer &answer);

private:
    std::string path_;
    std::ofstream file_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace virtual_recorder::server
