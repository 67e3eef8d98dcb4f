// SPDX-License-Identifier: LGPL-2.1-or-later
// What a cue sheet, or a TOC file of cdrdao, says of a disc: where in the sound its tracks begin, and their texts.
#pragma once

#include "failure.hpp"
#include "settings.hpp"

#include <optional>
#include <string>
#include <vector>

namespace discsink {

struct CuePlan {
    std::vector<TrackRequest> tracks;
    DiscText text;
    std::vector<std::string> warnings;
};

// The sound that comes is that of the sheet's files, one stream each, in their order.
[[nodiscard]] std::optional<Failure> readCueSheet(const std::string &path, CuePlan &plan);

}  // namespace discsink
