// SPDX-License-Identifier: LGPL-2.1-or-later
// Replaying: a transcript as a drive that answers as the recorded one did, to the same questions in the same order.
#pragma once

#include "transport/transport.hpp"

#include <memory>
#include <string>

namespace burnish {

struct ReplayDevice {
    std::string file;
    // Any data may be written, and long reads whose bytes are not in the transcript give zeros: for transcripts whose
    // contents are somebody else's.
    bool anyContents = false;
};

// E_NOT_A_TRANSCRIPT. What is asked otherwise than it was recorded fails with E_REPLAY_DIFFERS, and so does all after.
[[nodiscard]] Result<std::unique_ptr<Transport>> openReplay(const std::string &device, const ReplayDevice &target);

}  // namespace burnish
