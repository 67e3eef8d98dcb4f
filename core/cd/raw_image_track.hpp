// SPDX-License-Identifier: LGPL-2.1-or-later
// What a client says of a track of a RawImage, and what the image says of it: IMAPI2's IRawCDImageTrackInfo.
#pragma once

#include "cd/sector.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace burnish::cd {

// IMAPI_CD_TRACK_DIGITAL_COPY_SETTING
enum class DigitalCopy : std::int32_t { Permitted = 0, Prohibited = 1, Scms = 2 };

// Beyond IMAPI2, and fixed with the track.
struct RawTrackOptions {
    // Sectors of the track's index 0: -1 as the image's gapless switch says (150). Without gaps they are the last
    // sectors of the track before; with gaps, or with silentPregap, silence of its own.
    std::int32_t pregap = -1;
    bool silentPregap = false;
    // CD+G: packs of 24 symbols, four for each sector of the track; ends early: empty packs.
    std::shared_ptr<Stream> rwPacks;
};

struct RawTrackSettings {
    std::string isrc;
    DigitalCopy copy = DigitalCopy::Prohibited;
    bool preEmphasis = false;
};

struct RawTrackInfo {
    std::int32_t startingLba = 0;  // of index 1
    std::int32_t sectorCount = 0;  // from there to the next track's index 1, or what silence comes first
    std::int32_t trackNumber = 1;
    SectorType type = SectorType::Audio;
    RawTrackSettings settings;
    std::vector<std::int32_t> indexes;  // offsets from startingLba of indexes 1 (0) to 99
    std::int32_t pregap = 0;            // sectors of index 0
    std::int32_t padding = 0;           // bytes of silence that fill its last sector
};

}  // namespace burnish::cd
