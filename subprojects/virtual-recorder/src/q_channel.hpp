// SPDX-License-Identifier: LGPL-2.1-or-later
// What a host sent as Q, read.
#pragma once

#include "bytes.hpp"
#include "msf.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace virtual_recorder {

using QBytes = std::array<std::uint8_t, 12>;

enum class QMode : std::uint8_t { Position = 1, CatalogueNumber = 2, RecordingCode = 3, MultiSession = 5 };

// The Q of 96 bytes that hold it in bit 6.
[[nodiscard]] QBytes qOfSymbols(ByteView symbols);
// Sets it there, and P in bit 7.
void putPq(const QBytes &q, bool p, std::span<std::uint8_t> symbols);

[[nodiscard]] inline std::uint8_t controlOf(const QBytes &q) {
    return q[0] >> 4;
}
[[nodiscard]] inline QMode modeOf(const QBytes &q) {
    return static_cast<QMode>(q[0] & 0x0F);
}

// Nothing for what is no BCD, no time, no number.
[[nodiscard]] std::optional<int> fromBcd(std::uint8_t value);
[[nodiscard]] std::optional<Msf> timeAt(const QBytes &q, std::size_t at);
[[nodiscard]] std::optional<std::string> catalogueNumberOf(const QBytes &q);
[[nodiscard]] std::optional<std::string> recordingCodeOf(const QBytes &q);

}  // namespace virtual_recorder
