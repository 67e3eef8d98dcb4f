// SPDX-License-Identifier: LGPL-2.1-or-later
// READ CD, READ CD MSF: the main channel of data and audio sectors, C2 error pointers and the sub-channel.
#include "commands.hpp"
#include "q_channel.hpp"
#include "region.hpp"
#include "sub_channel.hpp"

#include <algorithm>
#include <array>

namespace virtual_recorder {

namespace {

enum ExpectedType : std::uint8_t { Any = 0, CdDa = 1, Mode1 = 2, LastKnownType = 5 };

// The fields of a sector of mode 1; there is no sub-header in it.
struct Field {
    std::uint8_t bit;
    std::size_t at;
    std::size_t length;
};
constexpr std::array<Field, 4> Mode1Fields = {{{0x80, 0, 12}, {0x20, 12, 4}, {0x10, 16, 2048}, {0x08, 2064, 288}}};

// What is asked for of each sector.
struct Selection {
    std::uint8_t expected = Any;
    std::uint8_t mainChannel = 0;
    std::size_t c2 = 0;  // lengths
    std::size_t subChannel = 0;

    // An audio sector has no fields: it comes whole.
    [[nodiscard]] std::size_t mainLength(bool audio) const {
        std::size_t length = audio && mainChannel != 0 ? RawSectorSize : 0;
        for (const Field &field : Mode1Fields) {
            length += !audio && (mainChannel & field.bit) != 0 ? field.length : 0;
        }
        return length;
    }
};

// Nothing when a field has a value that the drive does not know.
std::optional<Selection> selectionOf(ByteView cdb) {
    constexpr std::array<std::size_t, 3> C2Lengths = {0, 294, 296};
    constexpr std::array<std::size_t, 3> SubChannelLengths = {0, RawSubChannelSize, FormattedQSize};
    const std::size_t c2 = cdb[9] >> 1 & 0x03, subChannel = cdb[10] & 0x07;
    const std::uint8_t expected = cdb[1] >> 2 & 0x07;
    if (c2 >= C2Lengths.size() || subChannel >= SubChannelLengths.size() || expected > LastKnownType) {
        return std::nullopt;
    }
    return Selection{expected, static_cast<std::uint8_t>(cdb[9] & 0xF8), C2Lengths[c2], SubChannelLengths[subChannel]};
}

// Why these sectors cannot be read; nothing when they can. They must be of one kind, and of the one expected.
std::optional<Sense> readProblem(const RegionMap &map, const BlockRange &range, std::uint8_t expected) {
    std::optional<bool> audio;
    for (std::int64_t lba = range.lba; lba < range.lba + range.blocks;) {
        const auto region = map.find(lba);
        if (!region) {
            return map.outside(lba);
        }
        const auto at = static_cast<std::int32_t>(lba);
        const bool unexpected = expected != Any && expected != (region->audio() ? CdDa : Mode1);
        if (unexpected || audio.value_or(region->audio()) != region->audio()) {
            return sense::IllegalModeForTrack.at(at);
        }
        if (region->place.track->discarded) {
            return sense::UnrecoveredReadError.at(at);
        }
        audio = region->audio();
        lba = region->end;
    }
    return std::nullopt;
}

// The main channel of one sector. Returns how much it is; nothing when the disc's files do not hold it.
std::optional<std::size_t> readMainChannel(Contents &contents, const Region &region, std::int32_t lba,
                                           std::uint8_t fields, std::span<std::uint8_t> out) {
    std::array<std::uint8_t, RawSectorSize> sector{};
    if (region.kind != Region::Kind::Silence && !contents.readRaw(lba, sector)) {
        return std::nullopt;
    }
    if (region.audio()) {
        const std::size_t length = fields != 0 ? sector.size() : 0;
        std::copy_n(sector.begin(), length, out.begin());
        return length;
    }
    std::size_t length = 0;
    for (const Field &field : Mode1Fields) {
        if ((fields & field.bit) != 0) {
            std::copy_n(sector.begin() + static_cast<std::ptrdiff_t>(field.at), field.length,
                        out.begin() + static_cast<std::ptrdiff_t>(length));
            length += field.length;
        }
    }
    return length;
}

// The sub-channel that the host sent, or else the drive's own.
bool putSubChannel(Contents &contents, const Region &region, std::int32_t lba, const std::string &mcn,
                   std::span<std::uint8_t> out) {
    std::array<std::uint8_t, RawSubChannelSize> symbols{};
    if (!region.place.track->subChannel) {
        out.size() == FormattedQSize ? putFormattedQ(region, lba, mcn, out.first<FormattedQSize>())
                                     : putRawSubChannel(region, lba, mcn, out.first<RawSubChannelSize>());
        return true;
    }
    if (!contents.readSubChannel(lba, symbols)) {
        return false;
    }
    if (out.size() == RawSubChannelSize) {
        std::copy(symbols.begin(), symbols.end(), out.begin());
        return true;
    }
    const QBytes q = qOfSymbols(symbols);
    std::fill(std::copy(q.begin(), q.end(), out.begin()), out.end(), std::uint8_t{0});
    out[FormattedQSize - 1] = symbols[0] & 0x80;
    return true;
}

// Behind the main channel: the C2 error pointers, of which there are never any, and the sub-channel.
bool appendTheRest(Contents &contents, const Selection &selection, const Region &region, std::int32_t lba,
                   const std::string &mcn, std::span<std::uint8_t> out) {
    std::fill_n(out.begin(), selection.c2, std::uint8_t{0});
    const auto subChannel = out.subspan(selection.c2, selection.subChannel);
    return subChannel.empty() || putSubChannel(contents, region, lba, mcn, subChannel);
}

Reply readSectors(DriveState &drive, const Request &request, const BlockRange &range, const Selection &selection) {
    const Disc &disc = *drive.loaded;  // nothing of a test write is on the disc
    const RegionMap map(disc);
    if (const auto problem = readProblem(map, range, selection.expected)) {
        return refused(*problem);
    }
    const auto first = map.find(range.lba);
    const std::size_t perSector =
        first ? selection.mainLength(first->audio()) + selection.c2 + selection.subChannel : 0;
    const std::size_t length = static_cast<std::size_t>(range.blocks) * perSector;
    if (length == 0) {
        return good();
    }
    if (!receives(request, length)) {
        return refused(sense::InvalidFieldInCdb);
    }
    const std::string mcn = disc.mcn();
    auto out = request.data.first(length);
    for (std::int64_t block = range.lba; block < range.lba + range.blocks; ++block) {
        const auto lba = static_cast<std::int32_t>(block);
        const Region region = *map.find(block);
        const auto main = readMainChannel(drive.store->contents(), region, lba, selection.mainChannel, out);
        if (!main || !appendTheRest(drive.store->contents(), selection, region, lba, mcn, out.subspan(*main))) {
            return refused(sense::UnrecoveredReadError.at(lba));
        }
        out = out.subspan(perSector);
        drive.lastRead = lba;
    }
    return good(length);
}

}  // namespace

// Serves READ CD MSF as well, which tells the same range by times.
Reply readCd(DriveState &drive, const Request &request) {
    const auto selection = selectionOf(request.cdb);
    const auto range = blockRange(request.cdb);
    if (!drive.loaded->type().cd || !selection || !range) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (drive.writing) {
        return refused(sense::CommandSequenceError);
    }
    return readSectors(drive, request, *range, *selection);
}

}  // namespace virtual_recorder
