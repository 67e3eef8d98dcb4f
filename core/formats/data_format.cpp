// SPDX-License-Identifier: LGPL-2.1-or-later
// DataFormat: the state rules of IDiscFormat2Data. What a write does stands in data_plan.cpp and data_writer.cpp.
#include "formats/data_format.hpp"

#include "burn/drive_session.hpp"
#include "formats/client_name.hpp"
#include "formats/data_plan.hpp"
#include "formats/data_writer.hpp"

#include <algorithm>
#include <utility>

namespace burnish {

namespace {

constexpr std::uint16_t ProfileCdR = 0x0009;
constexpr std::uint16_t ProfileCdRw = 0x000A;
constexpr std::uint16_t ProfileDvdPlusR = 0x001B;

Error busy() {
    return errorFromTable(status::E_DF2DATA_WRITE_IN_PROGRESS);
}

}  // namespace

DataSettings DataFormat::settings() const {
    const std::lock_guard lock(mutex_);
    return settings_;
}

// The one door to the settings: closed while a write runs.
Result<void> DataFormat::change(const std::function<void(DataSettings &)> &apply) {
    const std::lock_guard lock(mutex_);
    if (writing_) {
        return busy();
    }
    apply(settings_);
    return {};
}

Result<void> DataFormat::setRecorder(std::shared_ptr<Recorder> recorder) {
    {
        const std::lock_guard lock(mutex_);
        if (writing_) {
            return busy();
        }
    }
    if (recorder) {
        TRY_ASSIGN(const bool supported, isRecorderSupported(*recorder));
        if (!supported) {
            return errorFromTable(status::E_DF2DATA_RECORDER_NOT_SUPPORTED);
        }
    }
    return change([&recorder](DataSettings &settings) { settings.recorder = std::move(recorder); });
}

Result<void> DataFormat::setClientName(const std::string &name) {
    {
        const std::lock_guard lock(mutex_);
        if (writing_) {
            return busy();
        }
    }
    TRY(checkClientName(name, status::E_DF2DATA_CLIENT_NAME_IS_NOT_VALID));
    return change([&name](DataSettings &settings) { settings.clientName = name; });
}

// Kept as asked; the speeds on offer are those of the disc that is in now, and a write looks again.
Result<Status> DataFormat::setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav) {
    if (sectorsPerSecond < -1 || sectorsPerSecond == 0) {
        return Error(status::E_INVALIDARG, "A write speed is a number of sectors per second, or -1 for the fastest.");
    }
    TRY(change([](DataSettings &) {}));
    TRY_ASSIGN(const Medium disc, medium());
    const auto choice = chooseSpeed(sectorsPerSecond, pureCav, disc.speedDescriptors);
    TRY(change([=](DataSettings &settings) {
        settings.requestedWriteSpeed = sectorsPerSecond;
        settings.requestedPureCav = pureCav;
    }));
    return choice.adjusted;
}

std::vector<MediaType> DataFormat::supportedMediaTypes() {
    return {MediaType::CdR, MediaType::CdRw, MediaType::DvdPlusR};
}

Result<bool> DataFormat::isRecorderSupported(Recorder &recorder) {
    TRY_ASSIGN(const auto profiles, recorder.supportedProfiles(false));
    return std::any_of(profiles.begin(), profiles.end(), [](int profile) {
        return profile == ProfileCdR || profile == ProfileCdRw || profile == ProfileDvdPlusR;
    });
}

Result<bool> DataFormat::isCurrentMediaSupported(Recorder &recorder) {
    TRY_ASSIGN(const bool supported, isRecorderSupported(recorder));
    if (!supported) {
        return false;
    }
    TRY_ASSIGN(const Medium disc, inspectMedium(recorder.drive()));
    const auto types = supportedMediaTypes();
    return std::find(types.begin(), types.end(), disc.type) != types.end();
}

Result<Medium> DataFormat::medium() {
    const auto recorder = settings().recorder;
    if (!recorder) {
        return errorFromTable(status::E_RECORDER_REQUIRED);
    }
    return inspectMedium(recorder->drive());
}

