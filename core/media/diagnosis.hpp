// SPDX-License-Identifier: LGPL-2.1-or-later
// Diagnosis: whether a recorder can burn, and what stands in the way, in sentences. What an attempt would say, the
// diagnosis says too: both ask the same places.
#pragma once

#include "recorder/drive.hpp"
#include "transport/sg_system.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace burnish {

enum class Severity : std::uint8_t { Fine, Note, Problem };

struct Finding {
    const char *about;  // "device", "permission", "use", "drive", "disc"
    Severity severity = Severity::Fine;
    Status status = status::S_OK;  // what an attempt would give
    std::string message;
    std::string detail;  // for engineers; may be empty
};

struct Diagnosis {
    std::string device;  // empty: of the machine
    std::vector<Finding> findings;

    [[nodiscard]] bool usable() const;  // there is no problem
    [[nodiscard]] std::string toJson() const;
};

// Looks, and changes nothing: neither the tray nor the disc. system: for device nodes.
[[nodiscard]] Diagnosis diagnose(const std::string &device, SgSystem &system = systemSg());

// Whether the machine has optical drives at all, and why not: root is where /sys and /dev stand.
[[nodiscard]] Diagnosis diagnoseMachine(const std::filesystem::path &root = "/");

}  // namespace burnish
