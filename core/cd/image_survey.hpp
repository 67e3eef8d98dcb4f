// SPDX-License-Identifier: LGPL-2.1-or-later
// ImageSurvey: reads what the sub-channels of a raw image say, sector by sector, into a DiscLayout, and finds where the
// image contradicts itself.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/q_channel.hpp"
#include "cd/sub_channel.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <span>

namespace burnish::cd {

// Whether any of the sub-channels R to W, the lower six bits of each symbol, is set.
[[nodiscard]] bool carriesRw(std::span<const std::uint8_t> symbols);

class ImageSurvey {
public:
    // What a lead-out has at least, in sectors (IEC 60908: 90 seconds).
    static constexpr std::int32_t LeadOut = 6750;
    static constexpr std::int32_t FirstProgramSector = -150;

    explicit ImageSurvey(SubChannelType type) : type_(type) {}

    // The next sector of the image, from anywhere in the lead-in on. E_DF2RAW_STREAM_NOT_SUPPORTED names the place and
    // what is wrong there.
    [[nodiscard]] Result<void> take(std::int32_t lba, std::span<const std::uint8_t> sector);
    // After the last one, which lies before end.
    [[nodiscard]] Result<void> finish(std::int32_t end);

    // The lead-in has told all tracks and the lead-out.
    [[nodiscard]] bool hasToc() const;
    // What was read so far: from hasToc() on, where the tracks start; after finish(), all.
    [[nodiscard]] Result<DiscLayout> layout() const;
    // Sub-channels R to W carry something behind the lead-in: CD+G.
    [[nodiscard]] bool usesRw() const { return usesRw_; }

private:
    struct TocEntry {
        std::uint8_t control = 0;
        std::array<std::uint8_t, 3> time{};  // as on the disc
        bool operator==(const TocEntry &) const = default;
    };

    [[nodiscard]] Result<void> takeLeadIn(std::int32_t lba, const QFrame &q, std::span<const std::uint8_t> subChannel);
    [[nodiscard]] Result<void> takePacks(std::int32_t lba, std::span<const std::uint8_t, SymbolBytes> symbols);
    [[nodiscard]] Result<void> enterProgram();
    [[nodiscard]] Result<void> takeProgram(std::int32_t lba, const QFrame &q, std::span<const std::uint8_t> main);
    [[nodiscard]] Result<void> takePosition(const QFrame &q, const QPosition &position, std::int32_t lba);
    [[nodiscard]] Result<void> enterTrack(const QFrame &q, const QPosition &position);
    [[nodiscard]] Result<void> enterIndex(const QFrame &q, const QPosition &position);
    [[nodiscard]] Result<void> takeControl(std::int32_t lba, const QFrame &q);
    [[nodiscard]] Result<void> takeNumber(std::int32_t lba, const QFrame &q, std::string &known,
                                          const std::string &number, const std::string &what);
    [[nodiscard]] Result<void> takeMain(std::int32_t lba, std::span<const std::uint8_t> main);
    [[nodiscard]] Result<void> readTracks(DiscLayout &layout) const;
    [[nodiscard]] LayoutTrack *current();

    const SubChannelType type_;
    std::map<std::uint8_t, TocEntry> toc_;  // by point, 1 to 99 binary
    std::map<int, CdTextPack> packs_;       // by block and sequence number
    DiscLayout layout_;                     // from the program area on
    bool inProgram_ = false;
    bool inLeadOut_ = false;
    int track_ = -1;  // place in layout_.tracks
    int index_ = 0;
    bool modeKnown_ = false;  // of the current track
    bool usesRw_ = false;
    std::array<std::uint8_t, SectorBytes> sector_{};
};

}  // namespace burnish::cd
