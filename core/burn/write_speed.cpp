// SPDX-License-Identifier: LGPL-2.1-or-later
// Speeds: SET CD SPEED for CD, SET STREAMING for the rest (MMC-6, 6.37 and 6.39).
#include "burn/write_speed.hpp"

#include "mmc/commands.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>

namespace burnish {

namespace {

constexpr std::uint16_t FastestKb = 0xFFFF;
constexpr std::uint8_t DefaultRotation = 0, PureCavRotation = 1;
constexpr std::size_t StreamingBytes = 28;
constexpr std::uint32_t Second = 1000;  // in the command's milliseconds

Result<void> setCdSpeed(Drive &drive, std::int32_t sectorsPerSecond, std::uint8_t rotation = DefaultRotation) {
    std::uint32_t kilobytes = FastestKb;
    if (sectorsPerSecond > 0) {
        kilobytes = std::min<std::uint32_t>(kbOfSectorsPerSecond(MediaType::CdR, sectorsPerSecond), FastestKb);
    }
    TRY(drive.run(mmc::setCdSpeed(FastestKb, static_cast<std::uint16_t>(kilobytes), rotation)));
    return {};
}

// Drives refuse speeds that they did not offer, so the one on offer is named by their own number.
Result<std::uint32_t> offeredKb(Drive &drive, MediaType type, std::int32_t sectorsPerSecond, bool pureCav) {
    TRY_ASSIGN(const auto offered, drive.writeSpeeds());
    for (const auto &speed : offered) {
        const bool sameRotation = (speed.rotation == mmc::Rotation::Cav) == pureCav;
        if (sameRotation && sectorsPerSecondOfKb(type, speed.writeKb) == sectorsPerSecond) {
            return speed.writeKb;
        }
    }
    return kbOfSectorsPerSecond(type, sectorsPerSecond);
}

Result<void> setStreaming(Drive &drive, MediaType type, std::int32_t sectorsPerSecond, std::int32_t lastLba,
                          std::uint8_t rotation = DefaultRotation) {
    std::array<std::uint8_t, StreamingBytes> descriptor{};
    if (sectorsPerSecond > 0) {
        TRY_ASSIGN(const auto kilobytes, offeredKb(drive, type, sectorsPerSecond, rotation == PureCavRotation));
        descriptor[0] = static_cast<std::uint8_t>(rotation << 3);  // WRC
        storeU32(&descriptor[8], static_cast<std::uint32_t>(std::max(lastLba, 0)));
        storeU32(&descriptor[12], kilobytes);
        storeU32(&descriptor[16], Second);
        storeU32(&descriptor[20], kilobytes);
        storeU32(&descriptor[24], Second);
    } else {
        descriptor[0] = 0x04;  // RDD: the drive's own defaults again
    }
    TRY(drive.run(mmc::setStreaming(StreamingBytes), descriptor));
    return {};
}

}  // namespace

// The speed counts first: the nearest one, and of its rotations the one asked for. The fastest is taken from the
// rotation asked for where there is one; not asking for pure CAV leaves the rotation to the drive, as most drives are
// fastest with it.
SpeedChoice chooseSpeed(std::int32_t requested, bool pureCav, const std::vector<SpeedDescriptor> &offered) {
    const bool fastest = requested < 0;
    const auto rank = [=](const SpeedDescriptor &speed) {
        const bool wrongRotation = speed.pureCav != pureCav;
        return fastest ? std::tuple(pureCav && wrongRotation, -speed.sectorsPerSecond, wrongRotation)
                       : std::tuple(false, std::abs(speed.sectorsPerSecond - requested), wrongRotation);
    };
    SpeedChoice choice;
    const auto best = std::min_element(offered.begin(), offered.end(),
                                       [&rank](const auto &a, const auto &b) { return rank(a) < rank(b); });
    if (best != offered.end()) {
        choice.sectorsPerSecond = best->sectorsPerSecond;
        choice.pureCav = best->pureCav;
    }
    const bool speed = !fastest && choice.sectorsPerSecond != requested;
    const bool rotation = choice.pureCav != pureCav && (pureCav || !fastest);
    if (speed && rotation) {
        choice.adjusted = status::S_BOTHADJUSTED;
    } else if (speed) {
        choice.adjusted = status::S_SPEEDADJUSTED;
    } else if (rotation) {
        choice.adjusted = status::S_ROTATIONADJUSTED;
    }
    return choice;
}

// Some drives do not tell what they granted; that is no failure.
Result<std::int32_t> setWriteSpeed(Drive &drive, MediaType type, std::int32_t sectorsPerSecond, std::int32_t lastLba,
                                   bool pureCav) {
    const std::uint8_t rotation = pureCav ? PureCavRotation : DefaultRotation;
    if (isCd(type)) {
        TRY(setCdSpeed(drive, sectorsPerSecond, rotation));
    } else {
        TRY(setStreaming(drive, type, sectorsPerSecond, lastLba, rotation));
    }
    const auto capabilities = drive.capabilities();
    if (!capabilities.ok()) {
        return 0;
    }
    return sectorsPerSecondOfKb(type, capabilities->currentWriteKb);
}

// On CD the fastest that the drive has; elsewhere the drive's own defaults, because SET STREAMING for a slow write has
// slowed reading down too.
Result<void> readAtFullSpeed(Drive &drive, MediaType type, std::int32_t writeSpeed) {
    constexpr std::int32_t Defaults = -1;
    auto asked = isCd(type) ? setCdSpeed(drive, writeSpeed) : setStreaming(drive, type, Defaults, 0);
    if (!asked.ok() && !asked.error().sense) {
        return asked;
    }
    return {};
}

}  // namespace burnish
