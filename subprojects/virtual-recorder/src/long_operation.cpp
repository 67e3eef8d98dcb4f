// SPDX-License-Identifier: LGPL-2.1-or-later
// Long operations and their progress.
#include "long_operation.hpp"

namespace virtual_recorder {

void LongOperation::startTimed(Instant now, Duration duration) {
    timed_ = true;
    start_ = now;
    end_ = now + duration;
    left_ = 0;
}

void LongOperation::startCounted(int refusals) {
    timed_ = false;
    total_ = refusals;
    left_ = refusals;
}

bool LongOperation::running(Instant now) {
    timed_ = timed_ && now < end_;
    return timed_ || left_ > 0;
}

Duration LongOperation::remaining(Instant now) const {
    return timed_ && now < end_ ? end_ - now : Duration::zero();
}

std::uint16_t LongOperation::refuse(Instant now) {
    if (timed_) {
        const double part = std::chrono::duration<double>(now - start_) / std::chrono::duration<double>(end_ - start_);
        return static_cast<std::uint16_t>(part * 65535);
    }
    const int done = total_ - left_;
    --left_;
    return static_cast<std::uint16_t>(done * 65535 / total_);
}

}  // namespace virtual_recorder
