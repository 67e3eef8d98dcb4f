// SPDX-License-Identifier: LGPL-2.1-or-later
// Finding optical drives with udev, and hearing of those that come and go.
#include "recorder/optical_drives.hpp"

#include <libudev.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>

namespace burnish {

namespace {

struct Unref {
    void operator()(udev *context) const { udev_unref(context); }
    void operator()(udev_enumerate *enumeration) const { udev_enumerate_unref(enumeration); }
    void operator()(udev_device *device) const { udev_device_unref(device); }
    void operator()(udev_monitor *monitor) const { udev_monitor_unref(monitor); }
};

template <typename T>
using Counted = std::unique_ptr<T, Unref>;

std::string_view viewOf(const char *text) {
    return text != nullptr ? text : std::string_view();
}

// In a container the kernel may show drives whose nodes are not there: those cannot be used and are left out.
bool isThere(const std::string &node) {
    std::error_code error;
    return !node.empty() && std::filesystem::exists(node, error);
}

class UdevWatch final : public DriveWatch {
public:
    UdevWatch(Counted<udev> context, Counted<udev_monitor> monitor)
        : context_(std::move(context)), monitor_(std::move(monitor)) {}

    [[nodiscard]] int fd() const override { return udev_monitor_get_fd(monitor_.get()); }
    [[nodiscard]] std::optional<DriveNews> next() override;

private:
    const Counted<udev> context_;
    const Counted<udev_monitor> monitor_;
};

// Discs that come and go are changes of a drive, and none of these.
std::optional<DeviceEvent> eventOf(udev_device *device) {
    const std::string node(viewOf(udev_device_get_devnode(device)));
    if (!viewOf(udev_device_get_sysname(device)).starts_with("sr") || node.empty()) {
        return std::nullopt;
    }
    const std::string_view action = viewOf(udev_device_get_action(device));
    if (action == "add" && isThere(node)) {
        return DeviceEvent{DeviceEvent::Kind::Added, node};
    }
    if (action == "remove") {
        return DeviceEvent{DeviceEvent::Kind::Removed, node};
    }
    return std::nullopt;
}

std::optional<DriveNews> UdevWatch::next() {
    for (;;) {
        errno = 0;
        const Counted<udev_device> device(udev_monitor_receive_device(monitor_.get()));
        if (!device) {
            return errno == ENOBUFS ? std::optional(DriveNews{true, {}}) : std::nullopt;
        }
        if (auto event = eventOf(device.get())) {
            return DriveNews{false, std::move(*event)};
        }
    }
}

Error watchFailed(int error) {
    return {status::E_FAIL, "The system does not tell of drives that come and go.",
            std::string("udev monitor: ") + std::strerror(error)};
}

class UdevDrives final : public OpticalDrives {
public:
    [[nodiscard]] Result<std::vector<std::string>> list() override;
    [[nodiscard]] Result<std::unique_ptr<DriveWatch>> watch() override;
};

Result<std::vector<std::string>> UdevDrives::list() {
    const Counted<udev> context(udev_new());
    const Counted<udev_enumerate> enumeration(context ? udev_enumerate_new(context.get()) : nullptr);
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
            const Counted<udev_device> device(
                udev_device_new_from_syspath(context.get(), udev_list_entry_get_name(entry)));
            if (std::string node(device ? viewOf(udev_device_get_devnode(device.get())) : ""); isThere(node)) {
                nodes.push_back(std::move(node));
            }
        }
    }
    return nodes;
}

// What udev tells when it is done with a device, not what the kernel tells before: the node has its permissions then.
Result<std::unique_ptr<DriveWatch>> UdevDrives::watch() {
    Counted<udev> context(udev_new());
    if (!context) {
        return errorFromTable(status::E_OUTOFMEMORY);
    }
    Counted<udev_monitor> monitor(udev_monitor_new_from_netlink(context.get(), "udev"));
    if (!monitor) {
        return watchFailed(errno);
    }
    int result = udev_monitor_filter_add_match_subsystem_devtype(monitor.get(), "block", "disk");
    if (result >= 0) {
        result = udev_monitor_enable_receiving(monitor.get());
    }
    if (result < 0) {
        return watchFailed(-result);
    }
    return std::unique_ptr<DriveWatch>(std::make_unique<UdevWatch>(std::move(context), std::move(monitor)));
}

}  // namespace

OpticalDrives &systemDrives() {
    static UdevDrives drives;
    return drives;
}

}  // namespace burnish
