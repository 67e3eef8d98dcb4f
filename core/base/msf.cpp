// SPDX-License-Identifier: LGPL-2.1-or-later
// Absolute time to LBA (Red Book; MMC-6, table of MSF to LBA translation).
#include "base/msf.hpp"

namespace burnish {

namespace {

constexpr std::int32_t frames(std::uint8_t minute, std::uint8_t second, std::uint8_t frame) {
    return (minute * 60 + second) * 75 + frame;
}

}  // namespace

// The lead-out of a 99-minute disc starts past 90:00:00 and is nevertheless no negative address.
std::int32_t lbaOfProgramMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame) {
    return frames(minute, second, frame) - 150;
}

std::int32_t lbaOfLeadInMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame) {
    return frames(minute, second, frame) - (minute >= 90 ? 450150 : 150);
}

Msf programMsfOf(std::int32_t lba) {
    const std::int32_t frames = lba + 150;
    return {static_cast<std::uint8_t>(frames / (60 * 75)), static_cast<std::uint8_t>(frames / 75 % 60),
            static_cast<std::uint8_t>(frames % 75)};
}

std::array<std::uint8_t, 3> bcdMsfOf(std::int32_t lba) {
    const auto bcd = [](std::int32_t value) { return static_cast<std::uint8_t>(value / 10 << 4 | value % 10); };
    const std::int32_t frames = lba + (lba < -150 ? 450150 : 150);
    return {bcd(frames / (60 * 75)), bcd(frames / 75 % 60), bcd(frames % 75)};
}

bool isMsf(std::uint8_t minute, std::uint8_t second, std::uint8_t frame) {
    return minute < 100 && second < 60 && frame < 75;
}

}  // namespace burnish