Result<Medium> DataFormat::supportedMedium() {
    TRY_ASSIGN(Medium disc, medium());
    const auto types = supportedMediaTypes();
    if (std::find(types.begin(), types.end(), disc.type) == types.end()) {
        return errorFromTable(status::E_DF2DATA_INVALID_MEDIA_STATE);
    }
    return disc;
}

Result<DataSettings> DataFormat::begin() {
    const std::lock_guard lock(mutex_);
    if (writing_) {
        return busy();
    }
    if (!settings_.recorder) {
        return errorFromTable(status::E_RECORDER_REQUIRED);
    }
    TRY(checkClientName(settings_.clientName, status::E_DF2DATA_CLIENT_NAME_IS_NOT_VALID));
    DataSettings settings = settings_;
    writing_ = true;
    cancellable_ = true;
    control_.reset();
    return settings;
}

void DataFormat::endCancel() {
    const std::lock_guard lock(mutex_);
    cancellable_ = false;
}

void DataFormat::end(std::shared_ptr<const Report> report) noexcept {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    cancellable_ = false;
    report_ = std::move(report);
}

// A write that was begun and cannot be run after all leaves the report of the one before.
void DataFormat::abandon() {
    const std::lock_guard lock(mutex_);
    writing_ = false;
    cancellable_ = false;
}

// Whatever happens in between, also an exception for want of memory, the write ends for all who ask.
class DataFormat::Running {
public:
    explicit Running(DataFormat &format) : format_(format) {}
    ~Running() { format_.end(std::move(report)); }
    Running(const Running &) = delete;
    Running &operator=(const Running &) = delete;

    std::shared_ptr<Report> report;

private:
    DataFormat &format_;
};

Result<Status> DataFormat::write(Stream &stream, const Progress &progress) {
    TRY_ASSIGN(const DataSettings settings, begin());
    std::shared_ptr<const Report> told;
    return run(settings, stream, progress, told);
}

Result<Status> DataFormat::run(const DataSettings &settings, Stream &stream, const Progress &progress,
                               std::shared_ptr<const Report> &told) {
    Running running(*this);
    running.report = std::make_shared<Report>();
    told = running.report;
    Report &report = *running.report;
    report.device = settings.recorder->device();
    report.clientName = settings.clientName;
    report.simulate = settings.simulate;
    report.verification = settings.verification;
    report.requestedWriteSpeed = settings.requestedWriteSpeed;
    report.requestedPureCav = settings.requestedPureCav;
    report.requestedClose = settings.forceMediaToBeClosed;
    report.requestedOverwrite = settings.forceOverwrite;
    report.underrunProtectionDisabled = settings.bufferUnderrunFreeDisabled;
    report.streamBytes = stream.length();
    report.status = status::E_FAIL;  // until it is known
    report.proof = "contents not proven";
    auto result = writeTaken(settings, stream, progress, report);
    if (result.ok()) {
        report.status = *result;
    } else {
        report.status = result.error().status;
        report.message = result.error().message;
        report.detail = result.error().detail;
    }
    return result;
}

// COMPLETED comes after all that can fail, and after the drive was given back.
Result<Status> DataFormat::writeTaken(const DataSettings &settings, Stream &stream, const Progress &progress,
                                      Report &report) {
    TRY(sectorsOfStream(stream.length()));
    DataMeter meter(progress, settings.simulate);
    TRY_ASSIGN(auto session, DriveSession::take(settings.recorder, settings.clientName));
    report.sleepInhibited = session->sleepInhibited();
    auto result = DataWriter(settings, stream, control_, meter, report).run();
    session.reset();
    endCancel();
    if (result.ok() && control_.cancelled()) {
        result = errorFromTable(status::E_REQUEST_CANCELLED);  // accepted in the last moment: it holds
    }
    report.stageSeconds = meter.stageSeconds();
    if (result.ok()) {
        meter.enter(DataAction::Completed);
    }
    return result;
}

Result<void> DataFormat::cancelWrite() {
    const std::lock_guard lock(mutex_);
    if (!cancellable_) {
        return errorFromTable(status::E_DF2DATA_WRITE_NOT_IN_PROGRESS);
    }
    control_.cancel();
    return {};
}

std::shared_ptr<const Report> DataFormat::report() const {
    const std::lock_guard lock(mutex_);
    return report_;
}

}  // namespace burnish
