// SPDX-License-Identifier: LGPL-2.1-or-later
// The operating system as a SCSI generic transport needs it, behind a seam so that tests can stand in for it.
#pragma once

#include "mmc/command.hpp"
#include "transport/device_facts.hpp"
#include "transport/node_trouble.hpp"
#include "transport/sg_judgement.hpp"

#include <cerrno>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace burnish {

// Functions that can fail return a negative errno.
class SgSystem {
public:
    virtual ~SgSystem() = default;

    [[nodiscard]] virtual NodeKind kindOf(const std::string &path) = 0;
    [[nodiscard]] virtual int open(const std::string &path, int flags) = 0;
    virtual void close(int descriptor) = 0;
    // Whether the node takes SCSI commands at all.
    [[nodiscard]] virtual bool takesCommands(int descriptor) = 0;
    [[nodiscard]] virtual SgOutcome execute(int descriptor, const mmc::Command &command,
                                            std::span<std::uint8_t> data) = 0;
    // Largest data phase that the queue takes, in bytes; 0 where it does not tell.
    [[nodiscard]] virtual std::size_t largestTransfer(int descriptor) = 0;
    [[nodiscard]] virtual std::vector<std::string> mountPoints(const std::string &path) = 0;
    // Other processes that have the node open: "brasero (pid 1234)".
    [[nodiscard]] virtual std::vector<std::string> processes(const std::string &path) = 0;
    [[nodiscard]] virtual int unmount(const std::string &mountPoint) = 0;
    // The exclusive lock of flock(2) on an open node, without waiting.
    [[nodiscard]] virtual int lock(int /*descriptor*/) { return -ENOSYS; }
    [[nodiscard]] virtual NodeRights rightsOf(const std::string & /*path*/) { return {}; }
    [[nodiscard]] virtual Adapter adapterOf(const std::string & /*path*/) { return {}; }
    [[nodiscard]] virtual std::string lastingNameOf(const std::string &path) { return path; }
};

// Linux itself. Has no state.
[[nodiscard]] SgSystem &systemSg();

}  // namespace burnish
