// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether a disc that never becomes physically blank holds anything.
#pragma once

#include "media/medium.hpp"

namespace burnish {

// IMAPI2's MediaHeuristicallyBlank. mounted: a file system of the disc is in use. May read up to 4 MB.
[[nodiscard]] Result<bool> isHeuristicallyBlank(Drive &drive, const Medium &medium, bool mounted);

}  // namespace burnish
