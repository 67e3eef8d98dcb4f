// SPDX-License-Identifier: LGPL-2.1-or-later
// A buffer that is brought up to date whenever it is looked at. Without pace it is drained at once.
#include "buffer_model.hpp"

#include <algorithm>

namespace virtual_recorder {

void BufferModel::start(Instant when, double bytesPerSecond) {
    if (!started_) {
        started_ = true;
        filled_ = false;
        ranEmpty_ = false;
        drained_ = when;
    }
    rate_ = bytesPerSecond;
}

void BufferModel::stop() {
    started_ = false;
    used_ = 0;
}

void BufferModel::drain(Instant now) {
    if (!started_ || now <= drained_) {
        return;
    }
    const double bytes = rate_ * std::chrono::duration<double>(now - drained_).count();
    ranEmpty_ = ranEmpty_ || (filled_ && bytes > used_);
    used_ = std::max(0.0, used_ - bytes);
    drained_ = now;
}

std::uint32_t BufferModel::used(Instant now) {
    drain(now);
    return static_cast<std::uint32_t>(std::min(used_, capacity_));
}

// A command larger than the whole buffer passes through when the buffer is empty.
bool BufferModel::hasRoom(Instant now, std::size_t bytes) {
    drain(now);
    return !paced_ || used_ == 0 || used_ + static_cast<double>(bytes) <= capacity_;
}

void BufferModel::fill(Instant now, std::size_t bytes) {
    if (!paced_) {
        return;
    }
    drain(now);
    used_ += static_cast<double>(bytes);
    filled_ = true;
}

Duration BufferModel::timeToDrain(Instant now) {
    drain(now);
    if (!started_ || rate_ <= 0) {
        return Duration::zero();
    }
    const std::chrono::duration<double> time(used_ / rate_);
    const Duration waiting = drained_ > now ? drained_ - now : Duration::zero();  // the laser has not started yet
    return used_ == 0 ? Duration::zero() : waiting + std::chrono::duration_cast<Duration>(time);
}

bool BufferModel::ranEmpty(Instant now) {
    drain(now);
    return paced_ && ranEmpty_;
}

}  // namespace virtual_recorder
