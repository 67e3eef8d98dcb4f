// SPDX-License-Identifier: LGPL-2.1-or-later
// The table of contents of an audio session: the one that is expected, and the one that the disc has.
#pragma once

#include "base/result.hpp"
#include "mmc/toc.hpp"

#include <cstdint>
#include <vector>

namespace burnish {

// The shortest track of a CD (Red Book): four seconds.
inline constexpr std::int32_t ShortestAudioTrack = 300;

struct TaoTocTrack {
    std::uint8_t control = 0;  // of the Q sub-channel
    std::int32_t start = 0;
};

// As a drive answers READ TOC/PMA/ATIP, format 2, of a disc with this one session: the points A0h, A1h, A2h and the
// tracks. tracks: one at least, numbered from 1.
[[nodiscard]] std::vector<std::uint8_t> buildToc(const std::vector<TaoTocTrack> &tracks, std::int32_t leadOut);

// The Q sub-channel's control field of an audio track: bit 0 pre-emphasis, bit 1 copy permitted.
[[nodiscard]] std::uint8_t audioControl(bool preEmphasis, bool copyPermitted);

// For drives that do not know format 2: what format 0 tells, as far as it goes.
[[nodiscard]] mmc::FullToc fullTocOf(const mmc::Toc &toc);

// E_BURN_VERIFICATION_FAILED that names the first difference.
[[nodiscard]] Result<void> compareTocs(const mmc::FullToc &expected, const mmc::FullToc &actual);

}  // namespace burnish
