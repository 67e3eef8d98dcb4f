// SPDX-License-Identifier: LGPL-2.1-or-later
// Raw images in a test: one that can be spoiled at any place, and what came of writing it.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/sub_channel.hpp"
#include "check.hpp"
#include "disc.hpp"
#include "formats/raw_cd_format.hpp"
#include "prepared_support.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace test {

inline constexpr std::int32_t ImageStart = -22650, FirstProgramSector = -150, LeadOutSectors = 6750;

// An album as raw sectors, made one by one by the rules of IEC 60908. Audio samples are those of AudioPattern.
class RawAlbum : public burnish::Stream {
public:
    RawAlbum(burnish::cd::DiscLayout disc, burnish::cd::SubChannelType subChannel);

    [[nodiscard]] std::uint64_t length() const override;
    [[nodiscard]] burnish::Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] burnish::Result<void> seek(std::uint64_t offset) override;
    [[nodiscard]] std::vector<std::uint8_t> sector(std::int32_t lba) const;

    burnish::cd::DiscLayout layout;
    burnish::cd::SubChannelType type;
    std::int32_t start = ImageStart;
    std::int32_t sectorsAfterLeadOut = LeadOutSectors;
    std::int64_t extraBytes = 0;
    bool seeks = true;
    bool tellsLength = true;
    bool cdg = false;
    std::function<void(std::int32_t lba, std::span<std::uint8_t> sector)> spoil;
    std::function<void(std::int32_t lba)> onRead;

private:
    std::uint64_t position_ = 0;
    std::int32_t held_ = INT32_MIN;
    std::vector<std::uint8_t> sector_;
};

// The main channel of a place, as a reader gets it: 2352 bytes of audio, or of a sector of mode 1.
[[nodiscard]] std::vector<std::uint8_t> audioAt(std::int32_t lba);
[[nodiscard]] std::vector<std::uint8_t> userDataAt(std::int32_t lba);

// Tracks of these lengths, each from its index 1 to the next one's; without gaps the last two seconds of a track are
// the next one's index 0.
[[nodiscard]] burnish::cd::DiscLayout albumOf(const std::vector<std::int32_t> &lengths);
// Changes Q and gives it a CRC that holds.
void changeQ(std::span<std::uint8_t> sector, const std::function<void(burnish::cd::QFrame &)> &change);

struct RawBurn : PreparedBurn<burnish::RawCdFormat, burnish::RawCdSettings, burnish::RawCdProgress> {
    using PreparedBurn::PreparedBurn;

    [[nodiscard]] burnish::Status write(burnish::Stream &image);
    [[nodiscard]] burnish::Status write(burnish::Stream &image, std::int32_t leadInSectors);
    // Prepares, requests the image's type, writes, releases.
    [[nodiscard]] burnish::Status burn(RawAlbum &album);
    // After any session.
    void expectReleased() const;
};

// The disc's export has the album's main channel from LBA 0 to the lead-out.
void expectProgram(const Disc &disc, const RawAlbum &album);
[[nodiscard]] std::vector<std::uint8_t> fileBytes(const std::filesystem::path &path);

}  // namespace test
