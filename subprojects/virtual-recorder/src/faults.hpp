// SPDX-License-Identifier: LGPL-2.1-or-later
// Faults: a script that makes the drive fail in ways that real ones do.
#pragma once

#include "request.hpp"
#include "sense.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace virtual_recorder {

enum class FaultEffect : std::uint8_t { Sense, Short, Late, Never, Vanish, Ignore, Garble, Corrupt, Busy };

struct Fault {
    // What it meets
    std::optional<std::uint8_t> command;  // none: every command
    std::optional<std::int64_t> lba;
    std::uint64_t nth = 1;
    std::uint64_t times = 1;  // the largest number: forever
    // What happens
    FaultEffect effect = FaultEffect::Sense;
    Sense sense;
    std::optional<std::size_t> bytes;   // of Short
    std::chrono::milliseconds delay{};  // of Late
    std::uint8_t pattern = 0xA5;        // of Garble
    // How often it was met
    std::uint64_t met = 0;
};

class Faults {
public:
    // False and a message that names what is wrong.
    [[nodiscard]] bool load(const std::string &file, std::string &message);
    [[nodiscard]] bool parse(const std::string &text, std::string &message);

    // The fault that acts on this command, if any. Counts.
    [[nodiscard]] const Fault *meet(ByteView cdb);

private:
    std::vector<Fault> faults_;
};

}  // namespace virtual_recorder
