// SPDX-License-Identifier: LGPL-2.1-or-later
// TrackAtOnceFormat: the state rules of IDiscFormat2TrackAtOnce. What is done to the disc stands in tao_session.cpp.
#include "formats/track_at_once_format.hpp"

#include "burn/write_speed.hpp"
#include "cd/identifiers.hpp"
#include "formats/data_plan.hpp"

#include <algorithm>
#include <utility>

namespace burnish {

namespace {

Error inProgress() {
    return errorFromTable(status::E_DF2TAO_WRITE_IN_PROGRESS);
}

Result<void> checkClientName(const std::string &name) {
    if (isValidClientName(name)) {
        return {};
    }
    return Error(status::E_DF2TAO_CLIENT_NAME_IS_NOT_VALID,
                 name.empty()
                     ? "No client name is set; other programs see it as the owner of the drive."
                     : "The client name \"" + name +
                           "\" is not valid: 1 to 63 ASCII letters, digits, blanks and . , - _ ( ) ' & ! + = @ # $ %.");
}

// The first failure is the one that counts.
void noteFailure(Report &report, const Error &error) {
    if (!failed(report.status)) {
        report.status = error.status;
        report.message = error.message;
        report.detail = error.detail;
    }
}

std::shared_ptr<Report> newReport(const TaoSettings &settings) {
    auto report = std::make_shared<Report>();
    report->mode = TrackAtOnceMode;
    report->device = settings.recorder->device();
    report->clientName = settings.clientName;
    report->simulate = settings.simulate;
    report->verification = settings.verification;
    report->requestedWriteSpeed = settings.requestedWriteSpeed;
    report->requestedClose = !settings.doNotFinalizeMedia;
    report->proof = "contents not proven";
    return report;
}

}  // namespace

// A busy state that ends with its scope, whatever happens in between, also an exception for want of memory.
class TrackAtOnceFormat::Running {
public:
    Running(TrackAtOnceFormat &format, State next) : format_(format), next_(next) {}
    ~Running() {
        const std::lock_guard lock(format_.mutex_);
        format_.cancellable_ = false;
        format_.state_ = next_;
        if (next_ == State::Idle) {
            format_.report_ = std::move(format_.sessionReport_);
            format_.session_.reset();
        } else {
            format_.noteSession();
        }
    }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;
    void endIn(State next) { next_ = next; }

private:
    TrackAtOnceFormat &format_;
    State next_;
};

// What queries go on to tell while a track is written. Where there is no memory for it, they tell what was before.
void TrackAtOnceFormat::noteSession() noexcept {
    try {
        room_ = session_->room();
        medium_ = session_->medium();
    } catch (...) {
    }
}

Result<void> TrackAtOnceFormat::checkIdle() const {
    if (busy()) {
        return inProgress();
    }
    if (state_ == State::Prepared) {
        return errorFromTable(status::E_DF2TAO_MEDIA_IS_PREPARED);
    }
    return {};
}

Result<void> TrackAtOnceFormat::checkPrepared() const {
    if (state_ == State::Idle || state_ == State::Preparing) {
        return errorFromTable(status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    }
    return state_ == State::Prepared ? Result<void>() : inProgress();
}

TaoSettings TrackAtOnceFormat::settings() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

Result<void> TrackAtOnceFormat::change(const std::function<void(TaoSettings &)> &apply) {
    const std::lock_guard lock(mutex_);
    TRY(checkIdle());
    apply(settings_);
    return {};
}

Result<void> TrackAtOnceFormat::whereNothingRuns(const std::function<void()> &apply) {
    const std::lock_guard lock(mutex_);
    if (busy()) {
        return inProgress();
    }
    apply();
    return {};
}

// The recorder is asked without the lock, which a long answer would hold for long; so the rules are looked at twice.
Result<void> TrackAtOnceFormat::setRecorder(std::shared_ptr<Recorder> recorder) {
    TRY(change([](TaoSettings &) {}));
    if (recorder) {
        TRY_ASSIGN(const bool supported, isRecorderSupported(*recorder));
        if (!supported) {
            return errorFromTable(status::E_DF2TAO_RECORDER_NOT_SUPPORTED);
        }
    }
    return change([&recorder](TaoSettings &settings) { settings.recorder = std::move(recorder); });
}

Result<void> TrackAtOnceFormat::setClientName(const std::string &name) {
    TRY(change([](TaoSettings &) {}));
    TRY(checkClientName(name));
    return change([&name](TaoSettings &settings) { settings.clientName = name; });
}

Result<void> TrackAtOnceFormat::setMediaCatalogNumber(const std::string &number) {
    TRY(change([](TaoSettings &) {}));
    if (!number.empty()) {
        TRY(cd::checkMediaCatalogNumber(number));
    }
    return change([&number](TaoSettings &settings) { settings.mediaCatalogNumber = number; });
}

Result<void> TrackAtOnceFormat::setDoNotFinalizeMedia(bool value) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Prepared && session_->trackCount() > 0) {
        return errorFromTable(status::E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY);
    }
    TRY(checkIdle());
    settings_.doNotFinalizeMedia = value;
    return {};
}

Result<void> TrackAtOnceFormat::setBufferUnderrunFreeDisabled(bool value) {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    settings_.bufferUnderrunFreeDisabled = value;
    return {};
}

