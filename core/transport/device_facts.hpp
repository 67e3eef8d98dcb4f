// SPDX-License-Identifier: LGPL-2.1-or-later
// What Linux knows of a drive besides the drive's own answers: how it is connected, and the name that stays.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace burnish {

// With the values of Windows's STORAGE_BUS_TYPE, which IMAPI2's descriptors have.
enum class BusType : std::int32_t { Unknown = 0, Scsi = 1, Atapi = 2, FireWire = 4, Usb = 7, Sata = 11, Virtual = 14 };

struct Adapter {
    BusType bus = BusType::Unknown;
    std::string driver;  // "ahci", "usb-storage"; empty where it is not known
};

// From a drive's place in /sys/devices and the name of its host adapter's driver.
[[nodiscard]] BusType busOf(std::string_view sysfsPath, std::string_view driver);
// The host adapter in a place in /sys/devices: "host4"; empty where there is none.
[[nodiscard]] std::string hostIn(std::string_view sysfsPath);

// Of a block device node; nothing is known where /sys is not there.
[[nodiscard]] Adapter adapterOfNode(const std::string &node);

// The first link in a folder such as /dev/disk/by-id that leads to the node, else the node without links.
[[nodiscard]] std::string lastingName(const std::string &node, const std::string &linkFolder);

}  // namespace burnish
