// SPDX-License-Identifier: LGPL-2.1-or-later
// The machine's monotonic clock.
#include "base/clock.hpp"

#include <thread>

namespace burnish {

namespace {

class SteadyClock final : public Clock {
public:
    [[nodiscard]] Duration now() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
    void sleepFor(Duration duration) override { std::this_thread::sleep_for(duration); }
};

}  // namespace

// Without state, so sharing it among all threads is no global in disguise.
Clock &systemClock() {
    static SteadyClock clock;
    return clock;
}

}  // namespace burnish
