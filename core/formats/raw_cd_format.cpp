// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdFormat: what IDiscFormat2RawCD adds to the state rules of prepared_format.cpp. What is done to the disc stands
// in raw_cd_session.cpp.
#include "formats/raw_cd_format.hpp"

#include "cd/raw_image.hpp"

#include <string>
#include <utility>

namespace burnish {

namespace {

// 90:00:00, where a lead-in may start at the earliest.
constexpr std::int32_t EarliestSector = -45150, FirstProgramSector = -150;

constexpr PreparedFormatTable Table = {
    RawCdMode,
    status::E_DF2RAW_WRITE_IN_PROGRESS,
    status::E_DF2RAW_WRITE_NOT_IN_PROGRESS,
    status::E_DF2RAW_MEDIA_IS_PREPARED,
    status::E_DF2RAW_MEDIA_IS_NOT_PREPARED,
    status::E_DF2RAW_NO_RECORDER_SPECIFIED,
    status::E_DF2RAW_RECORDER_NOT_SUPPORTED,
    status::E_DF2RAW_CLIENT_NAME_IS_NOT_VALID,
};

}  // namespace

RawCdFormat::RawCdFormat() : PreparedFormat(Table) {}

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

std::shared_ptr<Report> RawCdFormat::describedReport(const RawCdSettings &settings) const {
    auto report = newReport(settings);
    report->requestedPureCav = settings.requestedPureCav;
    report->requestedClose = true;
    return report;
}

std::shared_ptr<Report> RawCdFormat::startPreparing() {
    settings_.requestedSectorType = cd::SubChannelType::Cooked;
    method_.reset();
    auto report = describedReport(settings_);
    report_ = report;
    return report;
}

Result<Status> RawCdFormat::prepareMedia() {
    return prepare([this] { return startPreparing(); });
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
    TRY_ASSIGN(const RawCdSettings settings, beginWriting());
    const Running running(*this, State::Prepared);
    auto report = describedReport(settings);
    auto done = settled(session_->write(settings, image, start, control_, noting(progress), report), *report);
    const std::lock_guard lock(mutex_);
    report_ = report;
    pendingReport_ = std::move(report);
    return done;
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
    return cancel();
}

Result<void> RawCdFormat::releaseMedia() {
    TRY(beginReleasing());
    const Running running(*this, State::Idle);
    return {};
}

Result<std::int32_t> RawCdFormat::startOfNextSession() const {
    TRY_ASSIGN(const RawCdRoom known, knownRoom());
    return known.leadInStart;
}

Result<std::int32_t> RawCdFormat::lastPossibleStartOfLeadout() const {
    TRY_ASSIGN(const RawCdRoom known, knownRoom());
    return known.lastLeadOut;
}

Result<std::vector<cd::SubChannelType>> RawCdFormat::supportedSectorTypes() const {
    TRY_ASSIGN(const RawCdRoom known, knownRoom());
    return known.sectorTypes;
}

Result<bool> RawCdFormat::writesSessionAtOnce() const {
    const std::lock_guard lock(mutex_);
    if (!known()) {
        return errorFromTable(status::E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    }
    TRY_ASSIGN(const RawCdMethod planned, chooseMethod(settings_, room_));
    return method_.value_or(planned) == RawCdMethod::SessionAtOnce;
}

}  // namespace burnish
