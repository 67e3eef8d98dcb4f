// SPDX-License-Identifier: LGPL-2.1-or-later
// READ(10), READ(12): blocks of data tracks.
#include "commands.hpp"
#include "region.hpp"
#include "sector_layout.hpp"

#include <algorithm>
#include <array>

namespace virtual_recorder {

namespace {

// Why these blocks cannot be read; nothing when they can. In mode 2 the sectors themselves tell whether they hold one.
std::optional<Sense> readProblem(const Disc &disc, Contents &contents, const BlockRange &range) {
    const RegionMap map(disc);
    std::array<std::uint8_t, RawSectorSize> sector{};
    for (std::int64_t lba = range.lba; lba < range.lba + range.blocks;) {
        const auto region = map.find(lba);
        if (!region) {
            return map.outside(lba);
        }
        if (region->audio()) {
            return sense::IllegalModeForTrack.at(static_cast<std::int32_t>(lba));
        }
        const Track &track = *region->place.track;
        if (track.discarded) {
            return sense::UnrecoveredReadError.at(static_cast<std::int32_t>(lba));
        }
        const std::int64_t end = std::min<std::int64_t>(region->end, range.lba + range.blocks);
        for (std::int64_t each = lba; track.kind.mode != SectorMode::One && each < end; ++each) {
            const auto at = static_cast<std::int32_t>(each);
            if (!contents.readRaw(at, sector)) {
                return sense::UnrecoveredReadError.at(at);
            }
            if (!blockIn(kindOf(track.kind, sector))) {
                return sense::IllegalModeForTrack.at(at);
            }
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
    if (const auto problem = readProblem(disc, drive.store->contents(), range)) {
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
