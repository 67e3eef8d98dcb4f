// SPDX-License-Identifier: LGPL-2.1-or-later
// TrackAtOnceFormat: IMAPI2's IDiscFormat2TrackAtOnce with IBurnVerification: writes audio tracks to a blank CD.
#pragma once

#include "burn/report.hpp"
#include "burn/write_control.hpp"
#include "formats/tao_session.hpp"
#include "formats/tao_settings.hpp"
#include "media/medium.hpp"
#include "stream/stream.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace burnish {

class TrackAtOnceFormat {
public:
    // While a track is written, and while a disc is prepared or released, every setter fails with
    // E_DF2TAO_WRITE_IN_PROGRESS. These fail with E_DF2TAO_MEDIA_IS_PREPARED on a prepared disc.
    [[nodiscard]] Result<void> setRecorder(std::shared_ptr<Recorder> recorder);
    [[nodiscard]] Result<void> setClientName(const std::string &name);
    // E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY once the prepared disc has a track.
    [[nodiscard]] Result<void> setDoNotFinalizeMedia(bool value);
    // 13 digits, or empty for none.
    [[nodiscard]] Result<void> setMediaCatalogNumber(const std::string &number);
    // One door for the plain settings.
    [[nodiscard]] Result<void> change(const std::function<void(TaoSettings &)> &apply);

    // Only on a prepared disc: E_DF2TAO_MEDIA_IS_NOT_PREPARED. Each preparing sets it back to false.
    [[nodiscard]] Result<void> setBufferUnderrunFreeDisabled(bool value);
    // At any time but during a write. S_OK, or a success code that says the speed or the rotation was adjusted.
    [[nodiscard]] Result<Status> setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav);
    // Runs where nothing is written.
    [[nodiscard]] Result<void> whereNothingRuns(const std::function<void()> &apply);

    [[nodiscard]] TaoSettings settings() const;

    // Static answers about a recorder and its disc.
    [[nodiscard]] static std::vector<MediaType> supportedMediaTypes();
    [[nodiscard]] static Result<bool> isRecorderSupported(Recorder &recorder);
    [[nodiscard]] static Result<bool> isCurrentMediaSupported(Recorder &recorder);

    // The disc in the recorder, of a prepared disc as it was after the last track; E_DF2TAO_NO_RECORDER_SPECIFIED.
    [[nodiscard]] Result<Medium> medium();

    // Takes the drive until releaseMedia(). S_OK or an "adjusted" success.
    [[nodiscard]] Result<Status> prepareMedia();
    // Synchronous; progress runs on the calling thread.
    [[nodiscard]] Result<void> addAudioTrack(Stream &stream, const TaoTrackSettings &track,
                                             const TaoProgressHandler &progress);
    // From any thread and from progress. E_DF2TAO_WRITE_NOT_IN_PROGRESS.
    [[nodiscard]] Result<void> cancelAddTrack();
    // Whatever comes of it, the disc is not prepared any more, and the drive is free.
    [[nodiscard]] Result<void> releaseMedia(const TaoProgressHandler &progress);

    // Of a prepared disc. During a write: as before it.
    [[nodiscard]] Result<TaoRoom> room() const;
    [[nodiscard]] Result<std::int32_t> numberOfExistingTracks() const;
    [[nodiscard]] Result<std::vector<std::uint8_t>> expectedTableOfContents() const;

    // Of the last session that was released, or could not be prepared; empty before the first.
    [[nodiscard]] std::shared_ptr<const Report> report() const;

private:
    enum class State { Idle, Preparing, Prepared, Writing, Releasing };
    class Running;

    [[nodiscard]] Result<void> checkIdle() const;
    [[nodiscard]] Result<void> checkPrepared() const;
    [[nodiscard]] bool busy() const { return state_ != State::Idle && state_ != State::Prepared; }
    [[nodiscard]] Result<void> beginPreparing();
    void noteSession() noexcept;
    [[nodiscard]] bool endCancel();

    mutable std::mutex mutex_;  // guards all below; the session itself belongs to who set a busy state
    State state_ = State::Idle;
    bool cancellable_ = false;
    TaoSettings settings_;
    WriteControl control_;
    std::shared_ptr<Report> sessionReport_;
    std::unique_ptr<TaoSession> session_;
    Medium medium_;  // of the prepared disc
    TaoRoom room_;
    std::shared_ptr<const Report> report_;
};

}  // namespace burnish
