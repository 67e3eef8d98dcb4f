// SPDX-License-Identifier: LGPL-2.1-or-later
// The character sets of CD-TEXT: text as the bytes that a pack holds, and back.
#pragma once

#include "cd/cd_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace burnish::cd {

struct CharacterChange {
    char32_t from = 0;
    std::string to;  // UTF-8; empty: left out
};

struct CharsetText {
    std::string bytes;
    std::optional<char32_t> refused;       // the first character that the set cannot hold; bytes end before it
    std::vector<CharacterChange> changed;  // where that was allowed
};

// Bytes of a character, and of the end of a text.
[[nodiscard]] std::size_t characterBytes(CdTextCharset charset);

[[nodiscard]] Result<CharsetText> encodeText(const std::u32string &text, CdTextCharset charset, bool transliterate);
// What is no character becomes U+FFFD.
[[nodiscard]] Result<std::string> decodeText(std::string_view bytes, CdTextCharset charset);

}  // namespace burnish::cd
