// SPDX-License-Identifier: LGPL-2.1-or-later
// What every format says of a client name that is none.
#pragma once

#include "base/result.hpp"

#include <string>

namespace burnish {

// refusal: the format's own status for it.
[[nodiscard]] Result<void> checkClientName(const std::string &name, Status refusal);

}  // namespace burnish
