// SPDX-License-Identifier: LGPL-2.1-or-later
// What stands between a program and a device node, in words: what, why, and what to do. Pure; who opens a drive and who
// explains one say the same.
#pragma once

#include "base/error.hpp"

#include <string>
#include <vector>

namespace burnish {

enum class NodeKind : std::uint8_t { Missing, Forbidden, BlockDevice, Directory, Other };

// Who may use a node, and who asks; empty names where it is not known.
struct NodeRights {
    std::string owner;
    std::string group;
    unsigned mode = 0;      // permission bits
    std::string user;       // of this process
    bool isOwner = false;   // the user is the node's owner
    bool isMember = false;  // this process has the node's group
    bool isListed = false;  // the group's list has the user, who may have to log in again
};

// Of a node that is no block device.
[[nodiscard]] Error errorOfKind(const std::string &path, NodeKind kind);
[[nodiscard]] Error notScsi(const std::string &path);
// detail: what the system refused, for engineers.
[[nodiscard]] Error errorOfRights(const std::string &path, const NodeRights &rights, const std::string &detail);
// Who holds a drive: "mounted on /media/cdrom", "brasero (pid 1234)".
[[nodiscard]] std::string holderOf(const std::vector<std::string> &mountPoints,
                                   const std::vector<std::string> &processes);
[[nodiscard]] Error errorOfHolder(const std::string &path, const std::string &holder, const std::string &detail);

}  // namespace burnish
