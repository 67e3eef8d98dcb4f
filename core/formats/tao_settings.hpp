// SPDX-License-Identifier: LGPL-2.1-or-later
// TaoSettings: what a client of TrackAtOnceFormat asked for.
#pragma once

#include "burn/write_control.hpp"
#include "formats/prepared_settings.hpp"

#include <string>

namespace burnish {

struct TaoSettings : PreparedSettings {
    bool doNotFinalizeMedia = false;
    std::string mediaCatalogNumber;  // 13 digits; empty: none
};

// What a track says of itself.
struct TaoTrackSettings {
    bool preEmphasis = false;
    bool copyPermitted = false;
    std::string isrc;  // 12 characters; empty: none
};

}  // namespace burnish
