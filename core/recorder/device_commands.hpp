// SPDX-License-Identifier: LGPL-2.1-or-later
// IDiscRecorder2Ex: commands as a program makes them, and replies as the drive gives them.
#pragma once

#include "recorder/recorder.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace burnish {

inline constexpr std::size_t SenseBufferBytes = 18;
inline constexpr int DefaultCommandTimeout = 10;  // seconds, IMAPI2's

struct PassedCommand {
    std::size_t transferred = 0;
    std::array<std::uint8_t, SenseBufferBytes> sense{};  // fixed format; zeros where the drive sent none
    // Where it sent some: S_COMMAND_HAS_SENSE_DATA and the drive's words. The command was not carried out, except
    // where the sense key is 1, recovered error.
    std::optional<Error> trouble;
};

// direction None takes no data, the others at least one byte. timeout: seconds, 0 for the default.
[[nodiscard]] Result<PassedCommand> passCommand(Drive &drive, std::span<const std::uint8_t> cdb,
                                                mmc::Direction direction, std::span<std::uint8_t> data, int timeout);

// Without the reply's header. format: of which the lowest 8 bits count.
[[nodiscard]] Result<std::vector<std::uint8_t>> readDvdStructure(Drive &drive, std::uint32_t format,
                                                                 std::uint32_t address, std::uint32_t layer,
                                                                 std::uint32_t agid);
[[nodiscard]] Result<void> sendDvdStructure(Drive &drive, std::uint32_t format, std::span<const std::uint8_t> data);

// Whole replies, header included.
[[nodiscard]] Result<std::vector<std::uint8_t>> discInformationReply(Drive &drive);
[[nodiscard]] Result<std::vector<std::uint8_t>> trackInformationReply(Drive &drive, std::uint32_t address,
                                                                      int addressType);

// Empty where the drive does not tell.
[[nodiscard]] Result<std::string> serialNumber(Drive &drive);

}  // namespace burnish
