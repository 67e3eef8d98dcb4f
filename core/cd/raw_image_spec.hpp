// SPDX-License-Identifier: LGPL-2.1-or-later
// RawImageSpec: all that a client has said of a RawImage. A plain value: a change is tried on a copy.
#pragma once

#include "cd/cd_text.hpp"
#include "cd/raw_image_track.hpp"
#include "cd/sub_channel.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace burnish::cd {

struct RawTrackSpec {
    SectorType type = SectorType::Audio;
    std::shared_ptr<Stream> source;
    RawTrackOptions options;
    RawTrackSettings settings;
    std::vector<std::int32_t> indexes;  // offsets of index 2 and up, ascending
};

struct RawImageSpec {
    SubChannelType imageType = SubChannelType::Cooked;
    std::int32_t startingTrackNumber = 1;
    std::int32_t startOfLeadoutLimit = 0;
    bool disableGaplessAudio = false;
    std::string mediaCatalogNumber;
    std::shared_ptr<Stream> specialPregap;  // null: none
    std::shared_ptr<Stream> rwGenerator;    // null: none
    std::vector<RawTrackSpec> tracks;
    std::vector<CdTextBlock> textBlocks;
    CdTextOptions textOptions;
    std::vector<CdTextPack> textPacks;  // in place of blocks
};

}  // namespace burnish::cd
