// SPDX-License-Identifier: LGPL-2.1-or-later
// READ CD, READ CD MSF: the main channel of data and audio sectors, C2 error pointers and the sub-channel.
#include "commands.hpp"
#include "q_channel.hpp"
#include "region.hpp"
#include "sector_layout.hpp"
#include "sub_channel.hpp"

#include <algorithm>
#include <array>

namespace virtual_recorder {

namespace {

constexpr std::uint8_t AnyType = 0, LastKnownType = 5;

// What is asked for of each sector.
struct Selection {
    std::uint8_t expected = AnyType;
    std::uint8_t mainChannel = 0;
    std::size_t c2 = 0;  // lengths
    std::size_t subChannel = 0;
};

// The value of a sector's kind in the expected type; none for mode 0.
std::uint8_t expectedTypeOf(SectorKind kind) {
    enum : std::uint8_t { CdDa = 1, Mode1 = 2, Formless = 3, Form1 = 4, Form2 = 5, None = 0xFF };
    switch (kind) {
        case SectorKind::Audio:
            return CdDa;
        case SectorKind::Mode1:
            return Mode1;
        case SectorKind::Formless:
            return Formless;
        case SectorKind::Form1:
            return Form1;
        case SectorKind::Form2:
            return Form2;
        default:
            return None;
    }
}

// The part of a sector that is asked for. Nothing where it would have gaps: what a sector of this kind does not have
// makes none.
std::optional<SectorField> partOf(SectorKind kind, std::uint8_t asked) {
    if (kind == SectorKind::Audio) {
        return SectorField{0, 0, asked != 0 ? std::size_t{RawSectorSize} : 0};
    }
    SectorField part{};
    for (const SectorField &field : fieldsOf(kind)) {
        if ((asked & field.bit) == 0) {
            continue;
        }
        if (part.length > 0 && part.at + part.length != field.at) {
            return std::nullopt;
        }
        part.at = part.length == 0 ? field.at : part.at;
        part.length += field.length;
    }
    return part;
}

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

// Why these blocks cannot be read at all; nothing when they can. They must be of one mode.
std::optional<Sense> readProblem(const RegionMap &map, const BlockRange &range) {
    std::optional<TrackKind> kind;
    for (std::int64_t lba = range.lba; lba < range.lba + range.blocks;) {
        const auto region = map.find(lba);
        if (!region) {
            return map.outside(lba);
        }
        const auto at = static_cast<std::int32_t>(lba);
        const TrackKind &own = region->place.track->kind;
        if (kind && (kind->audio() != own.audio() || kind->mode != own.mode)) {
            return sense::IllegalModeForTrack.at(at);
        }
        if (region->place.track->discarded) {
            return sense::UnrecoveredReadError.at(at);
        }
        kind = own;
        lba = region->end;
    }
    return std::nullopt;
}

// A block as it is read: its sector, and the part of it that is asked for.
struct ReadSector {
    std::array<std::uint8_t, RawSectorSize> bytes{};
    SectorField part{};
};

// Why it cannot be read; nothing when it can. It must be of the kind expected.
std::optional<Sense> readSector(Contents &contents, const Region &region, const Selection &selection, std::int32_t lba,
                                ReadSector &sector) {
    if (region.kind != Region::Kind::Silence && !contents.readRaw(lba, sector.bytes)) {
        return sense::UnrecoveredReadError.at(lba);
    }
    const SectorKind kind = kindOf(region.place.track->kind, sector.bytes);
    if (selection.expected != AnyType && selection.expected != expectedTypeOf(kind)) {
        return sense::IllegalModeForTrack.at(lba);
    }
    const auto part = partOf(kind, selection.mainChannel);
    sector.part = part.value_or(SectorField{});
    return part ? std::nullopt : std::optional(sense::InvalidFieldInCdb);
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

// All blocks, one behind the other; how long they are depends on what they are. They must fit into what the host takes.
std::optional<Sense> readAll(DriveState &drive, const RegionMap &map, const BlockRange &range,
                             const Selection &selection, std::size_t most, Bytes &out) {
    const std::string mcn = drive.loaded->mcn();
    for (std::int64_t block = range.lba; block < range.lba + range.blocks; ++block) {
        const auto lba = static_cast<std::int32_t>(block);
        const Region region = *map.find(block);
        ReadSector sector;
        if (const auto problem = readSector(drive.store->contents(), region, selection, lba, sector)) {
            return problem;
        }
        const ByteView main = ByteView(sector.bytes).subspan(sector.part.at, sector.part.length);
        out.insert(out.end(), main.begin(), main.end());
        const std::size_t at = out.size();
        out.resize(at + selection.c2 + selection.subChannel);
        if (!appendTheRest(drive.store->contents(), selection, region, lba, mcn, std::span(out).subspan(at))) {
            return sense::UnrecoveredReadError.at(lba);
        }
        if (out.size() > most) {
            return sense::InvalidFieldInCdb;
        }
    }
    return std::nullopt;
}

Reply readSectors(DriveState &drive, const Request &request, const BlockRange &range, const Selection &selection) {
    const RegionMap map(*drive.loaded);  // nothing of a test write is on the disc
    if (const auto problem = readProblem(map, range)) {
        return refused(*problem);
    }
    Bytes all;
    if (const auto problem = readAll(drive, map, range, selection, request.data.size(), all)) {
        return refused(*problem);
    }
    if (all.empty()) {
        return good();
    }
    if (!receives(request, all.size())) {
        return refused(sense::InvalidFieldInCdb);
    }
    std::copy(all.begin(), all.end(), request.data.begin());
    drive.lastRead = static_cast<std::int32_t>(range.lba + range.blocks - 1);
    return good(all.size());
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
