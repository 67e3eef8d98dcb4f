// SPDX-License-Identifier: LGPL-2.1-or-later
// RawStream: takes a raw stream of sectors and sub-channel apart: the TOC out of the lead-in's Q, tracks, indexes and
// numbers out of the program's, and finds where it contradicts itself.
#pragma once

#include "cd_text.hpp"
#include "disc.hpp"
#include "q_channel.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace virtual_recorder {

// One block as the host sent it.
struct RawBlock {
    std::int32_t lba = 0;
    ByteView main;                           // 2352 bytes, data scrambled
    std::array<std::uint8_t, 96> symbols{};  // P to W, one bit each, made from the 16 bytes where those were sent
    bool crcByDrive = false;                 // the CRC of Q is no more than a proposal
};

// Sets the sub-channel of a block of data block type 1, 2 or 3.
void putSubChannel(RawBlock &block, ByteView sent, std::uint8_t blockType);

class RawStream {
public:
    explicit RawStream(const MediumType &type) : type_(&type), tocIsDue_(true) {}

    // The next block. False when it contradicts what came before, or itself.
    [[nodiscard]] bool take(const RawBlock &block);

    // Of the block taken last: its track as an index, nothing in the lead-in and the lead-out. Its main channel is to
    // be kept as data where the track is one of data.
    [[nodiscard]] std::optional<std::size_t> track() const;
    [[nodiscard]] ByteView sector() const { return sector_; }  // of a data track, descrambled

    [[nodiscard]] const std::vector<Track> &tracks() const { return tracks_; }  // all that the TOC tells
    [[nodiscard]] std::int32_t leadOut() const { return leadOut_; }
    [[nodiscard]] std::uint8_t format() const { return format_; }
    [[nodiscard]] bool complete() const;  // with its whole lead-out
    [[nodiscard]] Bytes cdText() const { return cdText_.packs(); }

private:
    struct TocEntry {
        std::uint8_t control = 0;
        Msf time;
        bool operator==(const TocEntry &other) const;
    };

    [[nodiscard]] bool takeLeadIn(const RawBlock &block, const QBytes &q);
    [[nodiscard]] bool readToc();
    [[nodiscard]] bool takeProgram(const RawBlock &block, const QBytes &q);
    [[nodiscard]] bool takePosition(std::int32_t lba, const QBytes &q);
    [[nodiscard]] bool takeLeadOut(std::int32_t lba, const QBytes &q);
    [[nodiscard]] bool enterTrack(std::int32_t lba, int index);
    [[nodiscard]] bool enterIndex(std::int32_t lba, int index);
    [[nodiscard]] bool takeIdentifier(std::int32_t lba, const QBytes &q);
    [[nodiscard]] bool relativeTimeFits(std::int32_t lba, const QBytes &q) const;
    [[nodiscard]] bool takeControl(const QBytes &q);
    [[nodiscard]] bool pFits(const RawBlock &block) const;
    [[nodiscard]] bool takeMain(const RawBlock &block);
    [[nodiscard]] std::optional<SectorMode> modeOfSector(bool startsTrack) const;
    [[nodiscard]] std::int32_t endOfTrack() const;

    const MediumType *type_;
    bool tocIsDue_;
    std::map<std::uint8_t, TocEntry> toc_;  // by point
    std::vector<Track> tracks_;
    std::vector<std::uint8_t> copyBits_;  // of each track: bit 0 and bit 1 for the two values that were seen
    std::int32_t leadOut_ = 0;
    std::uint8_t format_ = 0;
    CdTextCollector cdText_;
    std::string mcn_;
    int current_ = -1;  // the track as an index; behind the last one: the lead-out
    int index_ = 0;
    std::int32_t written_ = 0;  // blocks of the lead-out
    std::array<std::uint8_t, 2352> sector_{};
};

}  // namespace virtual_recorder
