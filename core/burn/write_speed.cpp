// SPDX-License-Identifier: LGPL-2.1-or-later
// Write speeds: SET CD SPEED for CD, SET STREAMING for the rest (MMC-6, 6.37 and 6.39).
#include "burn/write_speed.hpp"

#include "mmc/commands.hpp"

#include <algorithm>
#include <array>

namespace burnish {

namespace {

constexpr std::uint16_t FastestKb = 0xFFFF;
constexpr std::uint8_t DefaultRotation = 0;
constexpr std::size_t StreamingBytes = 28;
constexpr std::uint32_t Second = 1000;  // in the command's milliseconds

Result<void> setCdSpeed(Drive &drive, std::int32_t sectorsPerSecond) {
    std::uint32_t kilobytes = FastestKb;
    if (sectorsPerSecond > 0) {
        kilobytes = std::min<std::uint32_t>(kbOfSectorsPerSecond(MediaType::CdR, sectorsPerSecond), FastestKb);
    }
    TRY(drive.run(mmc::setCdSpeed(FastestKb, static_cast<std::uint16_t>(kilobytes), DefaultRotation)));
    return {};
}

// Drives refuse speeds that they did not offer, so the one on offer is named by their own number.
Result<std::uint32_t> offeredKb(Drive &drive, MediaType type, std::int32_t sectorsPerSecond) {
    TRY_ASSIGN(const auto offered, drive.writeSpeeds());
    for (const auto &speed : offered) {
        if (sectorsPerSecondOfKb(type, speed.writeKb) == sectorsPerSecond) {
            return speed.writeKb;
        }
    }
    return kbOfSectorsPerSecond(type, sectorsPerSecond);
}

Result<void> setStreaming(Drive &drive, MediaType type, std::int32_t sectorsPerSecond, std::int32_t lastLba) {
    std::array<std::uint8_t, StreamingBytes> descriptor{};
    if (sectorsPerSecond > 0) {
        TRY_ASSIGN(const auto kilobytes, offeredKb(drive, type, sectorsPerSecond));
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

// Some drives do not tell what they granted; that is no failure.
Result<std::int32_t> setWriteSpeed(Drive &drive, MediaType type, std::int32_t sectorsPerSecond, std::int32_t lastLba) {
    if (isCd(type)) {
        TRY(setCdSpeed(drive, sectorsPerSecond));
    } else {
        TRY(setStreaming(drive, type, sectorsPerSecond, lastLba));
    }
    const auto capabilities = drive.capabilities();
    if (!capabilities.ok()) {
        return 0;
    }
    return sectorsPerSecondOfKb(type, capabilities->currentWriteKb);
}

}  // namespace burnish
