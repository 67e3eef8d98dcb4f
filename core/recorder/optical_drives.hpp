// SPDX-License-Identifier: LGPL-2.1-or-later
// Which optical drives the system has, and what it tells of drives that come and go: behind a seam so that tests can
// stand in for the system.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace burnish {

struct DeviceEvent {
    enum class Kind : std::int32_t { Added = 1, Removed = 2 };
    Kind kind = Kind::Added;
    std::string device;
};

struct DriveNews {
    bool missed = false;  // there was more than could be kept: look anew; event then says nothing
    DeviceEvent event;
};

class DriveWatch {
public:
    virtual ~DriveWatch() = default;
    // Readable while there may be news; for poll() and its like alone.
    [[nodiscard]] virtual int fd() const = 0;
    // The next piece of news; never waits.
    [[nodiscard]] virtual std::optional<DriveNews> next() = 0;
};

class OpticalDrives {
public:
    virtual ~OpticalDrives() = default;
    // Device nodes that are there now, in no order.
    [[nodiscard]] virtual Result<std::vector<std::string>> list() = 0;
    [[nodiscard]] virtual Result<std::unique_ptr<DriveWatch>> watch() = 0;
};

// Linux itself, through udev. Has no state.
[[nodiscard]] OpticalDrives &systemDrives();

}  // namespace burnish
