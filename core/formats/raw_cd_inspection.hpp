// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc must look like after a raw image was written, held against what the drive says of it.
#pragma once

#include "burn/report.hpp"
#include "cd/disc_layout.hpp"
#include "media/medium.hpp"
#include "recorder/drive.hpp"

namespace burnish {

// State, table of contents, CD-TEXT, catalogue number and ISRCs. E_BURN_VERIFICATION_FAILED names the first difference.
// What the drive does not give back is told as an adjustment of the report.
[[nodiscard]] Result<void> compareWithLayout(const cd::DiscLayout &layout, const Medium &after, Drive &drive,
                                             Report &report);

}  // namespace burnish
