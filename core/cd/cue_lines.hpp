// SPDX-License-Identifier: LGPL-2.1-or-later
// The lines of a cue sheet: a command and what follows it.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace burnish::cd {

struct CueLine {
    int number = 1;
    std::string command;    // upper case; empty: the line is empty
    std::string arguments;  // as they stand, without blanks around them
};

// Lines end with CR, LF or both.
[[nodiscard]] std::vector<CueLine> cueLines(std::string_view text);

// The first word of a text, and the text without it.
[[nodiscard]] std::string takeWord(std::string &text);
// A text in quotes, which may have quotes in itself, or as it stands; nothing: a quote that is not closed.
[[nodiscard]] std::optional<std::string> unquoted(const std::string &text);
// A name in quotes, or a word, and what follows it.
struct NameAndRest {
    std::string name, rest;
};
[[nodiscard]] std::optional<NameAndRest> nameAndRest(const std::string &text);

[[nodiscard]] std::string upperCase(std::string text);
// Digits alone; nothing: something else, or more than nine digits.
[[nodiscard]] std::optional<int> numberOf(std::string_view text);
// mm:ss:ff as sectors.
[[nodiscard]] std::optional<std::int32_t> sectorsOfTime(std::string_view text);
[[nodiscard]] std::string timeOfSectors(std::int32_t sectors);

// "Line 12: " and the rest of the sentence.
[[nodiscard]] std::string atLine(int line, const std::string &what);
[[nodiscard]] Error cueError(int line, const std::string &what);

}  // namespace burnish::cd
