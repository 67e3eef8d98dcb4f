// SPDX-License-Identifier: LGPL-2.1-or-later
// SubChannelCheck: holds the sub-channels that a drive reads against what was written: Q against the layout, R to W
// against what was sent. They have no correction: a frame whose CRC does not hold says nothing, and drives hand frames
// out that belong to a sector nearby.
#pragma once

#include "burn/hash.hpp"
#include "cd/disc_layout.hpp"
#include "cd/q_channel.hpp"
#include "mmc/commands.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace burnish {

class SubChannelCheck {
public:
    // rwCrcs: by LBA; empty where R to W carry nothing. rwAsSent: the disc has them as they were sent.
    SubChannelCheck(const cd::DiscLayout &layout, const std::vector<std::uint32_t> &rwCrcs, bool rwAsSent)
        : layout_(layout), rwCrcs_(rwCrcs), rwAsSent_(rwAsSent) {}

    // One sector's sub-channel, as READ CD gave it.
    void take(std::int32_t lba, mmc::ReadSubChannel kind, std::span<const std::uint8_t> bytes);

    // What was seen: "Q: 12345 frames agree, 12 unreadable".
    [[nodiscard]] std::string text() const;
    // E_BURN_VERIFICATION_FAILED where more than a few frames contradict the layout.
    [[nodiscard]] Result<void> verdict() const;

private:
    [[nodiscard]] bool agrees(std::int32_t lba, const cd::QContent &content) const;
    [[nodiscard]] bool agrees(std::int32_t lba, const cd::QPosition &position) const;
    [[nodiscard]] const cd::LayoutTrack *trackAt(std::int32_t lba) const;
    void takeRw(std::int32_t lba, std::span<const std::uint8_t> symbols);
    [[nodiscard]] std::string rwText() const;

    const cd::DiscLayout &layout_;
    mmc::ReadSubChannel kind_ = mmc::ReadSubChannel::None;
    std::int32_t agreeing_ = 0;
    std::int32_t unreadable_ = 0;
    std::int32_t differing_ = 0;
    std::optional<std::int32_t> firstDiffering_;
    const std::vector<std::uint32_t> &rwCrcs_;
    const bool rwAsSent_;
    std::optional<Hash> crc_;
    bool sawRw_ = false;  // the drive gave something
    std::int32_t rwAgreeing_ = 0;
    std::int32_t rwDiffering_ = 0;
};

}  // namespace burnish
