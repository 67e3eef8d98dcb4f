// SPDX-License-Identifier: LGPL-2.1-or-later
// The words, strings and braces of a TOC file.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace burnish::cd {

struct TocToken {
    enum class Kind { Word, String, Open, Close, Comma, Colon, End };
    Kind kind = Kind::End;
    std::string text;   // UTF-8; \ooo in a string is a character of Latin-1
    std::string bytes;  // of a string: the same with \ooo as the bytes that they are
    int line = 1;
};

// The last one is an End. E_CUE_SYNTAX: a string that is not closed, zero bytes.
[[nodiscard]] Result<std::vector<TocToken>> tocTokens(std::string_view text);

}  // namespace burnish::cd
