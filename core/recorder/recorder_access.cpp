// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorder: the tray, exclusive access, and who writes.
#include "mmc/commands.hpp"
#include "recorder/recorder.hpp"

namespace burnish {

namespace {

bool isLockedTray(const Error &error) {
    constexpr std::uint8_t RemovalPrevented = 0x53;
    return error.status == status::E_RECORDER_LOCKED && error.sense && error.sense->asc == RemovalPrevented;
}

}  // namespace

// Not in the drive's background: some drives never finish an eject that they were not waited for. Linux keeps trays
// locked to hear of their button (udev's cdrom_id does it for every disc): such a lock of nobody who uses the disc
// goes, as it goes when `eject` asks the kernel.
Result<void> Recorder::ejectMedia() {
    const auto eject = mmc::startStopUnit(mmc::StartStop::Eject, false);
    auto ejected = drive_->ask(eject);
    if (ejected.ok()) {
        return {};
    }
    if (!isLockedTray(ejected.error()) || !mayUnlockForEject()) {
        return std::move(ejected.error());
    }
    {
        const std::lock_guard lock(mutex_);
        TRY(allowRemoval());
    }
    TRY(drive_->ask(eject));
    return {};
}

bool Recorder::mayUnlockForEject() const {
    const std::lock_guard lock(mutex_);
    const Transport &transport = drive_->transport();
    return trayLocks_ == 0 && !writing_ && transport.mountPoints().empty() &&
           (exclusiveCount_ > 0 || transport.exclusiveOwner().empty());
}

Result<void> Recorder::closeTray() {
    TRY(drive_->ask(mmc::startStopUnit(mmc::StartStop::Load, false)));
    return {};
}

Result<void> Recorder::lockTray() {
    const std::lock_guard lock(mutex_);
    if (trayLocks_ == 0) {
        trayMayBeLocked_ = true;  // also where the answer is lost
        auto locked = drive_->ask(mmc::preventAllowMediumRemoval(true));
        if (!locked.ok()) {
            trayMayBeLocked_ = !locked.error().sense;
            return std::move(locked.error());
        }
    }
    ++trayLocks_;
    return {};
}

// Where the drive fails at this, it is tried once more, and a last time when the recorder is closed.
Result<void> Recorder::unlockTray() {
    const std::lock_guard lock(mutex_);
    if (trayLocks_ == 0) {
        return Error(status::E_FAIL, "The tray was not locked.");
    }
    if (--trayLocks_ > 0) {
        return {};
    }
    auto allowed = allowRemoval();
    const bool gone = !allowed.ok() && allowed.error().status == status::E_DEV_NOT_EXIST;
    return allowed.ok() || gone ? std::move(allowed) : allowRemoval();
}

Result<void> Recorder::allowRemoval() {
    TRY(drive_->ask(mmc::preventAllowMediumRemoval(false)));
    trayMayBeLocked_ = false;
    return {};
}

Result<void> Recorder::acquireExclusiveAccess(bool force, const std::string &clientName) {
    if (!isValidClientName(clientName)) {
        return errorFromTable(status::E_RECORDER_CLIENT_NAME_IS_NOT_VALID);
    }
    const std::lock_guard lock(mutex_);
    if (exclusiveCount_ == 0) {
        TRY(drive_->setAccess(Access::Exclusive, force, clientName));
        clientName_ = clientName;
    }
    ++exclusiveCount_;
    return {};
}

// A drive that is gone cannot be opened again for inspection: the access has ended all the same.
Result<void> Recorder::releaseExclusiveAccess() {
    const std::lock_guard lock(mutex_);
    if (exclusiveCount_ == 0) {
        return Error(status::E_FAIL, "Exclusive access to the recorder was not held.");
    }
    if (--exclusiveCount_ > 0) {
        return {};
    }
    clientName_.clear();
    return drive_->setAccess(Access::Inspect, false, {});
}

std::string Recorder::exclusiveAccessOwner() const {
    const std::lock_guard lock(mutex_);
    return exclusiveCount_ > 0 ? clientName_ : drive_->transport().exclusiveOwner();
}

// udev looks at a new disc for a few seconds at most; it is waited for.
Result<void> Recorder::disableMcn() {
    constexpr std::chrono::milliseconds Pause{100};
    constexpr int Attempts = 100;
    const std::lock_guard lock(mutex_);
    Transport &transport = drive_->transport();
    if (mcnDisabled_ == 0) {
        auto suspended = transport.suspendMediaEvents();
        for (int i = 1; i < Attempts && !suspended.ok() && suspended.error().canRetry; ++i) {
            drive_->clock().sleepFor(Pause);
            suspended = transport.suspendMediaEvents();
        }
        TRY(std::move(suspended));
    }
    ++mcnDisabled_;
    return {};
}

Result<void> Recorder::enableMcn() {
    const std::lock_guard lock(mutex_);
    if (mcnDisabled_ == 0) {
        return Error(status::E_FAIL, "Media change notification was not disabled.");
    }
    if (--mcnDisabled_ == 0) {
        drive_->transport().resumeMediaEvents();
    }
    return {};
}

bool Recorder::beginWrite() {
    const std::lock_guard lock(mutex_);
    const bool begun = !writing_;
    writing_ = true;
    return begun;
}

void Recorder::endWrite() {
    const std::lock_guard lock(mutex_);
    writing_ = false;
}

}  // namespace burnish