// Kept as asked; the speeds on offer are those of the disc that is in now, and preparing it looks again.
Result<Status> TrackAtOnceFormat::setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav) {
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

std::vector<MediaType> TrackAtOnceFormat::supportedMediaTypes() {
    return {MediaType::CdR, MediaType::CdRw};
}

Result<bool> TrackAtOnceFormat::isRecorderSupported(Recorder &recorder) {
    TRY_ASSIGN(const auto profiles, recorder.supportedProfiles(false));
    const auto types = supportedMediaTypes();
    return std::any_of(profiles.begin(), profiles.end(), [&types](int profile) {
        const auto type = mediaTypeOfProfile(static_cast<std::uint16_t>(profile));
        return std::find(types.begin(), types.end(), type) != types.end();
    });
}

// The disc must be blank, too.
Result<bool> TrackAtOnceFormat::isCurrentMediaSupported(Recorder &recorder) {
    TRY_ASSIGN(const bool supported, isRecorderSupported(recorder));
    if (!supported) {
        return false;
    }
    TRY_ASSIGN(const Medium disc, inspectMedium(recorder.drive()));
    return (disc.type == MediaType::CdR || disc.type == MediaType::CdRw) && disc.physicallyBlank;
}

// A prepared disc is nobody else's, and a drive that writes is not asked about it.
Result<Medium> TrackAtOnceFormat::medium() {
    std::shared_ptr<Recorder> recorder;
    {
        const std::lock_guard lock(mutex_);
        if (session_ && state_ != State::Preparing) {
            return medium_;
        }
        recorder = settings_.recorder;
    }
    if (!recorder) {
        return errorFromTable(status::E_DF2TAO_NO_RECORDER_SPECIFIED);
    }
    return inspectMedium(recorder->drive());
}

Result<void> TrackAtOnceFormat::beginPreparing() {
    const std::lock_guard lock(mutex_);
    TRY(checkIdle());
    if (!settings_.recorder) {
        return errorFromTable(status::E_DF2TAO_NO_RECORDER_SPECIFIED);
    }
    TRY(checkClientName(settings_.clientName));
    settings_.bufferUnderrunFreeDisabled = false;
    auto report = newReport(settings_);
    session_ = std::make_unique<TaoSession>(settings_, report);
    sessionReport_ = std::move(report);
    state_ = State::Preparing;
    return {};
}

Result<Status> TrackAtOnceFormat::prepareMedia() {
    TRY(beginPreparing());
    Running running(*this, State::Idle);
    auto prepared = session_->prepare();
    if (prepared.ok()) {
        running.endIn(State::Prepared);
    } else {
        noteFailure(*sessionReport_, prepared.error());
    }
    return prepared;
}

Result<void> TrackAtOnceFormat::addAudioTrack(Stream &stream, const TaoTrackSettings &track,
                                              const TaoProgressHandler &progress) {
    TaoTrackSettings checked = track;
    TaoSettings settings;
    {
        const std::lock_guard lock(mutex_);
        TRY(checkPrepared());
        if (!track.isrc.empty()) {
            TRY_ASSIGN(checked.isrc, cd::normalizedIsrc(track.isrc));
        }
        settings = settings_;
        control_.reset();
        state_ = State::Writing;
        cancellable_ = true;
    }
    const Running running(*this, State::Prepared);
    auto added = session_->addTrack(settings, stream, checked, control_, progress);
    if (endCancel() && added.ok()) {
        added = errorFromTable(status::E_REQUEST_CANCELLED);
    }
    if (!added.ok()) {
        noteFailure(*sessionReport_, added.error());
    }
    return added;
}

Result<void> TrackAtOnceFormat::cancelAddTrack() {
    const std::lock_guard lock(mutex_);
    if (!cancellable_) {
        return errorFromTable(status::E_DF2TAO_WRITE_NOT_IN_PROGRESS);
    }
    control_.cancel();
    return {};
}

// A cancel that was accepted in the last moment holds.
bool TrackAtOnceFormat::endCancel() {
    const std::lock_guard lock(mutex_);
    cancellable_ = false;
    return control_.cancelled();
}

Result<void> TrackAtOnceFormat::releaseMedia(const TaoProgressHandler &progress) {
    {
        const std::lock_guard lock(mutex_);
        TRY(checkPrepared());
        control_.reset();
        state_ = State::Releasing;
    }
    const Running running(*this, State::Idle);
    auto released = session_->release(control_, progress, [this] {
        const std::lock_guard lock(mutex_);
        cancellable_ = true;
    });
    if (endCancel() && released.ok()) {
        released = errorFromTable(status::E_REQUEST_CANCELLED);
    }
    if (!released.ok()) {
        noteFailure(*sessionReport_, released.error());
    }
    return released;
}

Result<TaoRoom> TrackAtOnceFormat::room() const {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Idle || state_ == State::Preparing) {
        return errorFromTable(status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    }
    return room_;
}

Result<std::int32_t> TrackAtOnceFormat::numberOfExistingTracks() const {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    return session_->trackCount();
}

Result<std::vector<std::uint8_t>> TrackAtOnceFormat::expectedTableOfContents() const {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    if (session_->trackCount() == 0) {
        return errorFromTable(status::E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC);
    }
    return session_->expectedToc();
}

std::shared_ptr<const Report> TrackAtOnceFormat::report() const {
    const std::lock_guard lock(mutex_);
    return report_;
}

}  // namespace burnish
