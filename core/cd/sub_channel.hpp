// SPDX-License-Identifier: LGPL-2.1-or-later
// The eight sub-channels of a sector as they travel beside its main channel: 16 bytes (P and Q), or 96 bytes, one
// symbol each, P in bit 7, Q in bit 6, R to W below (MMC-6, write parameters page, data block types 1 to 3).
#pragma once

#include "cd/q_channel.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace burnish::cd {

inline constexpr std::size_t SymbolBytes = 96;
inline constexpr std::size_t PqBytes = 16;

// What follows a sector's main channel in an image; IMAPI_FORMAT2_RAW_CD_DATA_SECTOR_TYPE, MMC's data block types 1
// to 3.
enum class SubChannelType : std::int32_t { PqOnly = 1, Cooked = 2, Raw = 3 };

[[nodiscard]] std::size_t subChannelBytes(SubChannelType type);
[[nodiscard]] std::size_t imageSectorBytes(SubChannelType type);  // 2368 or 2448

// Puts P and Q over R to W: symbols holds those six bits in each byte, and keeps them.
void putPq(const QFrame &q, bool p, std::span<std::uint8_t, SymbolBytes> symbols);
void putPq(const QFrame &q, bool p, std::span<std::uint8_t, PqBytes> pq);

[[nodiscard]] QFrame takeQ(std::span<const std::uint8_t, SymbolBytes> symbols);
[[nodiscard]] QFrame takeQ(std::span<const std::uint8_t, PqBytes> pq);
[[nodiscard]] bool takeP(std::span<const std::uint8_t, SymbolBytes> symbols);
[[nodiscard]] bool takeP(std::span<const std::uint8_t, PqBytes> pq);

}  // namespace burnish::cd
