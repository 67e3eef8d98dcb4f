// SPDX-License-Identifier: LGPL-2.1-or-later
// Device strings: "/dev/sr0", "virtual:PATH[?key=value&…]", "virtual+unix:SOCKET", "cdio:NODE" and "replay:FILE", with
// percent-encoding where it is no node.
#pragma once

#include "base/result.hpp"
#include "transport/replay.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace burnish {

struct NodeDevice {
    std::string path;
};

struct VirtualDevice {
    std::string folder;
    std::string medium;  // empty: the disc's own, or the default
    bool empty = false;
    bool noRaw = false;
    bool discard = false;
    double pace = 0;  // 0: none
    std::uint32_t bufferKib = 2048;
    std::string faultsFile;
};

struct UnixDevice {
    std::string socket;
};

struct CdioDevice {
    std::string path;
};

struct DeviceString {
    std::string device;  // without options, as the user spelled it
    std::variant<NodeDevice, VirtualDevice, UnixDevice, ReplayDevice, CdioDevice> target;
};

// E_INVALIDARG names what is wrong and what is permitted.
[[nodiscard]] Result<DeviceString> parseDeviceString(const std::string &text);

// The device string of a folder or socket, wherever one stands: "virtual:" and its absolute, encoded path.
[[nodiscard]] std::string absoluteDevice(const std::string &prefix, const std::string &path);

}  // namespace burnish
