// SPDX-License-Identifier: LGPL-2.1-or-later
// READ DISC INFORMATION, READ TRACK INFORMATION, READ FORMAT CAPACITIES, READ CAPACITY.
#include "commands.hpp"
#include "contents.hpp"
#include "msf.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

// On a CD as hours, minutes, seconds, frames; elsewhere as an LBA.
void putPlace(Bytes &reply, std::size_t at, const MediumType &type, std::int32_t lba) {
    if (!type.cd) {
        putLba(reply, at, lba);
        return;
    }
    const Msf time = msfOfLba(lba);
    reply[at] = 0;
    reply[at + 1] = time.minute;
    reply[at + 2] = time.second;
    reply[at + 3] = time.frame;
}

// Byte 5: damage, copy and control. Byte 6 tells the data mode besides, which audio has not.
std::uint8_t trackMode(const TrackKind &kind, bool damaged) {
    return static_cast<std::uint8_t>((damaged ? 0x20 : 0) | (kind.alternatingCopy ? 0x10 : 0) | kind.control);
}

int dataMode(const TrackKind &kind) {
    constexpr int None = 0x0F;
    return kind.audio() || kind.mode == SectorMode::Zero ? None : kind.mode == SectorMode::One ? 1 : 2;
}

// Where a session at once or raw goes on, or where it would begin; nothing where tracks are written one by one.
std::optional<std::int32_t> sessionPlace(const DriveState &drive) {
    const Disc &disc = drive.rehearsal ? *drive.rehearsal : *drive.loaded;
    if (drive.writing && drive.session) {
        return drive.session->next();
    }
    const WriteParameters parameters = drive.modes.writeParameters();
    if (!disc.type().cd || !parameters.wholeSession() || disc.sessionOpen() || !disc.writable() ||
        !disc.nextWritable()) {
        return std::nullopt;
    }
    const bool raw = parameters.writeType == WriteType::Raw;
    return raw ? disc.leadInStart() : disc.nextTrackStart() - disc.type().pregap;
}

// The track that is open or that the next WRITE would open.
Bytes currentTrackInformation(DriveState &drive) {
    const Disc &disc = drive.disc();
    const MediumType &type = disc.type();
    const Track *open = disc.openTrack();
    const auto ofSession = sessionPlace(drive);
    const auto next = ofSession ? ofSession : disc.nextWritable();
    const std::int32_t start = open != nullptr ? open->start : ofSession.value_or(disc.nextTrackStart());
    const std::int32_t recorded = open != nullptr ? open->blocks : 0;
    const std::int32_t free = ofSession ? type.capacity - std::max(*ofSession, start) : disc.freeBlocks();
    Bytes reply(36);
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    reply[2] = static_cast<std::uint8_t>(disc.currentTrack());
    reply[3] = static_cast<std::uint8_t>(disc.currentSession());
    TrackKind kind;
    if (open != nullptr) {
        kind = open->kind;
    } else if (type.cd) {
        kind.control = drive.modes.writeParameters().trackMode;
    }
    const bool damaged = disc.halfBlanked() || (open != nullptr && open->damaged);
    const bool modeKnown = open != nullptr || !type.cd;  // on a CD not before the first WRITE
    reply[5] = trackMode(kind, damaged);
    reply[6] = static_cast<std::uint8_t>((open == nullptr && !disc.halfBlanked() ? 0x40 : 0) |
                                         (type.packet > 1 ? 0x20 : 0) | (modeKnown ? dataMode(kind) : 0x0F));
    const bool recordedValid = !type.cd && recorded > 0;
    reply[7] = static_cast<std::uint8_t>((next ? 1 : 0) | (recordedValid ? 2 : 0));
    putLba(reply, 8, start);
    putLba(reply, 12, next.value_or(0));
    putLba(reply, 16, free);
    putLba(reply, 20, type.packet > 1 ? type.packet : 0);
    putLba(reply, 24, recorded + free);
    putLba(reply, 28, recordedValid ? start + recorded - 1 : 0);
    return reply;
}

Bytes closedTrackInformation(const Disc &disc, const TrackPlace &place) {
    const Track &track = *place.track;
    Bytes reply(36);
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    reply[2] = static_cast<std::uint8_t>(place.number);
    reply[3] = static_cast<std::uint8_t>(place.session);
    reply[5] = trackMode(track.kind, track.damaged);
    reply[6] = static_cast<std::uint8_t>((disc.type().packet > 1 ? 0x20 : 0) | dataMode(track.kind));
    reply[7] = disc.type().cd ? 0 : 2;
    putLba(reply, 8, track.start);
    putLba(reply, 20, disc.type().packet > 1 ? disc.type().packet : 0);
    putLba(reply, 24, track.blocks + track.runOut);
    putLba(reply, 28, disc.type().cd ? 0 : track.dataEnd() - 1);
    return reply;
}

