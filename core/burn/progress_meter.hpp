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
    using Emit = std::function<void(const WriteProgress &)>;
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::milliseconds Period{500};

    ProgressMeter(Emit emit, bool simulate);

    // The next stage of the write, by its name in the report. writing: its speed is measured. Sends an event.
    void enterStage(const char *name, bool writing = false, double fraction = 0.0);
    void setExtent(std::int32_t startLba, std::int32_t sectors);
    [[nodiscard]] bool due() const;
    [[nodiscard]] Time nextDue() const { return lastEvent_ + Period; }
    // Sends the event now. fraction: done of the action, negative where not known.
    void emit(double fraction);
    // To be set before emit(); elapsed and estimated times are the meter's.
    [[nodiscard]] WriteProgress &state() { return state_; }

    // Seconds spent in each stage so far, in order.
    [[nodiscard]] std::vector<std::pair<std::string, double>> stageSeconds() const;

private:
    void measureSpeed(Time now);

    Emit emit_;
    WriteProgress state_;
    Time started_;
    Time stageStarted_;
    Time lastEvent_;
    std::int32_t lastWrittenAtEvent_ = 0;
    bool writing_ = false;
    std::vector<std::pair<const char *, Time>> stages_;
};

// The meter of one mode: its actions, and its events with them.
class DataMeter : public ProgressMeter {
public:
    DataMeter(const std::function<void(const DataProgress &)> &emit, bool simulate);
    DataMeter(const DataMeter &) = delete;
    DataMeter &operator=(const DataMeter &) = delete;
    void enter(DataAction action);

private:
    DataProgress event_;
};

class TaoMeter : public ProgressMeter {
public:
    TaoMeter(const std::function<void(const TaoProgress &)> &emit, bool simulate);
    TaoMeter(const TaoMeter &) = delete;
    TaoMeter &operator=(const TaoMeter &) = delete;
    void enter(TaoAction action);
    void setTrack(std::int32_t number) { event_.track = number; }

private:
    TaoProgress event_;
};

class RawCdMeter : public ProgressMeter {
public:
    RawCdMeter(const std::function<void(const RawCdProgress &)> &emit, bool simulate);
    RawCdMeter(const RawCdMeter &) = delete;
    RawCdMeter &operator=(const RawCdMeter &) = delete;
    void enter(RawCdAction action);
    void setSessionAtOnce(bool value) { event_.sessionAtOnce = value; }

private:
    RawCdProgress event_;
};

[[nodiscard]] const char *dataActionName(DataAction action);
[[nodiscard]] const char *taoActionName(TaoAction action);
[[nodiscard]] const char *rawCdActionName(RawCdAction action);

}  // namespace burnish
