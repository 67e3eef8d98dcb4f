// SPDX-License-Identifier: LGPL-2.1-or-later
// Who uses a node: mounts and processes.
#pragma once

#include "nodes.hpp"
#include "places.hpp"

#include <string>
#include <vector>

namespace virtual_recorder::attach {

// A part of a sentence each: "/dev/sr0 is mounted at /mnt", "process 4711 (wodim) has /dev/sg0 open".
[[nodiscard]] std::vector<std::string> usersOf(const Places &places, const Nodes &nodes);
[[nodiscard]] std::string joined(const std::vector<std::string> &parts);

}  // namespace virtual_recorder::attach
