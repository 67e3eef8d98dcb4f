// SPDX-License-Identifier: LGPL-2.1-or-later
// The names that the Q sub-channel of a CD carries: ISRC of a track (ISO 3901), media catalogue number of a disc.
#pragma once

#include "base/result.hpp"

#include <string>

namespace burnish::cd {

// 12 characters, upper case; hyphens and blanks are taken out. E_DF2TAO_INVALID_ISRC.
[[nodiscard]] Result<std::string> normalizedIsrc(const std::string &text);

// US-K7Y-98-12345, of one that is normalized; "" of "".
[[nodiscard]] std::string hyphenatedIsrc(const std::string &isrc);

// 13 digits with a correct check digit, as in a bar code (EAN-13). E_DF2TAO_INVALID_MCN.
[[nodiscard]] Result<void> checkMediaCatalogNumber(const std::string &text);

}  // namespace burnish::cd
