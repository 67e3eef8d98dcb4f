// SPDX-License-Identifier: LGPL-2.1-or-later
// Target: what one attachment is in the kernel: a TCMU device, and a loopback host that has it as its logical unit.
#pragma once

#include "config_fs.hpp"
#include "places.hpp"

#include <string>
#include <vector>

namespace virtual_recorder::attach {

enum class Claim : std::uint8_t { Made, Taken, Failed };

class Target {
public:
    Target(ConfigFs &files, Identity identity) : files_(files), identity_(identity) {}

    // Takes the place of this number. Taken: something is there already, and stays as it is.
    [[nodiscard]] Claim claim(std::string &message);
    // The device; it must be served from then on.
    [[nodiscard]] bool makeDevice(std::string &message);
    // The host with the unit. The kernel looks what it is, at once.
    [[nodiscard]] bool connect(std::string &message);
    // host:channel:target:unit in the SCSI system; empty: not connected.
    [[nodiscard]] std::string scsiAddress();

    // Undo connect(), and then everything. What is not there is not missed; what can be removed is, whatever else
    // cannot. False, and the first thing that went wrong.
    [[nodiscard]] bool disconnect(std::string &message);
    [[nodiscard]] bool removeDevice(std::string &message);

private:
    [[nodiscard]] int makeHost();
    [[nodiscard]] std::string device() const { return "core/" + identity_.device(); }
    [[nodiscard]] std::string host() const { return "loopback/" + identity_.targetAddress(); }
    [[nodiscard]] std::string group() const { return host() + "/tpgt_1"; }
    [[nodiscard]] std::string unit() const { return group() + "/lun/lun_0"; }
    [[nodiscard]] std::string unitLink() const { return unit() + "/" + identity_.name(); }

    ConfigFs &files_;
    Identity identity_;
};

// Attachments that are there in configfs, whoever made them.
[[nodiscard]] std::vector<Identity> attachmentsIn(const Places &places);

}  // namespace virtual_recorder::attach
