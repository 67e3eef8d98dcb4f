// SPDX-License-Identifier: LGPL-2.1-or-later
// Text as characters. The tables reach as far as Latin letters and kana do: what CD-TEXT's character sets can hold.
#include "cd/unicode.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace burnish::cd {

namespace {

struct Composition {
    char16_t letter, base, mark;
};

constexpr Composition Compositions[] = {
#include "cd/compositions.inc"
};

struct Spelling {
    char16_t character;
    std::string_view ascii;
};

// In ascending order.
constexpr Spelling Spellings[] = {
    {0x00A0, " "},   {0x00A1, "!"},   {0x00A2, "c"},   {0x00A3, "GBP"}, {0x00A5, "JPY"}, {0x00A6, "|"},
    {0x00A9, "(C)"}, {0x00AA, "a"},   {0x00AB, "<<"},  {0x00AD, "-"},   {0x00AE, "(R)"}, {0x00B0, "deg"},
    {0x00B1, "+/-"}, {0x00B2, "2"},   {0x00B3, "3"},   {0x00B4, "'"},   {0x00B5, "u"},   {0x00B7, "."},
    {0x00B8, ","},   {0x00B9, "1"},   {0x00BA, "o"},   {0x00BB, ">>"},  {0x00BC, "1/4"}, {0x00BD, "1/2"},
    {0x00BE, "3/4"}, {0x00BF, "?"},   {0x00C6, "AE"},  {0x00D0, "D"},   {0x00D7, "x"},   {0x00D8, "O"},
    {0x00DE, "Th"},  {0x00DF, "ss"},  {0x00E6, "ae"},  {0x00F0, "d"},   {0x00F7, ":"},   {0x00F8, "o"},
    {0x00FE, "th"},  {0x0110, "D"},   {0x0111, "d"},   {0x0126, "H"},   {0x0127, "h"},   {0x0131, "i"},
    {0x0132, "IJ"},  {0x0133, "ij"},  {0x0138, "k"},   {0x0141, "L"},   {0x0142, "l"},   {0x0149, "'n"},
    {0x014A, "N"},   {0x014B, "n"},   {0x0152, "OE"},  {0x0153, "oe"},  {0x0166, "T"},   {0x0167, "t"},
    {0x017F, "s"},   {0x0180, "b"},   {0x018F, "E"},   {0x0192, "f"},   {0x0259, "e"},   {0x02BB, "'"},
    {0x02BC, "'"},   {0x02C6, "^"},   {0x02DC, "~"},   {0x1E9E, "SS"},  {0x2002, " "},   {0x2003, " "},
    {0x2009, " "},   {0x200A, " "},   {0x2010, "-"},   {0x2011, "-"},   {0x2012, "-"},   {0x2013, "-"},
    {0x2014, "-"},   {0x2015, "-"},   {0x2018, "'"},   {0x2019, "'"},   {0x201A, ","},   {0x201B, "'"},
    {0x201C, "\""},  {0x201D, "\""},  {0x201E, "\""},  {0x201F, "\""},  {0x2020, "+"},   {0x2022, "*"},
    {0x2026, "..."}, {0x202F, " "},   {0x2032, "'"},   {0x2033, "\""},  {0x2039, "<"},   {0x203A, ">"},
    {0x2044, "/"},   {0x20AC, "EUR"}, {0x2116, "No."}, {0x2117, "(P)"}, {0x2122, "TM"},  {0x2190, "<-"},
    {0x2192, "->"},  {0x2212, "-"},   {0x2215, "/"},   {0x2260, "!="},  {0x266D, "b"},   {0x266F, "#"},
    {0xFB01, "fi"},  {0xFB02, "fl"},
};

// 80h to 9Fh of Windows-1252; 0: nothing there.
constexpr std::array<char16_t, 32> Windows = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                              0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                              0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                              0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr char32_t LastCharacter = 0x10FFFF;

bool isSurrogate(char32_t unit) {
    return unit >= 0xD800 && unit <= 0xDFFF;
}

// How many bytes a character has that starts with one; 0: none starts so.
std::size_t bytesFrom(unsigned char first) {
    if (first < 0x80) {
        return 1;
    }
    return first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
}

constexpr std::array<char32_t, 5> SmallestOf = {0, 0, 0x80, 0x800, 0x10000};

std::string textOfLatin1(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        const bool windows = code >= 0x80 && code < 0xA0 && Windows[code - 0x80] != 0;
        text += utf8Of(windows ? char32_t{Windows[code - 0x80]} : char32_t{code});
    }
    return text;
}

