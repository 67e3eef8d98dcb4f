// SPDX-License-Identifier: LGPL-2.1-or-later
// SubChannelCheck: holds the Q sub-channel that a drive reads against a layout. Q has no correction: a frame whose CRC
// does not hold says nothing, and drives hand frames out that belong to a sector nearby.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/q_channel.hpp"
#include "mmc/commands.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace burnish {

class SubChannelCheck {
public:
    explicit SubChannelCheck(const cd::DiscLayout &layout) : layout_(layout) {}

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

    const cd::DiscLayout &layout_;
    mmc::ReadSubChannel kind_ = mmc::ReadSubChannel::None;
    std::int32_t agreeing_ = 0;
    std::int32_t unreadable_ = 0;
    std::int32_t differing_ = 0;
    std::optional<std::int32_t> firstDiffering_;
};

}  // namespace burnish
