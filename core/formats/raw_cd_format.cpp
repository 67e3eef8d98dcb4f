// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdFormat: the state rules of IDiscFormat2RawCD. What is done to the disc stands in raw_cd_session.cpp.
#include "formats/raw_cd_format.hpp"

#include "burn/write_speed.hpp"
#include "cd/raw_image.hpp"

#include <algorithm>
#include <utility>

namespace burnish {

namespace {

// 90:00:00, where a lead-in may start at the earliest.
constexpr std::int32_t EarliestSector = -45150, FirstProgramSector = -150;

Error inProgress() {
    return errorFromTable(status::E_DF2RAW_WRITE_IN_PROGRESS);
}

Result<void> checkClientName(const std::string &name) {
    if (isValidClientName(name)) {
        return {};
    }
    return Error(status::E_DF2RAW_CLIENT_NAME_IS_NOT_VALID,
                 name.empty()
                     ? "No client name is set; other programs see it as the owner of the drive."
                     : "The client name \"" + name +
                           "\" is not valid: 1 to 63 ASCII letters, digits, blanks and . , - _ ( ) ' & ! + = @ # $ %.");
}

void noteFailure(Report &report, const Error &error) {
    report.status = error.status;
    report.message = error.message;
    report.detail = error.detail;
}

std::shared_ptr<Report> newReport(const RawCdSettings &settings) {
    auto report = std::make_shared<Report>();
    report->mode = RawCdMode;
    report->device = settings.recorder->device();
    report->clientName = settings.clientName;
    report->simulate = settings.simulate;
    report->verification = settings.verification;
    report->requestedWriteSpeed = settings.requestedWriteSpeed;
    report->requestedPureCav = settings.requestedPureCav;
    report->requestedClose = true;
    report->proof = "contents not proven";
    return report;
}

}  // namespace

// A busy state that ends with its scope, whatever happens in between, also an exception for want of memory.
class RawCdFormat::Running {
public:
    Running(RawCdFormat &format, State next) : format_(format), next_(next) {}
    ~Running() {
        std::unique_ptr<RawCdSession> ended;  // lets go of the drive, which may take a moment, without the lock
        if (next_ == State::Idle) {
            const std::lock_guard lock(format_.mutex_);
            ended = std::move(format_.session_);
        }
        ended.reset();
        const std::lock_guard lock(format_.mutex_);
        format_.cancellable_ = false;
        format_.state_ = next_;
        if (next_ == State::Prepared) {
            format_.noteSession();
        }
    }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;
    void endIn(State next) { next_ = next; }

private:
    RawCdFormat &format_;
    State next_;
};

// What queries go on to tell. Where there is no memory for it, they tell what was before.
void RawCdFormat::noteSession() noexcept {
    try {
        room_ = session_->room();
        medium_ = session_->medium();
    } catch (...) {
    }
}

Result<void> RawCdFormat::checkIdle() const {
    if (busy()) {
        return inProgress();
    }
    if (state_ == State::Prepared) {
        return errorFromTable(status::E_DF2RAW_MEDIA_IS_PREPARED);
    }
    return {};
}

Result<void> RawCdFormat::checkPrepared() const {
    if (state_ == State::Idle || state_ == State::Preparing) {
        return errorFromTable(status::E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    }
    return state_ == State::Prepared ? Result<void>() : inProgress();
}

RawCdSettings RawCdFormat::settings() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

Result<void> RawCdFormat::change(const std::function<void(RawCdSettings &)> &apply) {
    const std::lock_guard lock(mutex_);
    TRY(checkIdle());
    apply(settings_);
    return {};
}

Result<void> RawCdFormat::whereNothingRuns(const std::function<void()> &apply) {
    const std::lock_guard lock(mutex_);
    if (busy()) {
        return inProgress();
    }
    apply();
    return {};
}

// The recorder is asked without the lock, which a long answer would hold for long; so the rules are looked at twice.
Result<void> RawCdFormat::setRecorder(std::shared_ptr<Recorder> recorder) {
    TRY(change([](RawCdSettings &) {}));
    if (recorder) {
        TRY_ASSIGN(const bool supported, isRecorderSupported(*recorder));
        if (!supported) {
            return errorFromTable(status::E_DF2RAW_RECORDER_NOT_SUPPORTED);
        }
    }
    return change([&recorder](RawCdSettings &settings) { settings.recorder = std::move(recorder); });
}

Result<void> RawCdFormat::setClientName(const std::string &name) {
    TRY(change([](RawCdSettings &) {}));
    TRY(checkClientName(name));
    return change([&name](RawCdSettings &settings) { settings.clientName = name; });
}

Result<void> RawCdFormat::setBufferUnderrunFreeDisabled(bool value) {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    settings_.bufferUnderrunFreeDisabled = value;
    return {};
}

// A drive that writes nothing raw is given the image session at once, and then any type is as good as another.
Result<void> RawCdFormat::setRequestedSectorType(cd::SubChannelType type) {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    const bool nothingRaw = settings_.sessionAtOnce == SessionAtOncePolicy::Require ||
                            (settings_.sessionAtOnce == SessionAtOncePolicy::Allow && room_.sectorTypes.empty());
    const bool known =
        type == cd::SubChannelType::PqOnly || type == cd::SubChannelType::Cooked || type == cd::SubChannelType::Raw;
    if (!known || !(room_.writes(type) || nothingRaw)) {
        return errorFromTable(known ? status::E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED : status::E_INVALIDARG);
    }
    settings_.requestedSectorType = type;
    return {};
}

Result<cd::SubChannelType> RawCdFormat::requestedSectorType() const {
    const std::lock_guard lock(mutex_);
    TRY(checkPrepared());
    return settings_.requestedSectorType;
}

// Kept as asked; the speeds on offer are those of the disc that is in now, and preparing it looks again.
Result<Status> RawCdFormat::setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav) {
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

std::vector<MediaType> RawCdFormat::supportedMediaTypes() {
    return {MediaType::CdR, MediaType::CdRw};
}

// That a drive may refuse to write raw is found when a disc is prepared: it says so only with a disc in it.
Result<bool> RawCdFormat::isRecorderSupported(Recorder &recorder) {
    TRY_ASSIGN(const auto profiles, recorder.supportedProfiles(false));
    const auto types = supportedMediaTypes();
    return std::any_of(profiles.begin(), profiles.end(), [&types](int profile) {
        const auto type = mediaTypeOfProfile(static_cast<std::uint16_t>(profile));
        return std::find(types.begin(), types.end(), type) != types.end();
    });
}

// The disc must be blank, too.
Result<bool> RawCdFormat::isCurrentMediaSupported(Recorder &recorder) {
    TRY_ASSIGN(const bool supported, isRecorderSupported(recorder));
    if (!supported) {
        return false;
    }
    TRY_ASSIGN(const Medium disc, inspectMedium(recorder.drive()));
    return (disc.type == MediaType::CdR || disc.type == MediaType::CdRw) && disc.physicallyBlank;
}

// A prepared disc is nobody else's, and a drive that writes is not asked about it.
Result<Medium> RawCdFormat::medium() {
    std::shared_ptr<Recorder> recorder;
    {
        const std::lock_guard lock(mutex_);
        if (state_ == State::Prepared || state_ == State::Writing) {
            return medium_;
        }
        recorder = settings_.recorder;
    }
    if (!recorder) {
        return errorFromTable(status::E_DF2RAW_NO_RECORDER_SPECIFIED);
    }
    return inspectMedium(recorder->drive());
}

Result<void> RawCdFormat::beginPreparing() {
    const std::lock_guard lock(mutex_);
    TRY(checkIdle());
    if (!settings_.recorder) {
        return errorFromTable(status::E_DF2RAW_NO_RECORDER_SPECIFIED);
    }
    TRY(checkClientName(settings_.clientName));
    settings_.bufferUnderrunFreeDisabled = false;
    settings_.requestedSectorType = cd::SubChannelType::Cooked;
    method_.reset();
    report_ = newReport(settings_);
    session_ = std::make_unique<RawCdSession>(settings_, report_);
    state_ = State::Preparing;
    return {};
}

Result<Status> RawCdFormat::prepareMedia() {
    TRY(beginPreparing());
    Running running(*this, State::Idle);
    auto prepared = session_->prepare();
    if (prepared.ok()) {
        running.endIn(State::Prepared);
    } else {
        noteFailure(*report_, prepared.error());
    }
    return prepared;
}

Result<void> RawCdFormat::writeMedia(Stream &image, const RawCdProgressHandler &progress) {
    return write(image, cd::RawImage::Start, progress);
}

Result<void> RawCdFormat::writeMedia2(Stream &image, std::int32_t leadInSectors, const RawCdProgressHandler &progress) {
    if (leadInSectors < 0 || leadInSectors > FirstProgramSector - EarliestSector) {
        return Error(status::E_INVALIDARG, "An image has 0 to " + std::to_string(FirstProgramSector - EarliestSector) +
                                               " sectors of lead-in before 00:00:00.");
    }
    return write(image, FirstProgramSector - leadInSectors, progress);
}

Result<void> RawCdFormat::write(Stream &image, std::int32_t start, const RawCdProgressHandler &progress) {
    RawCdSettings settings;
    std::shared_ptr<Report> report;
    {
        const std::lock_guard lock(mutex_);
        TRY(checkPrepared());
        settings = settings_;
        report = newReport(settings);
        control_.reset();
        state_ = State::Writing;
        cancellable_ = true;
    }
    auto written = [&]() -> Result<void> {
        const Running running(*this, State::Prepared);
        auto done = session_->write(settings, image, start, control_, noting(progress), report);
        if (endCancel() && done.ok()) {
            done = errorFromTable(status::E_REQUEST_CANCELLED);
        }
        if (!done.ok()) {
            noteFailure(*report, done.error());
        }
        const std::lock_guard lock(mutex_);
        report_ = report;
        return done;
    }();
    return written;
}

// The way that is taken shows in the events, also where it is another than was planned.
RawCdProgressHandler RawCdFormat::noting(const RawCdProgressHandler &progress) {
    return [this, &progress](const RawCdProgress &event) {
        if (event.action == RawCdAction::Writing) {
            const std::lock_guard lock(mutex_);
            method_ = event.sessionAtOnce ? RawCdMethod::SessionAtOnce : RawCdMethod::Raw;
        }
        if (progress) {
            progress(event);
        }
    };
}

Result<void> RawCdFormat::cancelWrite() {
    const std::lock_guard lock(mutex_);
    if (!cancellable_) {
        return errorFromTable(status::E_DF2RAW_WRITE_NOT_IN_PROGRESS);
    }
    control_.cancel();
    return {};
}

// A cancel that was accepted in the last moment holds.
bool RawCdFormat::endCancel() {
    const std::lock_guard lock(mutex_);
    cancellable_ = false;
    return control_.cancelled();
}

Result<void> RawCdFormat::releaseMedia() {
    {
        const std::lock_guard lock(mutex_);
        TRY(checkPrepared());
        state_ = State::Releasing;
    }
    const Running running(*this, State::Idle);
    return {};
}

Result<RawCdRoom> RawCdFormat::room() const {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Idle || state_ == State::Preparing) {
        return errorFromTable(status::E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    }
    return room_;
}

Result<std::int32_t> RawCdFormat::startOfNextSession() const {
    TRY_ASSIGN(const RawCdRoom known, room());
    return known.leadInStart;
}

Result<std::int32_t> RawCdFormat::lastPossibleStartOfLeadout() const {
    TRY_ASSIGN(const RawCdRoom known, room());
    return known.lastLeadOut;
}

Result<std::vector<cd::SubChannelType>> RawCdFormat::supportedSectorTypes() const {
    TRY_ASSIGN(const RawCdRoom known, room());
    return known.sectorTypes;
}

Result<bool> RawCdFormat::writesSessionAtOnce() const {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Idle || state_ == State::Preparing) {
        return errorFromTable(status::E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    }
    TRY_ASSIGN(const RawCdMethod planned, chooseMethod(settings_, room_));
    return method_.value_or(planned) == RawCdMethod::SessionAtOnce;
}

std::shared_ptr<const Report> RawCdFormat::report() const {
    const std::lock_guard lock(mutex_);
    return report_;
}

}  // namespace burnish