// The number of the track that an address type and a number mean; 0 when there is none.
int findTrackNumber(const Disc &disc, std::uint8_t addressType, std::uint32_t number) {
    enum AddressType : std::uint8_t { Lba = 0, TrackNumber = 1, SessionNumber = 2 };
    const auto places = disc.tracks();
    const int current = disc.currentTrack();
    if (addressType == TrackNumber) {
        const bool invisible = number == 0xFF && disc.writable();
        return invisible ? current : number >= 1 && number <= static_cast<std::uint32_t>(current) ? int(number) : 0;
    }
    if (addressType == SessionNumber) {
        for (const TrackPlace &place : places) {
            if (static_cast<std::uint32_t>(place.session) == number) {
                return place.number;
            }
        }
        return number == static_cast<std::uint32_t>(disc.currentSession()) ? current : 0;
    }
    const auto lba = static_cast<std::int32_t>(number);
    if (addressType != Lba || lba < -disc.type().pregap || lba >= disc.type().capacity) {
        return 0;
    }
    for (const TrackPlace &place : places) {
        if (lba >= place.track->start - place.track->pregap.value_or(disc.type().pregap) && lba < place.track->end()) {
            return place.number;
        }
    }
    const std::int32_t free = disc.openTrack() != nullptr ? disc.openTrack()->start : disc.nextTrackStart();
    return disc.writable() && lba >= free - disc.type().pregap ? current : 0;
}

}  // namespace

Reply readDiscInformation(DriveState &drive, const Request &request) {
    enum Status : int { Blank = 0, Appendable = 1, Complete = 2 };
    enum LastSession : int { Empty = 0, Incomplete = 1, Damaged = 2, Whole = 3 };
    constexpr int Erasable = 0x10;
    const Disc &disc = drive.disc();
    const int status = disc.finalized() ? Complete : disc.blank() ? Blank : Appendable;
    const int session = disc.halfBlanked() || disc.damaged() ? Damaged
                        : disc.finalized()                   ? Whole
                        : disc.sessionOpen()                 ? Incomplete
                                                             : Empty;
    Bytes reply(34);
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    reply[2] = static_cast<std::uint8_t>((disc.type().erasable ? Erasable : 0) | session << 2 | status);
    reply[3] = 1;
    reply[4] = static_cast<std::uint8_t>(disc.currentSession());
    reply[5] = static_cast<std::uint8_t>(disc.firstTrackOfCurrentSession());
    reply[6] = static_cast<std::uint8_t>(disc.currentTrack());
    reply[8] = disc.sessions().empty() ? 0x00 : disc.sessions().front().format;
    if (!disc.writable()) {
        std::fill(reply.begin() + 16, reply.begin() + 24, std::uint8_t{0xFF});
    } else {
        putPlace(reply, 16, disc.type(), disc.leadInStart());
        putPlace(reply, 20, disc.type(), disc.type().capacity);
    }
    return answered(request, reply, get16(request.cdb, 7));
}

Reply readTrackInformation(DriveState &drive, const Request &request) {
    const Disc &disc = drive.disc();
    const std::uint8_t addressType = request.cdb[1] & 0x03;
    const int number = findTrackNumber(disc, addressType, get32(request.cdb, 2));
    if (number == 0) {
        return refused(addressType == 0 ? sense::AddressOutOfRange : sense::InvalidFieldInCdb);
    }
    const auto places = disc.tracks();
    const bool closed =
        number <= static_cast<int>(places.size()) && places[static_cast<std::size_t>(number - 1)].track->closed;
    return answered(request,
                    closed ? closedTrackInformation(disc, places[static_cast<std::size_t>(number - 1)])
                           : currentTrackInformation(drive),
                    get16(request.cdb, 7));
}

// These media cannot be formatted: the list holds the current capacity only.
Reply readFormatCapacities(DriveState &drive, const Request &request) {
    enum DescriptorType : std::uint8_t { Unformatted = 1, Formatted = 2, NoMedium = 3 };
    Bytes reply(12);
    reply[3] = 8;
    putLba(reply, 4, drive.speedType().capacity);
    reply[8] = !drive.discPresent() ? NoMedium : drive.disc().blank() ? Unformatted : Formatted;
    put24(reply, 9, BlockSize);
    return answered(request, reply, get16(request.cdb, 7));
}

// The last block of the last complete session; on media without run-out also of one that is still open.
Reply readCapacity(DriveState &drive, const Request &request) {
    const Disc &disc = drive.disc();
    std::int32_t end = disc.lastClosedSession() != nullptr ? disc.lastClosedSession()->leadOut : 0;
    if (!disc.type().cd && !disc.sessions().empty()) {
        end = disc.sessions().back().tracks.back().dataEnd();
    }
    Bytes reply(8);
    putLba(reply, 0, std::max(end - 1, 0));
    put32(reply, 4, BlockSize);
    return answered(request, reply, reply.size());
}

}  // namespace virtual_recorder
