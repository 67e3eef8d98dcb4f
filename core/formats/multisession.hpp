// SPDX-License-Identifier: LGPL-2.1-or-later
// MultisessionSequential: IMAPI2's IMultisessionSequential2, how sessions follow each other on a disc that is written
// once from its start to its end.
#pragma once

#include "media/medium.hpp"
#include "recorder/recorder.hpp"

#include <atomic>
#include <memory>

namespace burnish {

class MultisessionSequential {
public:
    explicit MultisessionSequential(std::shared_ptr<Recorder> recorder) : recorder_(std::move(recorder)) {}

    // The client's choice; nothing here depends on it. Any thread.
    void setInUse(bool inUse) { inUse_ = inUse; }
    [[nodiscard]] bool inUse() const { return inUse_; }

    // The disc as it is now. E_RECORDER_REQUIRED without a recorder.
    [[nodiscard]] Result<bool> isSupportedOnCurrentMediaState() const;
    // As before, but E_DF2DATA_INVALID_MEDIA_STATE where data sessions cannot follow each other on this kind of disc.
    [[nodiscard]] Result<Medium> medium() const;

private:
    [[nodiscard]] Result<Medium> inspect() const;

    const std::shared_ptr<Recorder> recorder_;
    std::atomic<bool> inUse_ = false;
};

// Whether no complete session of the disc has a data track: the next data session is the first one.
[[nodiscard]] bool isFirstDataSession(const Medium &medium);

}  // namespace burnish
