// SPDX-License-Identifier: LGPL-2.1-or-later
// PreparedFormat, for the modes that there are.
#include "formats/prepared_format.hpp"

#include "burn/write_speed.hpp"
#include "formats/client_name.hpp"
#include "formats/raw_cd_session.hpp"
#include "formats/tao_session.hpp"

#include <algorithm>

namespace burnish {

namespace {

// The first failure is the one that counts.
void noteFailure(Report &report, const Error &error) {
    if (!failed(report.status)) {
        report.status = error.status;
        report.message = error.message;
        report.detail = error.detail;
    }
}

}  // namespace

// Letting go of the drive may take a moment, and is done without the lock.
template <typename Settings, typename Session>
void PreparedFormat<Settings, Session>::end(State next) noexcept {
    std::unique_ptr<Session> ended;
    if (next == State::Idle) {
        const std::lock_guard lock(mutex_);
        ended = std::move(session_);
    }
    ended.reset();
    const std::lock_guard lock(mutex_);
    cancellable_ = false;
    state_ = next;
    if (next == State::Prepared) {
        noteSession();
    } else {
        report_ = std::move(pendingReport_);
    }
}

// What queries go on to tell. Where there is no memory for it, they tell what was before.
template <typename Settings, typename Session>
void PreparedFormat<Settings, Session>::noteSession() noexcept {
    try {
        room_ = session_->room();
        medium_ = session_->medium();
    } catch (...) {
    }
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::checkIdle() const {
    if (busy()) {
        return errorFromTable(table_.writeInProgress);
    }
    if (state_ == State::Prepared) {
        return errorFromTable(table_.mediaIsPrepared);
    }
    return {};
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::checkPrepared() const {
    if (!known()) {
        return errorFromTable(table_.mediaIsNotPrepared);
    }
    return state_ == State::Prepared ? Result<void>() : errorFromTable(table_.writeInProgress);
}

template <typename Settings, typename Session>
Settings PreparedFormat<Settings, Session>::settings() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::change(const std::function<void(Settings &)> &apply) {
    const std::lock_guard lock(mutex_);
    TRY(checkIdle());
    apply(settings_);
    return {};
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::whereNothingRuns(const std::function<void()> &apply) {
    const std::lock_guard lock(mutex_);
    if (busy()) {
        return errorFromTable(table_.writeInProgress);
    }
    apply();
    return {};
}

// The recorder is asked without the lock, which a long answer would hold for long; so the rules are looked at twice.
template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::setRecorder(std::shared_ptr<Recorder> recorder) {
    TRY(change([](Settings &) {}));
    if (recorder) {
        TRY_ASSIGN(const bool supported, isRecorderSupported(*recorder));
        if (!supported) {
            return errorFromTable(table_.recorderNotSupported);
        }
    }
    return change([&recorder](Settings &settings) { settings.recorder = std::move(recorder); });
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::setClientName(const std::string &name) {
    TRY(change([](Settings &) {}));
    TRY(checkClientName(name, table_.clientNameIsNotValid));
    return change([&name](Settings &settings) { settings.clientName = name; });
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::setBufferUnderrunFreeDisabled(bool value) {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    settings_.bufferUnderrunFreeDisabled = value;
    return {};
}

// Kept as asked; the speeds on offer are those of the disc that is in now, and preparing it looks again.
template <typename Settings, typename Session>
Result<Status> PreparedFormat<Settings, Session>::setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav) {
    if (sectorsPerSecond < -1 || sectorsPerSecond == 0) {
        return Error(status::E_INVALIDARG, "A write speed is a number of sectors per second, or -1 for the fastest.");
    }
    TRY(whereNothingRuns([] {}));
    if (!settings().recorder) {
        return errorFromTable(status::E_RECORDER_REQUIRED);
    }
    TRY_ASSIGN(const Medium disc, medium());
    const auto choice = chooseSpeed(sectorsPerSecond, pureCav, disc.speedDescriptors);
    TRY(whereNothingRuns([&] {
        settings_.requestedWriteSpeed = sectorsPerSecond;
        settings_.requestedPureCav = pureCav;
    }));
    return choice.adjusted;
}

template <typename Settings, typename Session>
std::vector<MediaType> PreparedFormat<Settings, Session>::supportedMediaTypes() {
    return {MediaType::CdR, MediaType::CdRw};
}

// What else a drive may refuse is found when a disc is prepared: some say it only with a disc in them.
template <typename Settings, typename Session>
Result<bool> PreparedFormat<Settings, Session>::isRecorderSupported(Recorder &recorder) {
    TRY_ASSIGN(const auto profiles, recorder.supportedProfiles(false));
    const auto types = supportedMediaTypes();
    return std::any_of(profiles.begin(), profiles.end(), [&types](int profile) {
        const auto type = mediaTypeOfProfile(static_cast<std::uint16_t>(profile));
        return std::find(types.begin(), types.end(), type) != types.end();
    });
}

// The disc must be blank, too.
template <typename Settings, typename Session>
Result<bool> PreparedFormat<Settings, Session>::isCurrentMediaSupported(Recorder &recorder) {
    TRY_ASSIGN(const bool supported, isRecorderSupported(recorder));
    if (!supported) {
        return false;
    }
    TRY_ASSIGN(const Medium disc, inspectMedium(recorder.drive()));
    return (disc.type == MediaType::CdR || disc.type == MediaType::CdRw) && disc.physicallyBlank;
}

// A prepared disc is nobody else's, and a drive that writes is not asked about it.
template <typename Settings, typename Session>
Result<Medium> PreparedFormat<Settings, Session>::medium() {
    std::shared_ptr<Recorder> recorder;
    {
        const std::lock_guard lock(mutex_);
        if (known()) {
            return medium_;
        }
        recorder = settings_.recorder;
    }
    if (!recorder) {
        return errorFromTable(table_.noRecorderSpecified);
    }
    return inspectMedium(recorder->drive());
}

template <typename Settings, typename Session>
std::shared_ptr<const Report> PreparedFormat<Settings, Session>::report() const {
    const std::lock_guard lock(mutex_);
    return report_;
}

template <typename Settings, typename Session>
auto PreparedFormat<Settings, Session>::knownRoom() const -> Result<Room> {
    const std::lock_guard lock(mutex_);
    if (!known()) {
        return errorFromTable(table_.mediaIsNotPrepared);
    }
    return room_;
}

template <typename Settings, typename Session>
std::shared_ptr<Report> PreparedFormat<Settings, Session>::newReport(const Settings &settings) const {
    auto report = std::make_shared<Report>();
    report->mode = table_.mode;
    report->device = settings.recorder->device();
    report->clientName = settings.clientName;
    report->simulate = settings.simulate;
    report->verification = settings.verification;
    report->requestedWriteSpeed = settings.requestedWriteSpeed;
    report->proof = "contents not proven";
    return report;
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::beginPreparing(const std::function<std::shared_ptr<Report>()> &start) {
    const std::lock_guard lock(mutex_);
    TRY(checkIdle());
    if (!settings_.recorder) {
        return errorFromTable(table_.noRecorderSpecified);
    }
    TRY(checkClientName(settings_.clientName, table_.clientNameIsNotValid));
    settings_.bufferUnderrunFreeDisabled = false;
    auto report = start();
    session_ = std::make_unique<Session>(settings_, report);
    pendingReport_ = std::move(report);
    state_ = State::Preparing;
    return {};
}

template <typename Settings, typename Session>
Result<Status> PreparedFormat<Settings, Session>::prepare(const std::function<std::shared_ptr<Report>()> &start) {
    TRY(beginPreparing(start));
    Running running(*this, State::Idle);
    auto prepared = session_->prepare();
    if (prepared.ok()) {
        running.endIn(State::Prepared);
    } else {
        noteFailure(*pendingReport_, prepared.error());
    }
    return prepared;
}

template <typename Settings, typename Session>
Result<Settings> PreparedFormat<Settings, Session>::beginWriting(const std::function<Result<void>()> &check) {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    if (check) {
        TRY(check());
    }
    Settings settings = settings_;
    control_.reset();
    state_ = State::Writing;
    cancellable_ = true;
    return settings;
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::beginReleasing() {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    control_.reset();
    state_ = State::Releasing;
    return {};
}

template <typename Settings, typename Session>
void PreparedFormat<Settings, Session>::permitCancel() {
    const std::lock_guard lock(mutex_);
    cancellable_ = true;
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::settled(Result<void> done, Report &report) {
    if (endCancel() && done.ok()) {
        done = errorFromTable(status::E_REQUEST_CANCELLED);
    }
    if (!done.ok()) {
        noteFailure(report, done.error());
    }
    return done;
}

template <typename Settings, typename Session>
Result<void> PreparedFormat<Settings, Session>::cancel() {
    const std::lock_guard lock(mutex_);
    if (!cancellable_) {
        return errorFromTable(table_.writeNotInProgress);
    }
    control_.cancel();
    return {};
}

// A cancel that was accepted in the last moment holds.
template <typename Settings, typename Session>
bool PreparedFormat<Settings, Session>::endCancel() {
    const std::lock_guard lock(mutex_);
    cancellable_ = false;
    return control_.cancelled();
}

template class PreparedFormat<RawCdSettings, RawCdSession>;
template class PreparedFormat<TaoSettings, TaoSession>;

}  // namespace burnish
