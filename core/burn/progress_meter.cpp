// SPDX-License-Identifier: LGPL-2.1-or-later
// ProgressMeter: the clock behind the events.
#include "burn/progress_meter.hpp"

#include <cmath>

namespace burnish {

namespace {

double seconds(std::chrono::steady_clock::duration duration) {
    return std::chrono::duration<double>(duration).count();
}

// An event of a mode: what all modes tell, and what is the mode's own.
template <typename Event>
ProgressMeter::Emit completing(Event &event, const std::function<void(const Event &)> &emit) {
    if (!emit) {
        return {};
    }
    return [&event, emit](const WriteProgress &progress) {
        static_cast<WriteProgress &>(event) = progress;
        emit(event);
    };
}

}  // namespace

const char *dataActionName(DataAction action) {
    switch (action) {
        case DataAction::ValidatingMedia:
            return "validating media";
        case DataAction::FormattingMedia:
            return "formatting media";
        case DataAction::InitializingHardware:
            return "initializing hardware";
        case DataAction::CalibratingPower:
            return "calibrating power";
        case DataAction::WritingData:
            return "writing data";
        case DataAction::Finalization:
            return "finalization";
        case DataAction::Completed:
            return "completed";
        case DataAction::Verifying:
            return "verifying";
    }
    return "unknown";
}

const char *taoActionName(TaoAction action) {
    switch (action) {
        case TaoAction::Unknown:
            break;
        case TaoAction::Preparing:
            return "preparing";
        case TaoAction::Writing:
            return "writing";
        case TaoAction::Finishing:
            return "finishing";
        case TaoAction::Verifying:
            return "verifying";
    }
    return "unknown";
}

const char *rawCdActionName(RawCdAction action) {
    switch (action) {
        case RawCdAction::Unknown:
            break;
        case RawCdAction::Preparing:
            return "preparing";
        case RawCdAction::Writing:
            return "writing";
        case RawCdAction::Finishing:
            return "finishing";
        case RawCdAction::Verifying:
            return "verifying";
    }
    return "unknown";
}

ProgressMeter::ProgressMeter(Emit emit, bool simulate)
    : emit_(std::move(emit)),
      started_(std::chrono::steady_clock::now()),
      stageStarted_(started_),
      lastEvent_(started_) {
    state_.simulate = simulate;
    stages_.reserve(8);
}

void ProgressMeter::setExtent(std::int32_t startLba, std::int32_t sectors) {
    state_.startLba = startLba;
    state_.sectorCount = sectors;
    state_.lastReadLba = startLba;
    state_.lastWrittenLba = startLba;
    lastWrittenAtEvent_ = startLba;
}

void ProgressMeter::enterStage(const char *name, bool writing, double fraction) {
    stageStarted_ = std::chrono::steady_clock::now();
    stages_.emplace_back(name, stageStarted_);
    writing_ = writing;
    emit(fraction);
}

bool ProgressMeter::due() const {
    return std::chrono::steady_clock::now() >= nextDue();
}

void ProgressMeter::measureSpeed(Time now) {
    const double span = seconds(now - lastEvent_);
    if (span > 0 && writing_) {
        state_.currentWriteSpeed = static_cast<std::int32_t>((state_.lastWrittenLba - lastWrittenAtEvent_) / span);
    }
    lastWrittenAtEvent_ = state_.lastWrittenLba;
}

void ProgressMeter::emit(double fraction) {
    const Time now = std::chrono::steady_clock::now();
    measureSpeed(now);
    lastEvent_ = now;
    const double elapsed = seconds(now - started_);
    const double inStage = seconds(now - stageStarted_);
    const double remaining = fraction > 0 ? inStage * (1 - fraction) / fraction : 0;
    state_.elapsedTime = static_cast<std::int32_t>(elapsed);
    state_.remainingTime = static_cast<std::int32_t>(std::ceil(remaining));
    state_.totalTime = static_cast<std::int32_t>(std::ceil(elapsed + remaining));
    state_.stageProgress = fraction;
    if (emit_) {
        emit_(state_);
    }
}

std::vector<std::pair<std::string, double>> ProgressMeter::stageSeconds() const {
    std::vector<std::pair<std::string, double>> result;
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        const Time end = i + 1 < stages_.size() ? stages_[i + 1].second : std::chrono::steady_clock::now();
        result.emplace_back(stages_[i].first, seconds(end - stages_[i].second));
    }
    return result;
}

DataMeter::DataMeter(const std::function<void(const DataProgress &)> &emit, bool simulate)
    : ProgressMeter(completing(event_, emit), simulate) {}

void DataMeter::enter(DataAction action) {
    event_.action = action;
    enterStage(dataActionName(action), action == DataAction::WritingData, action == DataAction::Completed ? 1.0 : 0.0);
}

TaoMeter::TaoMeter(const std::function<void(const TaoProgress &)> &emit, bool simulate)
    : ProgressMeter(completing(event_, emit), simulate) {}

void TaoMeter::enter(TaoAction action) {
    event_.action = action;
    enterStage(taoActionName(action), action == TaoAction::Writing);
}

RawCdMeter::RawCdMeter(const std::function<void(const RawCdProgress &)> &emit, bool simulate)
    : ProgressMeter(completing(event_, emit), simulate) {}

void RawCdMeter::enter(RawCdAction action) {
    event_.action = action;
    enterStage(rawCdActionName(action), action == RawCdAction::Writing);
}

}  // namespace burnish
