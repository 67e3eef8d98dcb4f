// SPDX-License-Identifier: LGPL-2.1-or-later
// Who uses a device node: mount points and processes, as /proc tells. Only for messages and for unmounting.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace burnish {

// Mount points in a mountinfo text (proc(5)) whose device is major:minor. Octal escapes are decoded.
[[nodiscard]] std::vector<std::string> mountPointsIn(std::string_view mountinfo, unsigned major, unsigned minor);

// Both are empty where nothing is known, as without permission to look.
[[nodiscard]] std::vector<std::string> mountPointsOfDevice(const std::string &node);
[[nodiscard]] std::vector<std::string> processesWithOpen(const std::string &node);

}  // namespace burnish
