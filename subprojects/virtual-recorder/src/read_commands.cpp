// SPDX-License-Identifier: LGPL-2.1-or-later
// READ(10), READ(12): blocks of data tracks.
#include "commands.hpp"
#include "region.hpp"

namespace virtual_recorder {

namespace {

// Why these blocks cannot be read; nothing when they can.
std::optional<Sense> readProblem(const Disc &disc, const BlockRange &range) {
    const RegionMap map(disc);
    for (std::int64_t lba = range.lba; lba < range.lba + range.blocks;) {
        const auto region = map.find(lba);
        if (!region) {
            return map.outside(lba);
        }
        if (region->audio()) {
            return sense::IllegalModeForTrack.at(static_cast<std::int32_t>(lba));
        }
        if (region->place.track->discarded) {
            return sense::UnrecoveredReadError.at(static_cast<std::int32_t>(lba));
        }
        lba = region->end;
    }
    return std::nullopt;
}

}  // namespace

Reply readBlocks(DriveState &drive, const Request &request) {
    const BlockRange range = *blockRange(request.cdb);
    const Disc &disc = *drive.loaded;  // nothing of a test write is on the disc
    if (drive.writing && disc.type().syncEndsTrack) {
        return refused(sense::CommandSequenceError);
    }
    if (const auto problem = readProblem(disc, range)) {
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
    drive.lastRead = static_cast<std::int32_t>(range.lba + range.blocks - 1);
    return good(length);
}

}  // namespace virtual_recorder
