// SPDX-License-Identifier: LGPL-2.1-or-later
// disc.json: the state of a disc as text.
#pragma once

#include "disc.hpp"

#include <optional>
#include <string>

namespace virtual_recorder {

[[nodiscard]] std::string discToJson(const Disc &disc);

// Nothing, and a reason, when the text is no disc of ours.
[[nodiscard]] std::optional<Disc> discFromJson(const std::string &text, std::string &reason);

}  // namespace virtual_recorder
