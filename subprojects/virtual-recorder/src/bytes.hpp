// SPDX-License-Identifier: LGPL-2.1-or-later
// Big-endian fields in CDBs and replies, and the byte string that replies are built in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace virtual_recorder {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

constexpr std::uint16_t get16(ByteView bytes, std::size_t at) {
    return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}

constexpr std::uint32_t get24(ByteView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(bytes[at]) << 16 | get16(bytes, at + 1);
}

constexpr std::uint32_t get32(ByteView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(get16(bytes, at)) << 16 | get16(bytes, at + 2);
}

constexpr void put16(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
    bytes[at] = static_cast<std::uint8_t>(value >> 8);
    bytes[at + 1] = static_cast<std::uint8_t>(value);
}

constexpr void put24(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
    bytes[at] = static_cast<std::uint8_t>(value >> 16);
    put16(bytes, at + 1, value);
}

constexpr void put32(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t value) {
    put16(bytes, at, value >> 16);
    put16(bytes, at + 2, value);
}

// For LBAs, which are signed.
constexpr void putLba(std::span<std::uint8_t> bytes, std::size_t at, std::int32_t value) {
    put32(bytes, at, static_cast<std::uint32_t>(value));
}

}  // namespace virtual_recorder
