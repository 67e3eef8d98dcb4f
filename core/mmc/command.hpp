// SPDX-License-Identifier: LGPL-2.1-or-later
// Command: one MMC/SPC command as a value. Builders for each stand in commands.hpp.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace burnish::mmc {

enum class Direction : std::uint8_t { None, FromDevice, ToDevice };

struct Command {
    const char *name = "";  // as MMC spells it: "WRITE(10)"
    std::array<std::uint8_t, 16> cdb{};
    std::uint8_t length = 6;  // bytes of the CDB: 6, 10, 12 or 16
    Direction direction = Direction::None;
    std::chrono::milliseconds timeout{30000};
    std::optional<std::int64_t> lba;  // for messages, where the command names a block
    std::size_t dataLength = 0;       // bytes that the CDB announces for the data phase; 0 where it does not tell

    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {cdb.data(), length}; }
};

}  // namespace burnish::mmc
