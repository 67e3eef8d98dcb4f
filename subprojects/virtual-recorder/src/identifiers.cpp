// SPDX-License-Identifier: LGPL-2.1-or-later
// What the sub-channel can carry of them: it has codes for no other characters.
#include "identifiers.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

constexpr std::size_t McnLength = 13, IsrcLength = 12, IsrcLetters = 5;

bool isDigit(char character) {
    return character >= '0' && character <= '9';
}

bool isDigitOrCapital(char character) {
    return isDigit(character) || (character >= 'A' && character <= 'Z');
}

}  // namespace

bool validMcn(std::string_view mcn) {
    return mcn.size() == McnLength && std::all_of(mcn.begin(), mcn.end(), isDigit);
}

bool validIsrc(std::string_view isrc) {
    return isrc.size() == IsrcLength && std::all_of(isrc.begin(), isrc.begin() + IsrcLetters, isDigitOrCapital) &&
           std::all_of(isrc.begin() + IsrcLetters, isrc.end(), isDigit);
}

}  // namespace virtual_recorder
