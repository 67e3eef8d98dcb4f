// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdFormat: IMAPI2's IDiscFormat2RawCD: writes a raw image, lead-in to lead-out, to a blank CD.
#pragma once

#include "burn/report.hpp"
#include "burn/write_control.hpp"
#include "formats/raw_cd_session.hpp"
#include "formats/raw_cd_settings.hpp"
#include "media/medium.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace burnish {

class RawCdFormat {
public:
    // While an image is written, and while a disc is prepared or released, every setter fails with
    // E_DF2RAW_WRITE_IN_PROGRESS. These fail with E_DF2RAW_MEDIA_IS_PREPARED on a prepared disc.
    [[nodiscard]] Result<void> setRecorder(std::shared_ptr<Recorder> recorder);
    [[nodiscard]] Result<void> setClientName(const std::string &name);
    // One door for the plain settings.
    [[nodiscard]] Result<void> change(const std::function<void(RawCdSettings &)> &apply);

    // Only on a prepared disc: E_DF2RAW_MEDIA_IS_NOT_PREPARED. Each preparing sets them back to their defaults.
    [[nodiscard]] Result<void> setBufferUnderrunFreeDisabled(bool value);
    // E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED where the drive does not write it, unless nothing is written raw at all.
    [[nodiscard]] Result<void> setRequestedSectorType(cd::SubChannelType type);
    [[nodiscard]] Result<cd::SubChannelType> requestedSectorType() const;

    // At any time but during a write. S_OK, or a success code that says the speed or the rotation was adjusted.
    [[nodiscard]] Result<Status> setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav);
    // Runs where nothing is written.
    [[nodiscard]] Result<void> whereNothingRuns(const std::function<void()> &apply);

    [[nodiscard]] RawCdSettings settings() const;

    // Static answers about a recorder and its disc.
    [[nodiscard]] static std::vector<MediaType> supportedMediaTypes();
    [[nodiscard]] static Result<bool> isRecorderSupported(Recorder &recorder);
    [[nodiscard]] static Result<bool> isCurrentMediaSupported(Recorder &recorder);

    // The disc in the recorder, of a prepared disc as it is known; E_DF2RAW_NO_RECORDER_SPECIFIED.
    [[nodiscard]] Result<Medium> medium();

    // Takes the drive until releaseMedia(). S_OK or an "adjusted" success.
    [[nodiscard]] Result<Status> prepareMedia();
    // Synchronous; progress runs on the calling thread. The stream starts at 95:00:00.
    [[nodiscard]] Result<void> writeMedia(Stream &image, const RawCdProgressHandler &progress);
    // The stream starts so many sectors before 00:00:00.
    [[nodiscard]] Result<void> writeMedia2(Stream &image, std::int32_t leadInSectors,
                                           const RawCdProgressHandler &progress);
    // From any thread and from progress. E_DF2RAW_WRITE_NOT_IN_PROGRESS.
    [[nodiscard]] Result<void> cancelWrite();
    // The drive is free.
    [[nodiscard]] Result<void> releaseMedia();

    // Of a prepared disc, also during a write. startOfNextSession is negative.
    [[nodiscard]] Result<std::int32_t> startOfNextSession() const;
    [[nodiscard]] Result<std::int32_t> lastPossibleStartOfLeadout() const;
    [[nodiscard]] Result<std::vector<cd::SubChannelType>> supportedSectorTypes() const;

    // Whether an image of the requested type will be written session at once; during a write and after it: whether it
    // is or was.
    [[nodiscard]] Result<bool> writesSessionAtOnce() const;

    // Of the last write, or of a disc that could not be prepared; empty before the first.
    [[nodiscard]] std::shared_ptr<const Report> report() const;

private:
    enum class State { Idle, Preparing, Prepared, Writing, Releasing };
    class Running;

    [[nodiscard]] Result<void> checkIdle() const;
    [[nodiscard]] Result<void> checkPrepared() const;
    [[nodiscard]] Result<RawCdRoom> room() const;
    [[nodiscard]] bool busy() const { return state_ != State::Idle && state_ != State::Prepared; }
    [[nodiscard]] Result<void> beginPreparing();
    [[nodiscard]] Result<void> write(Stream &image, std::int32_t start, const RawCdProgressHandler &progress);
    [[nodiscard]] RawCdProgressHandler noting(const RawCdProgressHandler &progress);
    [[nodiscard]] bool endCancel();
    void noteSession() noexcept;

    mutable std::mutex mutex_;  // guards all below; held only for a moment
    State state_ = State::Idle;
    bool cancellable_ = false;
    RawCdSettings settings_;
    std::unique_ptr<RawCdSession> session_;  // used by whoever made the state busy
    RawCdRoom room_;                         // what queries tell while it is used
    Medium medium_;
    std::optional<RawCdMethod> method_;  // of the last write to the prepared disc
    std::shared_ptr<Report> report_;
    WriteControl control_;
};

}  // namespace burnish
