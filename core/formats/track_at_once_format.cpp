// SPDX-License-Identifier: LGPL-2.1-or-later
// TrackAtOnceFormat: what IDiscFormat2TrackAtOnce adds to the state rules of prepared_format.cpp. What is done to the
// disc stands in tao_session.cpp.
#include "formats/track_at_once_format.hpp"

#include "cd/identifiers.hpp"

namespace burnish {

namespace {

constexpr PreparedFormatTable Table = {
    TrackAtOnceMode,
    status::E_DF2TAO_WRITE_IN_PROGRESS,
    status::E_DF2TAO_WRITE_NOT_IN_PROGRESS,
    status::E_DF2TAO_MEDIA_IS_PREPARED,
    status::E_DF2TAO_MEDIA_IS_NOT_PREPARED,
    status::E_DF2TAO_NO_RECORDER_SPECIFIED,
    status::E_DF2TAO_RECORDER_NOT_SUPPORTED,
    status::E_DF2TAO_CLIENT_NAME_IS_NOT_VALID,
};

}  // namespace

TrackAtOnceFormat::TrackAtOnceFormat() : PreparedFormat(Table) {}

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

Result<Status> TrackAtOnceFormat::prepareMedia() {
    return prepare([this] {
        auto report = newReport(settings_);
        report->requestedClose = !settings_.doNotFinalizeMedia;
        return report;
    });
}

Result<void> TrackAtOnceFormat::addAudioTrack(Stream &stream, const TaoTrackSettings &track,
                                              const TaoProgressHandler &progress) {
    TaoTrackSettings checked = track;
    TRY_ASSIGN(const TaoSettings settings, beginWriting([&]() -> Result<void> {
                   if (!track.isrc.empty()) {
                       TRY_ASSIGN(checked.isrc, cd::normalizedIsrc(track.isrc));
                   }
                   return {};
               }));
    const Running running(*this, State::Prepared);
    return settled(session_->addTrack(settings, stream, checked, control_, progress), *pendingReport_);
}

Result<void> TrackAtOnceFormat::cancelAddTrack() {
    return cancel();
}

Result<void> TrackAtOnceFormat::releaseMedia(const TaoProgressHandler &progress) {
    TRY(beginReleasing());
    const Running running(*this, State::Idle);
    return settled(session_->release(control_, progress, [this] { permitCancel(); }), *pendingReport_);
}

Result<TaoRoom> TrackAtOnceFormat::room() const {
    return knownRoom();
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

}  // namespace burnish
