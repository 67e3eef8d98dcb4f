// SPDX-License-Identifier: LGPL-2.1-or-later
// Recorder: IMAPI2's IDiscRecorder2 and IDiscRecorder2Ex: identity, features, mode pages, tray, exclusive access.
#pragma once

#include "recorder/drive.hpp"
#include "transport/record.hpp"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace burnish {

class Recorder {
public:
    // Opens and identifies. Succeeds on a drive that somebody else holds exclusively, where the node can be opened.
    // recording: writes a transcript of all that is said to the drive, from the first command on.
    [[nodiscard]] static Result<std::shared_ptr<Recorder>> open(const std::string &device,
                                                                const std::optional<Recording> &recording = {});
    // For tests and for decorated transports.
    [[nodiscard]] static Result<std::shared_ptr<Recorder>> open(std::unique_ptr<Transport> transport,
                                                                Clock &clock = systemClock());
    ~Recorder();
    Recorder(const Recorder &) = delete;
    Recorder &operator=(const Recorder &) = delete;

    // Identity, as INQUIRY and the feature list gave it at open.
    [[nodiscard]] const std::string &device() const;
    [[nodiscard]] const std::string &vendorId() const;
    [[nodiscard]] const std::string &productId() const;
    [[nodiscard]] const std::string &productRevision() const;
    [[nodiscard]] int legacyDeviceNumber() const;  // N of /dev/srN; -1 where there is none
    [[nodiscard]] std::vector<std::string> volumePathNames() const;
    [[nodiscard]] std::string volumeName() const;  // the device's name that stays when drives come and go
    [[nodiscard]] const mmc::Inquiry &inquiry() const { return inquiry_; }

    [[nodiscard]] Result<bool> deviceCanLoadMedia();
    [[nodiscard]] Result<std::vector<int>> supportedFeaturePages(bool currentOnly);
    [[nodiscard]] Result<std::vector<int>> supportedProfiles(bool currentOnly);
    [[nodiscard]] Result<std::vector<int>> supportedModePages(int requestType = 0);
    [[nodiscard]] Result<std::vector<std::uint8_t>> featurePage(int feature, bool currentOnly);
    [[nodiscard]] Result<std::vector<std::uint8_t>> modePage(int page, int requestType);
    [[nodiscard]] Result<void> setModePage(std::span<const std::uint8_t> page);

    [[nodiscard]] Result<void> ejectMedia();
    [[nodiscard]] Result<void> closeTray();
    // PREVENT ALLOW MEDIUM REMOVAL, counted; the last release allows again.
    [[nodiscard]] Result<void> lockTray();
    Result<void> unlockTray();

    // Counted. The first call locks; the name shows to others. force: also where a file system is mounted.
    [[nodiscard]] Result<void> acquireExclusiveAccess(bool force, const std::string &clientName);
    Result<void> releaseExclusiveAccess();
    [[nodiscard]] std::string exclusiveAccessOwner() const;

    // Media change notification, counted; on again when each disableMcn() was undone, or the recorder goes.
    [[nodiscard]] Result<void> disableMcn();
    Result<void> enableMcn();

    // One command at a time; a write holds the mutex only per command.
    [[nodiscard]] Drive &drive() { return *drive_; }

    // A write takes the recorder for its whole length; false while another write has it.
    [[nodiscard]] bool beginWrite();
    void endWrite();

private:
    Recorder(std::unique_ptr<Drive> drive, mmc::Inquiry inquiry);
    [[nodiscard]] Result<void> allowRemoval();
    [[nodiscard]] bool mayUnlockForEject() const;

    std::unique_ptr<Drive> drive_;
    mmc::Inquiry inquiry_;
    mutable std::mutex mutex_;  // guards all below
    int exclusiveCount_ = 0;
    int trayLocks_ = 0;
    int mcnDisabled_ = 0;
    bool trayMayBeLocked_ = false;  // PREVENT was sent, and no ALLOW got through since
    bool writing_ = false;
    std::string clientName_;
};

// IOCTL_CDROM_EXCLUSIVE_ACCESS's character set: 1 to 63 ASCII letters, digits, blanks and . , - _ ( ) etc.
[[nodiscard]] bool isValidClientName(const std::string &name);

}  // namespace burnish
