// SPDX-License-Identifier: LGPL-2.1-or-later
// The catalogue of media that the recorder knows.
#pragma once

#include "medium_type.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace virtual_recorder {

inline constexpr std::string_view DefaultMedium = "cd-r-80";

[[nodiscard]] const std::vector<MediumType> &mediumCatalogue();
[[nodiscard]] const MediumType *findMedium(std::string_view name);
[[nodiscard]] std::string knownMedia();  // "cd-r-74, cd-r-80, …"

// One per file in media/.
[[nodiscard]] std::vector<MediumType> cdRMedia();
[[nodiscard]] std::vector<MediumType> cdRwMedia();
[[nodiscard]] std::vector<MediumType> dvdPlusRMedia();

}  // namespace virtual_recorder
