// SPDX-License-Identifier: LGPL-2.1-or-later
// DriveSession: takes in order, gives back in reverse.
#include "burn/drive_session.hpp"

namespace burnish {

Result<std::unique_ptr<DriveSession>> DriveSession::take(std::shared_ptr<Recorder> recorder,
                                                         const std::string &clientName) {
    std::unique_ptr<DriveSession> session(new DriveSession(std::move(recorder)));
    session->writing_ = session->recorder_->beginWrite();
    if (!session->writing_) {
        return Error(status::E_RECORDER_LOCKED,
                     "Another write already uses this recorder; wait until it is done or cancel it.");
    }
    TRY(session->recorder_->acquireExclusiveAccess(false, clientName));
    session->exclusive_ = true;
    TRY(session->recorder_->lockTray());
    session->trayLocked_ = true;
    session->awake_ = SleepInhibitor::take(clientName, "Writing to the disc in " + session->recorder_->device());
    return session;
}

// A drive that is gone cannot be unlocked; there is nobody to tell, and nothing left to lock.
DriveSession::~DriveSession() {
    if (trayLocked_) {
        (void)recorder_->unlockTray().ok();
    }
    if (exclusive_) {
        (void)recorder_->releaseExclusiveAccess().ok();
    }
    if (writing_) {
        recorder_->endWrite();
    }
}

}  // namespace burnish
