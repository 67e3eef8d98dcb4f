// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscLayout: what lies where on a disc of one session, and what its sub-channels and its lead-in say of it. An image
// made here knows its own; of any other image it is found by reading its sub-channels.
#pragma once

#include "cd/cd_text.hpp"
#include "cd/sector.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace burnish::cd {

struct LayoutTrack {
    std::uint8_t number = 1;
    std::uint8_t control = 0;             // of the Q sub-channel: 1 pre-emphasis, 2 copy permitted, 4 data
    bool scms = false;                    // the copy bit alternates: already a copy
    SectorType type = SectorType::Audio;  // never a raw one: what the sectors are once they are unscrambled
    std::int32_t pregap = 0;              // LBA of index 0; start where there is none
    std::int32_t start = 0;               // LBA of index 1
    std::int32_t end = 0;                 // LBA past its last sector: the next track's index 0, or the lead-out
    std::vector<std::int32_t> indexes;    // LBAs of indexes 2 to 99
    std::string isrc;                     // empty: none
};

struct DiscLayout {
    std::vector<LayoutTrack> tracks;
    std::int32_t leadOut = 0;
    std::string mediaCatalogNumber;  // empty: none
    std::uint8_t discType = 0;       // PSEC of point A0h: 00h CD-DA or CD-ROM, 10h CD-I, 20h XA
    std::vector<CdTextPack> cdText;  // once, as often as the lead-in may repeat them
};

}  // namespace burnish::cd
