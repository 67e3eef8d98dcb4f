// SPDX-License-Identifier: LGPL-2.1-or-later
// Conversions between LBAs, sector counts and MSF.
#include "msf.hpp"

#include <array>
#include <cstdio>

namespace virtual_recorder {

namespace {

constexpr std::int32_t FramesPerSecond = 75;
constexpr std::int32_t FramesPerMinute = 60 * FramesPerSecond;
constexpr std::int32_t PregapFrames = 150;
constexpr std::int32_t HundredMinutes = 100 * FramesPerMinute;

}  // namespace

Msf msfOfSectors(std::int32_t sectors) {
    return {static_cast<std::uint8_t>(sectors / FramesPerMinute),
            static_cast<std::uint8_t>(sectors / FramesPerSecond % 60),
            static_cast<std::uint8_t>(sectors % FramesPerSecond)};
}

Msf msfOfLba(std::int32_t lba) {
    return msfOfSectors(lba + PregapFrames + (lba < -PregapFrames ? HundredMinutes : 0));
}

std::optional<std::int32_t> lbaOfMsf(const Msf &time) {
    if (time.second >= 60 || time.frame >= FramesPerSecond) {
        return std::nullopt;
    }
    return time.minute * FramesPerMinute + time.second * FramesPerSecond + time.frame - PregapFrames;
}

std::string durationText(std::int32_t sectors) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", sectors / FramesPerMinute, sectors / FramesPerSecond % 60,
                  sectors % FramesPerSecond);
    return text.data();
}

}  // namespace virtual_recorder
