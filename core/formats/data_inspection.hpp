// SPDX-License-Identifier: LGPL-2.1-or-later
// What a disc must look like after a data write, held against what the drive says it looks like.
#pragma once

#include "formats/data_plan.hpp"
#include "media/medium.hpp"

#include <string>

namespace burnish {

// E_BURN_VERIFICATION_FAILED that names the first difference between the plan and the disc.
[[nodiscard]] Result<void> compareWithPlan(const DataPlan &plan, const Medium &before, const Medium &after);

// For other modes. A test write must leave the disc as it was.
[[nodiscard]] Result<void> compareUntouched(const Medium &before, const Medium &after);
// E_BURN_VERIFICATION_FAILED: "… but the disc is not what was planned: " and what.
[[nodiscard]] Error differsFromPlan(const std::string &what);

}  // namespace burnish
