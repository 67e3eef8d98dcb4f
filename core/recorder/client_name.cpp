// SPDX-License-Identifier: LGPL-2.1-or-later
// The names under which clients hold a drive.
#include "recorder/recorder.hpp"

#include <algorithm>
#include <string_view>

namespace burnish {

namespace {

constexpr std::size_t Longest = 63;
constexpr std::string_view Punctuation = ".,-_()'&!+=@#$%";

// Not std::isalnum: the locale has no say in it.
bool isLetterOrDigit(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
}

bool isAllowed(char character) {
    return isLetterOrDigit(character) || character == ' ' || Punctuation.find(character) != std::string_view::npos;
}

}  // namespace

bool isValidClientName(const std::string &name) {
    return !name.empty() && name.size() <= Longest && std::all_of(name.begin(), name.end(), isAllowed) &&
           name.find_first_not_of(' ') != std::string::npos;
}

}  // namespace burnish
