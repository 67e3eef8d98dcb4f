// SPDX-License-Identifier: LGPL-2.1-or-later
// Finding optical drives with udev.
#include "recorder/disc_master.hpp"

#include "recorder/recorder.hpp"

#include <libudev.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>

namespace burnish {

namespace {

struct Unref {
    void operator()(udev *context) const { udev_unref(context); }
    void operator()(udev_enumerate *enumeration) const { udev_enumerate_unref(enumeration); }
    void operator()(udev_device *device) const { udev_device_unref(device); }
};

// In a container the kernel may show drives whose nodes are not there: those cannot be used and are left out.
std::string nodeOf(udev *context, const char *sysfsPath) {
    const std::unique_ptr<udev_device, Unref> device(udev_device_new_from_syspath(context, sysfsPath));
    const char *node = device ? udev_device_get_devnode(device.get()) : nullptr;
    std::error_code error;
    return node != nullptr && std::filesystem::exists(node, error) ? node : std::string();
}

// /dev/sr2 before /dev/sr10.
bool byNumber(const std::string &left, const std::string &right) {
    return left.size() != right.size() ? left.size() < right.size() : left < right;
}

Result<std::vector<std::string>> opticalDrives() {
    const std::unique_ptr<udev, Unref> context(udev_new());
    const std::unique_ptr<udev_enumerate, Unref> enumeration(context ? udev_enumerate_new(context.get()) : nullptr);
    if (!enumeration) {
        return errorFromTable(status::E_OUTOFMEMORY);
    }
    udev_enumerate_add_match_subsystem(enumeration.get(), "block");
    udev_enumerate_add_match_sysname(enumeration.get(), "sr*");
    // Without /sys there are no drives to be found; that is no failure.
    std::vector<std::string> nodes;
    if (udev_enumerate_scan_devices(enumeration.get()) >= 0) {
        for (auto *entry = udev_enumerate_get_list_entry(enumeration.get()); entry != nullptr;
             entry = udev_list_entry_get_next(entry)) {
            if (auto node = nodeOf(context.get(), udev_list_entry_get_name(entry)); !node.empty()) {
                nodes.push_back(std::move(node));
            }
        }
    }
    std::sort(nodes.begin(), nodes.end(), byNumber);
    return nodes;
}

// BURNISH_DEVICE may spell a node in another way, such as /dev/cdrom.
bool isSameDevice(const std::string &left, const std::string &right) {
    std::error_code error;
    return left == right || (left.starts_with('/') && std::filesystem::equivalent(left, right, error));
}

}  // namespace

Result<DiscMaster> DiscMaster::enumerate() {
    DiscMaster master;
    const char *named = std::getenv("BURNISH_DEVICE");
    const std::string first = named != nullptr ? named : "";
    if (!first.empty()) {
        master.devices_.push_back(first);
    }
    TRY_ASSIGN(const auto drives, opticalDrives());
    for (const auto &drive : drives) {
        if (first.empty() || !isSameDevice(first, drive)) {
            master.devices_.push_back(drive);
        }
    }
    return master;
}

bool DiscMaster::isSupportedEnvironment() const {
    return std::any_of(devices_.begin(), devices_.end(), [](const std::string &device) {
        const auto recorder = Recorder::open(device);
        return recorder.ok() || recorder.error().status == status::E_RECORDER_LOCKED;
    });
}

}  // namespace burnish
