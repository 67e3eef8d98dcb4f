// SPDX-License-Identifier: LGPL-2.1-or-later
// TaoSettings: what a client of TrackAtOnceFormat asked for.
#pragma once

#include "burn/write_control.hpp"
#include "recorder/recorder.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace burnish {

struct TaoSettings {
    std::shared_ptr<Recorder> recorder;
    std::string clientName;
    bool bufferUnderrunFreeDisabled = false;  // of a prepared disc
    bool doNotFinalizeMedia = false;
    bool simulate = false;
    bool hash = true;
    VerificationLevel verification = VerificationLevel::None;
    std::int32_t requestedWriteSpeed = -1;  // sectors per second, -1: fastest
    bool requestedPureCav = false;
    std::size_t fifoBytes = 0;       // 0: five seconds of the write speed
    std::string mediaCatalogNumber;  // 13 digits; empty: none
};

// What a track says of itself.
struct TaoTrackSettings {
    bool preEmphasis = false;
    bool copyPermitted = false;
    std::string isrc;  // 12 characters; empty: none
};

}  // namespace burnish
