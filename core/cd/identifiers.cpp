// SPDX-License-Identifier: LGPL-2.1-or-later
// ISRC and media catalogue number: what is written to a disc must be what players understand.
#include "cd/identifiers.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

constexpr std::size_t IsrcCharacters = 12;
constexpr std::size_t CatalogDigits = 13;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isLetter(char c) {
    return c >= 'A' && c <= 'Z';
}

// Country (2 letters), owner (3 letters or digits), year (2 digits), number (5 digits).
bool isIsrc(const std::string &text) {
    constexpr std::size_t Owner = 2, Year = 5;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool letter = i < Year && isLetter(text[i]);
        const bool digit = i >= Owner && isDigit(text[i]);
        if (!letter && !digit) {
            return false;
        }
    }
    return text.size() == IsrcCharacters;
}

}  // namespace

Result<std::string> normalizedIsrc(const std::string &text) {
    std::string isrc;
    for (const char c : text) {
        if (c != '-' && c != ' ') {
            isrc += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    if (!isIsrc(isrc)) {
        return Error(status::E_DF2TAO_INVALID_ISRC,
                     "\"" + text +
                         "\" is no ISRC: that is two letters, three letters or digits, and seven digits, such as "
                         "DE-A12-34-56789.");
    }
    return isrc;
}

std::string hyphenatedIsrc(const std::string &isrc) {
    if (isrc.size() != IsrcCharacters) {
        return isrc;
    }
    return isrc.substr(0, 2) + "-" + isrc.substr(2, 3) + "-" + isrc.substr(5, 2) + "-" + isrc.substr(7);
}

// The digits at even places count three times; with the check digit all add up to a multiple of ten.
Result<void> checkMediaCatalogNumber(const std::string &text) {
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
    }
    const bool digits = std::all_of(text.begin(), text.end(), isDigit);
    if (text.size() == CatalogDigits && digits && sum % 10 == 0) {
        return {};
    }
    std::string why = "\"" + text + "\" is no media catalogue number: that is 13 digits, as below a bar code";
    if (text.size() == CatalogDigits && digits) {
        why += ", and the last one does not check the others";
    }
    return Error(status::E_DF2TAO_INVALID_MCN, why + ".");
}

}  // namespace burnish::cd
