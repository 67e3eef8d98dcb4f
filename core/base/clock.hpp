// SPDX-License-Identifier: LGPL-2.1-or-later
// Clock: where waiting for a drive takes its time from, so that tests can drive it.
#pragma once

#include <chrono>

namespace burnish {

class Clock {
public:
    using Duration = std::chrono::nanoseconds;

    virtual ~Clock() = default;
    // Monotonic time since an arbitrary start.
    [[nodiscard]] virtual Duration now() const = 0;
    virtual void sleepFor(Duration duration) = 0;
};

// The machine's monotonic clock.
[[nodiscard]] Clock &systemClock();

}  // namespace burnish
