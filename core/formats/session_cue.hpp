// SPDX-License-Identifier: LGPL-2.1-or-later
// A disc as SEND CUE SHEET tells it to a drive (MMC-6, 6.43), and the runs of blocks that follow: how an image is
// written session at once.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/sub_channel.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace burnish {

// Drives differ in what cue sheets they take: one way to say the same.
struct CueVariant {
    std::string name;
    std::uint8_t dataBlockType = 0;  // of mode page 05h
    std::vector<std::uint8_t> bytes;
};

struct SessionCueOptions {
    std::int32_t leadInStart = 0;  // from the ATIP
    // Audio and data with 96 bytes of sub-channel, of which the drive takes R to W; PqOnly: without.
    cd::SubChannelType subChannel = cd::SubChannelType::PqOnly;
};

// In the order in which they are to be tried.
[[nodiscard]] std::vector<CueVariant> cueVariants(const cd::DiscLayout &layout, const SessionCueOptions &options);

// Blocks of one size that follow each other.
struct SessionRun {
    std::int32_t start = 0;
    std::int32_t end = 0;
    bool cdText = false;  // of the lead-in: 96 bytes each
    bool data = false;
    bool subChannel = false;
};
[[nodiscard]] std::vector<SessionRun> sessionRuns(const cd::DiscLayout &layout, const SessionCueOptions &options);

// The blocks of the lead-in: four packs each, again and again.
[[nodiscard]] std::vector<std::uint8_t> cdTextBlocks(const std::vector<cd::CdTextPack> &packs, std::int32_t blocks);

// E_DF2RAW_STREAM_NOT_SUPPORTED where such a disc cannot be told to a drive.
[[nodiscard]] Result<void> checkSessionAtOnce(const cd::DiscLayout &layout);

}  // namespace burnish
