// SPDX-License-Identifier: LGPL-2.1-or-later
// Text as characters: UTF-8 and UTF-16, canonical composition (NFC) of Latin letters and kana, and what comes nearest
// to a character in a smaller set.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace burnish::cd {

// Nothing where the bytes are no UTF-8.
[[nodiscard]] std::optional<std::u32string> charactersOf(std::string_view utf8);
[[nodiscard]] std::string utf8Of(char32_t character);
[[nodiscard]] std::string utf8Of(const std::u32string &text);

// What a text file says, as UTF-8: UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, or else Latin-1 with
// Windows's characters in the place of control codes. Nothing: UTF-16 that is damaged.
[[nodiscard]] std::optional<std::string> textOfFile(std::string_view bytes);

// Letters followed by marks become one character where there is one.
[[nodiscard]] std::u32string composed(const std::u32string &text);

// A letter without the mark that composed() would put on it; the character itself where it has none.
[[nodiscard]] char32_t withoutMark(char32_t character);

// The usual way to write a character in ASCII ("ss", "EUR", "..."); empty where there is none.
[[nodiscard]] std::string_view asciiFor(char32_t character);

}  // namespace burnish::cd
