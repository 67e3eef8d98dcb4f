// SPDX-License-Identifier: LGPL-2.1-or-later
// READ SUB-CHANNEL: the position of the pickup, the media catalogue number, the ISRC of a track.
#include "commands.hpp"
#include "msf.hpp"
#include "region.hpp"
#include "sub_channel.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

enum Format : std::uint8_t { CurrentPosition = 1, CatalogueNumber = 2, RecordingCode = 3 };
constexpr std::size_t HeaderLength = 4;
constexpr std::uint8_t Valid = 0x80;

std::uint8_t addressAndControl(std::uint8_t mode, const TrackKind &kind) {
    return static_cast<std::uint8_t>(mode << 4 | kind.control);
}

void putTime(Bytes &reply, std::size_t at, const Msf &time) {
    reply[at + 1] = time.minute;
    reply[at + 2] = time.second;
    reply[at + 3] = time.frame;
}

Bytes currentPosition(const Region &region, std::int32_t lba, bool asMsf) {
    const TrackPosition position = positionOf(region, lba);
    Bytes reply(16);
    reply[4] = CurrentPosition;
    reply[5] = addressAndControl(1, region.place.track->kind);
    reply[6] = static_cast<std::uint8_t>(region.place.number);
    reply[7] = position.index;
    if (asMsf) {
        putTime(reply, 8, msfOfLba(lba));
        putTime(reply, 12, msfOfSectors(position.played()));
    } else {
        putLba(reply, 8, lba);
        putLba(reply, 12, position.relative);
    }
    return reply;
}

// The marks and characters of a number, where there is one.
void putIdentifier(Bytes &reply, const std::string &identifier) {
    if (!identifier.empty()) {
        reply[8] = Valid;
        std::copy(identifier.begin(), identifier.end(), reply.begin() + 9);
    }
}

Bytes catalogueNumber(const Disc &disc) {
    Bytes reply(24);
    reply[4] = CatalogueNumber;
    putIdentifier(reply, disc.mcn());
    return reply;
}

Bytes recordingCode(const TrackPlace &place) {
    Bytes reply(24);
    reply[4] = RecordingCode;
    reply[5] = addressAndControl(3, place.track->kind);
    reply[6] = static_cast<std::uint8_t>(place.number);
    putIdentifier(reply, place.track->kind.isrc);
    return reply;
}

// Empty where there is no such track.
Bytes recordingCodeOf(const Disc &disc, std::uint8_t number) {
    const auto places = disc.tracks();
    return number >= 1 && number <= places.size() ? recordingCode(places[number - 1U]) : Bytes{};
}

}  // namespace

// The drive plays no audio, so that the audio status is always zero.
Reply readSubChannel(DriveState &drive, const Request &request) {
    const Disc &disc = *drive.loaded;
    const std::size_t allocation = get16(request.cdb, 7);
    if (!disc.type().cd) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (drive.writing) {
        return refused(sense::CommandSequenceError);
    }
    const auto region = RegionMap(disc).find(drive.lastRead);
    if (disc.sessions().empty() || !region) {
        return refused(sense::IllegalModeForTrack);
    }
    if ((request.cdb[2] & 0x40) == 0) {
        return answered(request, Bytes(HeaderLength), allocation);
    }
    Bytes reply;
    switch (request.cdb[3]) {
        case CurrentPosition:
            reply = currentPosition(*region, drive.lastRead, (request.cdb[1] & 0x02) != 0);
            break;
        case CatalogueNumber:
            reply = catalogueNumber(disc);
            break;
        case RecordingCode:
            reply = recordingCodeOf(disc, request.cdb[6]);
            break;
        default:
            break;
    }
    if (reply.empty()) {
        return refused(sense::InvalidFieldInCdb);
    }
    put16(reply, 2, static_cast<std::uint32_t>(reply.size() - HeaderLength));
    return answered(request, reply, allocation);
}

}  // namespace virtual_recorder
