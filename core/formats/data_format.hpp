// SPDX-License-Identifier: LGPL-2.1-or-later
// DataFormat: IMAPI2's IDiscFormat2Data with IBurnVerification: writes a stream of 2048-byte sectors as a session.
#pragma once

#include "burn/report.hpp"
#include "burn/write_control.hpp"
#include "formats/data_settings.hpp"
#include "media/medium.hpp"
#include "stream/stream.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace burnish {

class DataFormat {
public:
    using Progress = std::function<void(const DataProgress &)>;

    // Setters fail with E_DF2DATA_WRITE_IN_PROGRESS during a write, from whichever thread.
    [[nodiscard]] Result<void> setRecorder(std::shared_ptr<Recorder> recorder);
    [[nodiscard]] Result<void> setClientName(const std::string &name);
    // One door for the plain settings: applies the change where no write runs.
    [[nodiscard]] Result<void> change(const std::function<void(DataSettings &)> &apply);
    [[nodiscard]] DataSettings settings() const;

    // S_OK, or a success code that says the speed or the rotation was adjusted.
    [[nodiscard]] Result<Status> setWriteSpeed(std::int32_t sectorsPerSecond, bool pureCav);

    // Static answers about a recorder and its disc.
    [[nodiscard]] static std::vector<MediaType> supportedMediaTypes();
    [[nodiscard]] static Result<bool> isRecorderSupported(Recorder &recorder);
    [[nodiscard]] static Result<bool> isCurrentMediaSupported(Recorder &recorder);

    // The disc in the recorder; E_RECORDER_REQUIRED without one.
    [[nodiscard]] Result<Medium> medium();
    // As medium(), but E_DF2DATA_INVALID_MEDIA_STATE where this format cannot handle the medium.
    [[nodiscard]] Result<Medium> supportedMedium();

    // Synchronous; progress runs on the calling thread. Returns S_OK or an "adjusted" success.
    [[nodiscard]] Result<Status> write(Stream &stream, const Progress &progress);
    // The same in two steps, for a job. begin() refuses, or makes the object busy until run() is through, which gives
    // the report too, or until abandon().
    [[nodiscard]] Result<DataSettings> begin();
    [[nodiscard]] Result<Status> run(const DataSettings &settings, Stream &stream, const Progress &progress,
                                     std::shared_ptr<const Report> &report);
    void abandon();
    // From any thread and from progress. E_DF2DATA_WRITE_NOT_IN_PROGRESS where nothing runs, or where all is done.
    [[nodiscard]] Result<void> cancelWrite();
    // Of the last write, also a failed one; empty before the first.
    [[nodiscard]] std::shared_ptr<const Report> report() const;

private:
    class Running;

    [[nodiscard]] Result<Status> writeTaken(const DataSettings &settings, Stream &stream, const Progress &progress,
                                            Report &report);
    void endCancel();
    void end(std::shared_ptr<const Report> report) noexcept;

    mutable std::mutex mutex_;  // guards all below; taken before the control's own
    DataSettings settings_;
    bool writing_ = false;
    bool cancellable_ = false;
    WriteControl control_;
    std::shared_ptr<const Report> report_;
};

}  // namespace burnish
