// SPDX-License-Identifier: LGPL-2.1-or-later
// BufferModel: the drive's buffer, filled by WRITE and drained at the speed of the laser.
#pragma once

#include <chrono>
#include <cstdint>

namespace virtual_recorder {

using Instant = std::chrono::nanoseconds;  // as told by the clock
using Duration = std::chrono::nanoseconds;

class BufferModel {
public:
    BufferModel(std::uint32_t kib, bool paced) : capacity_(kib * 1024.0), paced_(paced) {}

    [[nodiscard]] std::uint32_t capacity() const { return static_cast<std::uint32_t>(capacity_); }
    [[nodiscard]] std::uint32_t used(Instant now);

    // The laser starts: it drains so many bytes a second from this instant on.
    void start(Instant when, double bytesPerSecond);
    void stop();
    [[nodiscard]] bool hasRoom(Instant now, std::size_t bytes);
    void fill(Instant now, std::size_t bytes);
    [[nodiscard]] Duration timeToDrain(Instant now);
    [[nodiscard]] bool ranEmpty(Instant now);  // the laser waits for data, or has been waiting

private:
    void drain(Instant now);

    double capacity_;
    bool paced_;
    bool started_ = false;
    bool filled_ = false;
    bool ranEmpty_ = false;
    double used_ = 0;
    double rate_ = 0;
    Instant drained_{};  // up to this instant
};

}  // namespace virtual_recorder
