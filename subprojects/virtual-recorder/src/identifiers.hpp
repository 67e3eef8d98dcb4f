// SPDX-License-Identifier: LGPL-2.1-or-later
// The two numbers that a CD's Q sub-channel can carry: the media catalogue number and the ISRC.
#pragma once

#include <string_view>

namespace virtual_recorder {

// 13 digits.
[[nodiscard]] bool validMcn(std::string_view mcn);
// 12 characters: five digits or capital letters (country and owner), seven digits (year and recording).
[[nodiscard]] bool validIsrc(std::string_view isrc);

}  // namespace virtual_recorder
