// SPDX-License-Identifier: LGPL-2.1-or-later
// Sense data (SPC-4, 4.5): what a drive says about a command that it could not carry out.
#pragma once

#include "base/bytes.hpp"
#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace burnish::mmc {

namespace sense_key {
inline constexpr std::uint8_t NoSense = 0, RecoveredError = 1, NotReady = 2, MediumError = 3, HardwareError = 4,
                              IllegalRequest = 5, UnitAttention = 6, DataProtect = 7, BlankCheck = 8,
                              AbortedCommand = 0xB;
}

struct Sense {
    SenseCode code;
    std::optional<double> progress;  // 0 to 1, of the operation that goes on
};

// Fixed (70h, 71h) and descriptor format (72h, 73h); empty where the bytes are neither.
[[nodiscard]] std::optional<Sense> decodeSense(ByteView bytes);

// "write error (3/0C/00)"
[[nodiscard]] std::string senseText(const SenseCode &code);

// IMAPI2's name for it, or ours. opcode: of the command that was answered so.
[[nodiscard]] Status statusOfSense(const SenseCode &code, std::uint8_t opcode);

// 6/28, 6/29, 6/2A: something happened before the command; the command itself was not looked at.
[[nodiscard]] bool isUnitAttention(const SenseCode &code);
// 2/04 and the drive will become ready by itself.
[[nodiscard]] bool isBecomingReady(const SenseCode &code);
// The drive does not do this: unknown command, invalid field, wrong mode, address out of range.
[[nodiscard]] bool isRefusal(const SenseCode &code);

}  // namespace burnish::mmc
