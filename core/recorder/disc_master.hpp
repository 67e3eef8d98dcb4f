// SPDX-License-Identifier: LGPL-2.1-or-later
// DiscMaster: IMAPI2's IDiscMaster2: which recorders there are.
#pragma once

#include "base/result.hpp"

#include <string>
#include <vector>

namespace burnish {

class DiscMaster {
public:
    // Looks once, now: the recorder that BURNISH_DEVICE names comes first, then the optical drives by number.
    [[nodiscard]] static Result<DiscMaster> enumerate();

    // Device strings for Recorder::open().
    [[nodiscard]] const std::vector<std::string> &devices() const { return devices_; }
    // At least one of them is there and may be used; one that somebody else holds counts.
    [[nodiscard]] bool isSupportedEnvironment() const;

private:
    std::vector<std::string> devices_;
};

}  // namespace burnish
