// SPDX-License-Identifier: LGPL-2.1-or-later
// PreparedSettings: what a client asks of either mode that prepares a disc first.
#pragma once

#include "burn/report.hpp"
#include "recorder/recorder.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace burnish {

struct PreparedSettings {
    std::shared_ptr<Recorder> recorder;
    std::string clientName;
    bool bufferUnderrunFreeDisabled = false;  // of a prepared disc
    bool simulate = false;
    bool hash = true;
    VerificationLevel verification = VerificationLevel::None;
    std::int32_t requestedWriteSpeed = -1;  // sectors per second, -1: fastest
    bool requestedPureCav = false;
    std::size_t fifoBytes = 0;  // 0: five seconds of the write speed

    [[nodiscard]] bool sameSpeed(const PreparedSettings &other) const {
        return requestedWriteSpeed == other.requestedWriteSpeed && requestedPureCav == other.requestedPureCav;
    }
};

}  // namespace burnish
