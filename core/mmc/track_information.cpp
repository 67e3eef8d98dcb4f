// SPDX-License-Identifier: LGPL-2.1-or-later
// The track information block.
#include "mmc/track_information.hpp"

#include "mmc/invalid_reply.hpp"

#include <algorithm>
#include <limits>

namespace burnish::mmc {

namespace {

constexpr const char *Name = "READ TRACK INFORMATION";
constexpr std::size_t Needed = 28;    // up to the track size
constexpr std::size_t Largest = 256;  // the block has 48 bytes in MMC-6

bool isCount(std::uint32_t value) {
    return value <= static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max());
}

}  // namespace

// Addresses are signed (the pre-gap of a CD starts at -150); counts of blocks are not, and none has 31 bits.
Result<TrackInformation> parseTrackInformation(ByteView reply) {
    const std::size_t announced = reply.has(0, 2) ? std::size_t{reply.u16(0)} + 2 : 0;
    if (announced < Needed || !reply.has(0, std::min(announced, TrackInformationBytes))) {
        return shortReply(Name, std::min(announced, reply.size()), Needed);
    }
    if (announced > Largest) {
        return invalidReply(Name, "the data length is " + std::to_string(announced - 2));
    }
    const ByteView data = reply.sub(0, announced);
    if (!isCount(data.u32(16)) || !isCount(data.u32(20)) || !isCount(data.u32(24))) {
        return invalidReply(Name, "a number of blocks that no disc has");
    }
    TrackInformation track;
    track.track = static_cast<std::uint16_t>(data.u8(32) << 8 | data.u8(2));
    track.session = static_cast<std::uint16_t>(data.u8(33) << 8 | data.u8(3));
    track.damaged = data.bit(5, 5);
    track.copy = data.bit(5, 4);
    track.trackMode = data.u8(5) & 0x0F;
    track.reserved = data.bit(6, 7);
    track.blank = data.bit(6, 6);
    track.packet = data.bit(6, 5);
    track.fixedPacket = data.bit(6, 4);
    track.dataMode = data.u8(6) & 0x0F;
    track.lastRecordedValid = data.bit(7, 1) && data.has(28, 4);
    track.nwaValid = data.bit(7, 0);
    track.start = static_cast<std::int32_t>(data.u32(8));
    track.nextWritableAddress = static_cast<std::int32_t>(data.u32(12));
    track.freeBlocks = static_cast<std::int32_t>(data.u32(16));
    track.packetSize = static_cast<std::int32_t>(data.u32(20));
    track.size = static_cast<std::int32_t>(data.u32(24));
    track.lastRecorded = static_cast<std::int32_t>(data.u32(28));
    return track;
}

}  // namespace burnish::mmc