std::optional<std::string> textOfUtf16(std::string_view bytes, bool bigEndian) {
    std::string text;
    char32_t high = 0;
    if (bytes.size() % 2 != 0) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
        const char32_t unit = bigEndian ? first << 8 | second : second << 8 | first;
        const bool low = unit >= 0xDC00 && unit <= 0xDFFF;
        if (low != (high != 0)) {
            return std::nullopt;
        }
        if (low) {
            text += utf8Of(0x10000 + ((high - 0xD800) << 10 | (unit - 0xDC00)));
            high = 0;
        } else if (isSurrogate(unit)) {
            high = unit;
        } else {
            text += utf8Of(unit);
        }
    }
    return high == 0 ? std::optional(text) : std::nullopt;
}

const Composition *compositionOf(char32_t base, char32_t mark) {
    const auto *found = std::find_if(std::begin(Compositions), std::end(Compositions),
                                     [&](const Composition &row) { return row.base == base && row.mark == mark; });
    return found == std::end(Compositions) ? nullptr : found;
}

// Marks that stand upon a letter, of those that the table knows.
bool isMark(char32_t character) {
    return (character >= 0x300 && character <= 0x36F) || character == 0x3099 || character == 0x309A;
}

}  // namespace

std::optional<std::u32string> charactersOf(std::string_view utf8) {
    std::u32string text;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto first = static_cast<unsigned char>(utf8[i]);
        const std::size_t count = bytesFrom(first);
        if (count == 0 || count > utf8.size() - i) {
            return std::nullopt;
        }
        char32_t character = count == 1 ? first : first & (0x7FU >> count);
        for (std::size_t k = 1; k < count; ++k) {
            const auto next = static_cast<unsigned char>(utf8[i + k]);
            if ((next & 0xC0U) != 0x80) {
                return std::nullopt;
            }
            character = character << 6 | (next & 0x3FU);
        }
        if (character < SmallestOf[count] || character > LastCharacter || isSurrogate(character)) {
            return std::nullopt;
        }
        text += character;
        i += count;
    }
    return text;
}

std::string utf8Of(char32_t character) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80 | (character >> shift & 0x3F)); };
    if (character < 0x80) {
        return {static_cast<char>(character)};
    }
    if (character < 0x800) {
        return {static_cast<char>(0xC0 | character >> 6), tail(0)};
    }
    if (character < 0x10000) {
        return {static_cast<char>(0xE0 | character >> 12), tail(6), tail(0)};
    }
    return {static_cast<char>(0xF0 | character >> 18), tail(12), tail(6), tail(0)};
}

std::string utf8Of(const std::u32string &text) {
    std::string utf8;
    for (const char32_t character : text) {
        utf8 += utf8Of(character);
    }
    return utf8;
}

std::optional<std::string> textOfFile(std::string_view bytes) {
    constexpr std::string_view Utf8Mark = "\xEF\xBB\xBF", LittleMark = "\xFF\xFE", BigMark = "\xFE\xFF";
    if (bytes.starts_with(LittleMark) || bytes.starts_with(BigMark)) {
        return textOfUtf16(bytes.substr(2), bytes.starts_with(BigMark));
    }
    if (bytes.starts_with(Utf8Mark)) {
        bytes.remove_prefix(Utf8Mark.size());
    }
    return charactersOf(bytes) ? std::string(bytes) : textOfLatin1(bytes);
}

// One mark after the other, in the order in which they stand; a mark that does not go with its letter stays.
std::u32string composed(const std::u32string &text) {
    std::u32string result;
    for (const char32_t character : text) {
        const Composition *found =
            !result.empty() && isMark(character) ? compositionOf(result.back(), character) : nullptr;
        if (found != nullptr) {
            result.back() = found->letter;
        } else {
            result += character;
        }
    }
    return result;
}

char32_t withoutMark(char32_t character) {
    const auto *found = std::lower_bound(std::begin(Compositions), std::end(Compositions), character,
                                         [](const Composition &row, char32_t value) { return row.letter < value; });
    return found != std::end(Compositions) && found->letter == character ? char32_t{found->base} : character;
}

std::string_view asciiFor(char32_t character) {
    const auto *found = std::lower_bound(std::begin(Spellings), std::end(Spellings), character,
                                         [](const Spelling &row, char32_t value) { return row.character < value; });
    return found != std::end(Spellings) && found->character == character ? found->ascii : std::string_view();
}

}  // namespace burnish::cd
