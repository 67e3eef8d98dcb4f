// SPDX-License-Identifier: LGPL-2.1-or-later
// READ(10), READ(12), READ CD.
#include "commands.hpp"

#include <algorithm>
#include <array>

namespace virtual_recorder {

namespace {

const Track *trackWith(const Disc &disc, std::int64_t lba) {
    for (const TrackPlace &place : disc.tracks()) {
        if (lba >= place.track->start && lba < place.track->dataEnd()) {
            return place.track;
        }
    }
    return nullptr;
}

// Why a block that belongs to no track cannot be read.
Sense outsideTracks(const Disc &disc, std::int64_t lba) {
    const bool beyond = disc.sessions().empty() || lba >= disc.sessions().back().tracks.back().end();
    if (lba < 0 || lba >= disc.type().capacity || (beyond && !(disc.type().cd && disc.sessions().empty()))) {
        return sense::AddressOutOfRange;
    }
    return sense::IllegalModeForTrack;
}

// Why these blocks cannot be read; nothing when they can.
std::optional<Sense> readProblem(const Disc &disc, const BlockRange &range) {
    for (std::int64_t lba = range.lba; lba < range.lba + range.blocks;) {
        const Track *track = trackWith(disc, lba);
        const auto at = static_cast<std::int32_t>(std::min<std::int64_t>(lba, INT32_MAX));
        if (track == nullptr) {
            return outsideTracks(disc, lba).at(at);
        }
        if (track->discarded) {
            return sense::UnrecoveredReadError.at(at);
        }
        lba = track->dataEnd();
    }
    return std::nullopt;
}

std::optional<Sense> cannotRead(DriveState &drive, const BlockRange &range) {
    const Disc &disc = *drive.loaded;  // nothing of a test write is on the disc
    if (drive.writing && disc.type().syncEndsTrack) {
        return sense::CommandSequenceError;
    }
    return readProblem(disc, range);
}

// The fields of a sector that READ CD may ask for, in mode 1.
struct Field {
    std::uint8_t bit;
    std::size_t at;
    std::size_t length;
};
constexpr std::array<Field, 4> Mode1Fields = {{{0x80, 0, 12}, {0x20, 12, 4}, {0x10, 16, 2048}, {0x08, 2064, 288}}};

}  // namespace

Reply readBlocks(DriveState &drive, const Request &request) {
    const BlockRange range = *blockRange(request.cdb);
    if (const auto problem = cannotRead(drive, range)) {
        return refused(*problem);
    }
    if (range.blocks == 0) {
        return good();
    }
    const std::size_t length = static_cast<std::size_t>(range.blocks) * BlockSize;
    if (!receives(request, length)) {
        return refused(sense::InvalidFieldInCdb);
    }
    const auto lba = static_cast<std::int32_t>(range.lba);
    if (!drive.store->contents().read(lba, request.data.first(length))) {
        return refused(sense::UnrecoveredReadError.at(lba));
    }
    return good(length);
}

// Main channel of data sectors; neither C2 nor sub-channel. There is no sub-header in mode 1.
Reply readCd(DriveState &drive, const Request &request) {
    enum ExpectedType : std::uint8_t { Any = 0, Mode1 = 2 };
    const std::uint8_t expected = request.cdb[1] >> 2 & 0x07;
    if (!drive.loaded->type().cd || (expected != Any && expected != Mode1)) {
        return refused(sense::InvalidFieldInCdb);
    }
    const BlockRange range = *blockRange(request.cdb);
    if (const auto problem = cannotRead(drive, range)) {
        return refused(*problem);
    }
    std::size_t perSector = 0;
    for (const Field &field : Mode1Fields) {
        perSector += (request.cdb[9] & field.bit) != 0 ? field.length : 0;
    }
    const std::size_t length = static_cast<std::size_t>(range.blocks) * perSector;
    if (length == 0) {
        return good();
    }
    if (!receives(request, length)) {
        return refused(sense::InvalidFieldInCdb);
    }
    std::array<std::uint8_t, RawSectorSize> sector{};
    auto out = request.data.begin();
    for (std::int64_t lba = range.lba; lba < range.lba + range.blocks; ++lba) {
        if (!drive.store->contents().readRaw(static_cast<std::int32_t>(lba), sector)) {
            return refused(sense::UnrecoveredReadError.at(static_cast<std::int32_t>(lba)));
        }
        for (const Field &field : Mode1Fields) {
            if ((request.cdb[9] & field.bit) != 0) {
                out = std::copy_n(sector.begin() + static_cast<std::ptrdiff_t>(field.at), field.length, out);
            }
        }
    }
    return good(length);
}

}  // namespace virtual_recorder
