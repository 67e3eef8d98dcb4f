// SPDX-License-Identifier: LGPL-2.1-or-later
// READ TRACK INFORMATION (MMC-6, 6.27): one track, or the one that would be written next.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>

namespace burnish::mmc {

inline constexpr std::size_t TrackInformationBytes = 36;

struct TrackInformation {
    std::uint16_t track = 0;
    std::uint16_t session = 0;
    std::uint8_t trackMode = 0;  // Q sub-channel control: bit 2 says data
    std::uint8_t dataMode = 0;   // 1 mode 1, 2 mode 2, 15 not known
    bool damaged = false;
    bool copy = false;
    bool reserved = false;
    bool blank = false;
    bool packet = false;
    bool fixedPacket = false;
    bool nwaValid = false;
    bool lastRecordedValid = false;
    std::int32_t start = 0;
    std::int32_t nextWritableAddress = 0;  // where nwaValid
    std::int32_t freeBlocks = 0;
    std::int32_t packetSize = 0;
    std::int32_t size = 0;
    std::int32_t lastRecorded = 0;  // where lastRecordedValid

    [[nodiscard]] bool isData() const { return (trackMode & 4) != 0; }
};

[[nodiscard]] Result<TrackInformation> parseTrackInformation(ByteView reply);

}  // namespace burnish::mmc
