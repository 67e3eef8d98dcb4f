// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdSettings: what a client of RawCdFormat asked for.
#pragma once

#include "burn/write_control.hpp"
#include "cd/sub_channel.hpp"
#include "formats/prepared_settings.hpp"

#include <cstdint>
#include <functional>

namespace burnish {

// Whether an image may be written session at once, by a cue sheet, where the drive does not write raw.
enum class SessionAtOncePolicy : std::int32_t { Allow = 0, Require = 1, Forbid = 2 };

struct RawCdSettings : PreparedSettings {
    cd::SubChannelType requestedSectorType = cd::SubChannelType::Cooked;  // of a prepared disc
    SessionAtOncePolicy sessionAtOnce = SessionAtOncePolicy::Allow;
};

using RawCdProgressHandler = std::function<void(const RawCdProgress &)>;

}  // namespace burnish
