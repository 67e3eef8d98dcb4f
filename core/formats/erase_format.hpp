// SPDX-License-Identifier: LGPL-2.1-or-later
// EraseFormat: IMAPI2's IDiscFormat2Erase: makes a rewritable disc blank again.
#pragma once

#include "formats/disc_eraser.hpp"
#include "media/medium.hpp"
#include "recorder/recorder.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace burnish {

struct EraseSettings {
    std::shared_ptr<Recorder> recorder;
    std::string clientName;
    bool fullErase = false;
};

class EraseFormat {
public:
    // Setters fail with E_ERASE_RECORDER_IN_USE during an erase, from whichever thread.
    // Null clears. E_ERASE_ONLY_ONE_RECORDER_SUPPORTED where another one is set.
    [[nodiscard]] Result<void> setRecorder(std::shared_ptr<Recorder> recorder);
    [[nodiscard]] Result<void> setClientName(const std::string &name);
    // One door for the plain settings: applies the change where no erase runs.
    [[nodiscard]] Result<void> change(const std::function<void(EraseSettings &)> &apply);
    [[nodiscard]] EraseSettings settings() const;

    // Static answers about a recorder and its disc.
    [[nodiscard]] static std::vector<MediaType> supportedMediaTypes();
    [[nodiscard]] static Result<bool> isRecorderSupported(Recorder &recorder);
    [[nodiscard]] static Result<bool> isCurrentMediaSupported(Recorder &recorder);

    // The disc in the recorder; E_RECORDER_REQUIRED without one.
    [[nodiscard]] Result<Medium> medium();

    // Synchronous; progress runs on the calling thread. Nothing can stop it once it has begun.
    [[nodiscard]] Result<void> eraseMedia(const EraseProgressHandler &progress);

private:
    [[nodiscard]] Result<EraseSettings> begin();
    void end();

    mutable std::mutex mutex_;  // guards all below
    EraseSettings settings_;
    bool erasing_ = false;
};

}  // namespace burnish
