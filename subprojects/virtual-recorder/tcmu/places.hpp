// SPDX-License-Identifier: LGPL-2.1-or-later
// Where the kernel's files are, and the names that one attachment has in them.
#pragma once

#include <optional>
#include <string>

namespace virtual_recorder::attach {

struct Places {
    std::string configfs = "/sys/kernel/config";
    std::string sysfs = "/sys";
    std::string devices = "/dev";
    std::string processes = "/proc";
    std::string modules = "/lib/modules";
    std::string run = "/run/virtual-recorder";
    std::string udev = "/run/udev";

    [[nodiscard]] std::string target() const { return configfs + "/target"; }
};

// Attachment number N is named vrN. Its numbers in the kernel are far from those that other tools give.
struct Identity {
    unsigned number = 0;

    [[nodiscard]] static std::optional<Identity> parse(const std::string &name);
    [[nodiscard]] std::string name() const;           // vr0
    [[nodiscard]] std::string adapter() const;        // user_5652000
    [[nodiscard]] std::string device() const;         // user_5652000/vr0
    [[nodiscard]] std::string uioName() const;        // tcm-user/5652000/vr0/virtual-recorder
    [[nodiscard]] std::string targetAddress() const;  // naa.…
    [[nodiscard]] std::string nexusAddress() const;
};

inline constexpr unsigned MostAttachments = 256;

}  // namespace virtual_recorder::attach
