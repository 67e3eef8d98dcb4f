// SPDX-License-Identifier: LGPL-2.1-or-later
// ProgressMeter: when an event is due, and what it says: one on each change of action, one every 0.5 s in between.
#pragma once

#include "burn/write_control.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace burnish {

class ProgressMeter {
public:
    using Emit = std::function<void(const DataProgress &)>;
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds Period{500};

    ProgressMeter(Emit emit, bool simulate);

    void enter(DataAction action);
    void setExtent(std::int32_t startLba, std::int32_t sectors);
    [[nodiscard]] bool due() const;
    [[nodiscard]] Time nextDue() const { return lastEvent_ + Period; }
    // Sends the event now. fraction: done of the action, negative where not known.
    void emit(double fraction);
    // To be set before emit(); elapsed and estimated times are the meter's.
    [[nodiscard]] DataProgress &state() { return state_; }

    // Seconds spent in each action so far, in order.
    [[nodiscard]] std::vector<std::pair<std::string, double>> stageSeconds() const;

private:
    void measureSpeed(Time now);

    Emit emit_;
    DataProgress state_;
    Time started_;
    Time stageStarted_;
    Time lastEvent_;
    std::int32_t lastWrittenAtEvent_ = 0;
    std::vector<std::pair<DataAction, Time>> stages_;
};

[[nodiscard]] const char *dataActionName(DataAction action);

}  // namespace burnish
