// SPDX-License-Identifier: LGPL-2.1-or-later
// LongOperation: what keeps the drive busy after a command with Immed, by time or by a number of refusals.
#pragma once

#include "buffer_model.hpp"

#include <cstdint>
#include <optional>

namespace virtual_recorder {

class LongOperation {
public:
    void startTimed(Instant now, Duration duration);
    void startCounted(int refusals);

    [[nodiscard]] bool running(Instant now);
    [[nodiscard]] Duration remaining(Instant now) const;  // zero where it is not a matter of time
    // Progress in 65536ths for a command that is refused meanwhile; counts the refusal.
    [[nodiscard]] std::uint16_t refuse(Instant now);

private:
    bool timed_ = false;
    Instant start_{};
    Instant end_{};
    int total_ = 0;
    int left_ = 0;
};

}  // namespace virtual_recorder
