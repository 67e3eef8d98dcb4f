// SPDX-License-Identifier: LGPL-2.1-or-later
// What CD-TEXT's numbers are called: fields, languages (EBU Tech 3264, appendix 3) and genres.
#pragma once

#include "cd/cd_text.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace burnish::cd {

inline constexpr std::uint16_t LastGenreCode = 28;

// "title", "performer", ... as they stand in sentences.
[[nodiscard]] std::string_view nameOf(CdTextField field);
[[nodiscard]] bool isOfDiscOnly(CdTextField field);
// The field of a pack type; nothing for 87h, 88h, 89h, 8Fh and what is reserved.
[[nodiscard]] std::optional<CdTextField> fieldOf(std::uint8_t packType);

// "English"; "language 0x77" where there is no name.
[[nodiscard]] std::string languageName(std::uint8_t code);

// "Rock Music"; empty for codes that there are not.
[[nodiscard]] std::string_view genreName(std::uint16_t code);
// The genre that a word names ("rock", "Hip-Hop"); 0: none of the list.
[[nodiscard]] std::uint16_t genreCode(std::string_view name);

}  // namespace burnish::cd
