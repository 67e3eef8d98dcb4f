// SPDX-License-Identifier: LGPL-2.1-or-later
// What clients and server say to each other over the socket. docs/virtual-recorder.md is the description for others.
#pragma once

#include "../src/bytes.hpp"
#include "virtual_recorder/recorder.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace virtual_recorder::server {

inline constexpr std::uint8_t ProtocolVersion = 1;
inline constexpr std::size_t HeaderLength = 16;
inline constexpr std::size_t LongestCdb = 16;
inline constexpr std::size_t LongestName = 255;
inline constexpr std::uint32_t LargestData = 16U << 20;

enum class Operation : std::uint8_t { Command = 1, TakeExclusive = 2, ReleaseExclusive = 3, AskHolder = 4 };
enum class Result : std::uint8_t { Answered = 0, TimedOut = 1, Gone = 2, InUse = 3, NotUnderstood = 4 };

struct Header {
    Operation operation = Operation::Command;
    Direction direction = Direction::None;
    std::size_t cdbLength = 0;
    std::chrono::milliseconds timeout{0};
    std::size_t dataLength = 0;

    // Bytes that follow the header.
    [[nodiscard]] std::size_t following() const;
};

// Nothing where the bytes are no request of this version.
[[nodiscard]] std::optional<Header> decodeHeader(std::span<const std::uint8_t, HeaderLength> bytes);

struct Response {
    Result result = Result::Answered;
    std::uint8_t status = 0;
    std::size_t residual = 0;
    ByteView sense = {};
    ByteView data = {};
};

[[nodiscard]] Bytes encode(const Response &response);

}  // namespace virtual_recorder::server
