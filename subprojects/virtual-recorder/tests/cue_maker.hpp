// SPDX-License-Identifier: LGPL-2.1-or-later
// Cue sheets for tests.
#pragma once

#include "check.hpp"
#include "drive.hpp"

namespace test {

// One entry; control and ADR, track, index, form, time.
[[nodiscard]] inline Bytes cueLine(int controlAdr, int track, int index, int form, std::int32_t lba, int scms = 0) {
    const std::int32_t frames = lba + 150;
    Bytes line;
    for (const int value : {controlAdr, track, index, form, scms, frames / 4500, frames / 75 % 60, frames % 75}) {
        line.push_back(static_cast<std::uint8_t>(value));
    }
    return line;
}

// Half of a catalogue number or of an ISRC, of which the first character is the track's number.
[[nodiscard]] inline Bytes numberLine(int controlAdr, const std::string &characters) {
    Bytes line = {static_cast<std::uint8_t>(controlAdr)};
    line.insert(line.end(), characters.begin(), characters.end());
    EXPECT_EQ(line.size(), 8U);
    return line;
}

[[nodiscard]] inline Bytes joined(const std::vector<Bytes> &lines) {
    Bytes all;
    for (const Bytes &line : lines) {
        all.insert(all.end(), line.begin(), line.end());
    }
    return all;
}

}  // namespace test
