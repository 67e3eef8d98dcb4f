// SPDX-License-Identifier: LGPL-2.1-or-later
// DriveSession: a drive taken for one burn: exclusive, tray locked, and the computer kept awake
// where it can be. Whatever happens, all of it ends with this.
#pragma once

#include "burn/sleep_inhibitor.hpp"
#include "recorder/recorder.hpp"

#include <memory>
#include <string>

namespace burnish {

class DriveSession {
public:
    // E_RECORDER_LOCKED where another write, another program or a mount holds the drive.
    [[nodiscard]] static Result<std::unique_ptr<DriveSession>> take(std::shared_ptr<Recorder> recorder,
                                                                    const std::string &clientName);
    ~DriveSession();
    DriveSession(const DriveSession &) = delete;
    DriveSession &operator=(const DriveSession &) = delete;

    [[nodiscard]] bool sleepInhibited() const { return awake_.held(); }

private:
    explicit DriveSession(std::shared_ptr<Recorder> recorder) : recorder_(std::move(recorder)) {}

    std::shared_ptr<Recorder> recorder_;
    SleepInhibitor awake_;
    bool writing_ = false;
    bool exclusive_ = false;
    bool trayLocked_ = false;
};

}  // namespace burnish
