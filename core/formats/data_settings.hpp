// SPDX-License-Identifier: LGPL-2.1-or-later
// DataSettings: what a client of DataFormat asked for; read once when a write starts.
#pragma once

#include "burn/write_control.hpp"
#include "recorder/recorder.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace burnish {

struct DataSettings {
    std::shared_ptr<Recorder> recorder;
    std::string clientName;
    bool forceMediaToBeClosed = false;
    bool forceOverwrite = false;
    bool bufferUnderrunFreeDisabled = false;
    bool disableConsumerDvdCompatibilityMode = false;
    bool postgapAlreadyInImage = false;
    bool simulate = false;
    bool hash = true;
    VerificationLevel verification = VerificationLevel::None;
    std::int32_t requestedWriteSpeed = -1;  // sectors per second, -1: fastest
    bool requestedPureCav = false;
    std::size_t fifoBytes = 0;  // 0: five seconds of the write speed
};

}  // namespace burnish
