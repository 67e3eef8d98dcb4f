// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdSettings: what a client of RawCdFormat asked for.
#pragma once

#include "burn/write_control.hpp"
#include "cd/sub_channel.hpp"
#include "recorder/recorder.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace burnish {

// Whether an image may be written session at once, by a cue sheet, where the drive does not write raw.
enum class SessionAtOncePolicy : std::int32_t { Allow = 0, Require = 1, Forbid = 2 };

struct RawCdSettings {
    std::shared_ptr<Recorder> recorder;
    std::string clientName;
    bool bufferUnderrunFreeDisabled = false;                              // of a prepared disc
    cd::SubChannelType requestedSectorType = cd::SubChannelType::Cooked;  // of a prepared disc
    SessionAtOncePolicy sessionAtOnce = SessionAtOncePolicy::Allow;
    bool simulate = false;
    bool hash = true;
    VerificationLevel verification = VerificationLevel::None;
    std::int32_t requestedWriteSpeed = -1;  // sectors per second, -1: fastest
    bool requestedPureCav = false;
    std::size_t fifoBytes = 0;  // 0: five seconds of the write speed
};

using RawCdProgressHandler = std::function<void(const RawCdProgress &)>;

}  // namespace burnish
