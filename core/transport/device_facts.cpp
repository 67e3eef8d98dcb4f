// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading /sys/dev/block, /sys/class/scsi_host and /dev/disk/by-id.
#include "transport/device_facts.hpp"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <filesystem>
#include <fstream>

namespace burnish {

namespace {

namespace fs = std::filesystem;

// The first folder of a path that begins so and goes on with a number: "ata" finds "ata2".
std::string numbered(std::string_view path, std::string_view beginning) {
    std::size_t at = 0;
    while (at < path.size()) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        const std::string_view name = path.substr(at, end - at);
        const std::string_view number =
            name.starts_with(beginning) ? name.substr(beginning.size()) : std::string_view();
        if (!number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos) {
            return std::string(name);
        }
        at = end + 1;
    }
    return {};
}

}  // namespace

// A USB enclosure has an ATA drive in it, but no ATA port in the path: Linux speaks USB with it.
BusType busOf(std::string_view sysfsPath, std::string_view driver) {
    if (!numbered(sysfsPath, "usb").empty()) {
        return BusType::Usb;
    }
    if (!numbered(sysfsPath, "ata").empty()) {
        return driver == "ahci" || driver.starts_with("sata_") ? BusType::Sata : BusType::Atapi;
    }
    if (!numbered(sysfsPath, "fw").empty()) {
        return BusType::FireWire;
    }
    return hostIn(sysfsPath).empty() ? BusType::Unknown : BusType::Scsi;
}

std::string hostIn(std::string_view sysfsPath) {
    return numbered(sysfsPath, "host");
}

Adapter adapterOfNode(const std::string &node) {
    struct stat info {};
    if (::stat(node.c_str(), &info) != 0 || !S_ISBLK(info.st_mode)) {
        return {};
    }
    const std::string number = std::to_string(major(info.st_rdev)) + ":" + std::to_string(minor(info.st_rdev));
    std::error_code error;
    const std::string path = fs::canonical("/sys/dev/block/" + number, error).string();
    Adapter adapter;
    if (const std::string host = hostIn(path); !error && !host.empty()) {
        std::ifstream("/sys/class/scsi_host/" + host + "/proc_name") >> adapter.driver;
    }
    adapter.bus = busOf(path, adapter.driver);
    return adapter;
}

std::string lastingName(const std::string &node, const std::string &linkFolder) {
    std::error_code error;
    const fs::path target = fs::canonical(node, error);
    if (error) {
        return node;
    }
    std::string first;
    for (fs::directory_iterator entry(linkFolder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code dangling;
        const std::string name = entry->path().string();
        if (fs::canonical(entry->path(), dangling) == target && !dangling && (first.empty() || name < first)) {
            first = name;
        }
    }
    return first.empty() ? target.string() : first;
}

}  // namespace burnish
