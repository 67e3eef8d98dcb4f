// SPDX-License-Identifier: LGPL-2.1-or-later
// Names of CD-TEXT's numbers.
#include "cd/cd_text_names.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

namespace burnish::cd {

namespace {

struct FieldName {
    CdTextField field;
    std::string_view name;
    bool ofDiscOnly;
};

constexpr FieldName Fields[] = {
    {CdTextField::Title, "title", false},
    {CdTextField::Performer, "performer", false},
    {CdTextField::Songwriter, "songwriter", false},
    {CdTextField::Composer, "composer", false},
    {CdTextField::Arranger, "arranger", false},
    {CdTextField::Message, "message", false},
    {CdTextField::DiscId, "disc identification", true},
    {CdTextField::Closed, "closed information", true},
    {CdTextField::Code, "code", false},
};

constexpr std::array<std::string_view, LastGenreCode + 1> Genres = {"",
                                                                    "Not Defined",
                                                                    "Adult Contemporary",
                                                                    "Alternative Rock",
                                                                    "Childrens Music",
                                                                    "Classical",
                                                                    "Contemporary Christian",
                                                                    "Country",
                                                                    "Dance",
                                                                    "Easy Listening",
                                                                    "Erotic",
                                                                    "Folk",
                                                                    "Gospel",
                                                                    "Hip Hop",
                                                                    "Jazz",
                                                                    "Latin",
                                                                    "Musical",
                                                                    "New Age",
                                                                    "Opera",
                                                                    "Operetta",
                                                                    "Pop Music",
                                                                    "Rap",
                                                                    "Reggae",
                                                                    "Rock Music",
                                                                    "Rhythm and Blues",
                                                                    "Sound Effects",
                                                                    "Soundtrack",
                                                                    "Spoken Word",
                                                                    "World Music"};

struct OtherName {
    std::string_view name;  // folded
    std::uint16_t code;
};
// What people's files say beside the names above.
constexpr OtherName OtherGenres[] = {
    {"alternative", 3}, {"alternrock", 3},   {"children", 4}, {"christian", 6},  {"folkmusic", 11}, {"rap", 21},
    {"hiphoprap", 13},  {"raphiphop", 13},   {"pop", 20},     {"rock", 23},      {"rb", 24},        {"rnb", 24},
    {"randb", 24},      {"rhythmblues", 24}, {"speech", 27},  {"audiobook", 27}, {"world", 28},
};

struct LanguageName {
    std::uint8_t code;
    std::string_view name;
};
constexpr LanguageName Languages[] = {
    {0x01, "Albanian"},   {0x02, "Breton"},    {0x03, "Catalan"},    {0x04, "Croatian"}, {0x05, "Welsh"},
    {0x06, "Czech"},      {0x07, "Danish"},    {0x08, "German"},     {0x09, "English"},  {0x0A, "Spanish"},
    {0x0B, "Esperanto"},  {0x0C, "Estonian"},  {0x0D, "Basque"},     {0x0E, "Faroese"},  {0x0F, "French"},
    {0x10, "Frisian"},    {0x11, "Irish"},     {0x12, "Gaelic"},     {0x13, "Galician"}, {0x14, "Icelandic"},
    {0x15, "Italian"},    {0x16, "Sami"},      {0x17, "Latin"},      {0x18, "Latvian"},  {0x19, "Luxembourgian"},
    {0x1A, "Lithuanian"}, {0x1B, "Hungarian"}, {0x1C, "Maltese"},    {0x1D, "Dutch"},    {0x1E, "Norwegian"},
    {0x1F, "Occitan"},    {0x20, "Polish"},    {0x21, "Portuguese"}, {0x22, "Romanian"}, {0x23, "Romansh"},
    {0x24, "Serbian"},    {0x25, "Slovak"},    {0x26, "Slovenian"},  {0x27, "Finnish"},  {0x28, "Swedish"},
    {0x29, "Turkish"},    {0x2A, "Flemish"},   {0x2B, "Walloon"},    {0x56, "Russian"},  {0x65, "Korean"},
    {0x69, "Japanese"},   {0x70, "Greek"},     {0x75, "Chinese"},
};

// Letters and digits alone, small.
std::string folded(std::string_view name) {
    std::string result;
    for (const char c : name) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            result += c;
        } else if (c >= 'A' && c <= 'Z') {
            result += static_cast<char>(c - 'A' + 'a');
        }
    }
    return result;
}

const FieldName *entryOf(CdTextField field) {
    const auto *found =
        std::find_if(std::begin(Fields), std::end(Fields), [&](const FieldName &row) { return row.field == field; });
    return found == std::end(Fields) ? nullptr : found;
}

}  // namespace

std::string_view nameOf(CdTextField field) {
    const FieldName *entry = entryOf(field);
    return entry != nullptr ? entry->name : std::string_view();
}

bool isOfDiscOnly(CdTextField field) {
    const FieldName *entry = entryOf(field);
    return entry != nullptr && entry->ofDiscOnly;
}

std::optional<CdTextField> fieldOf(std::uint8_t packType) {
    const auto field = static_cast<CdTextField>(packType);
    return entryOf(field) != nullptr ? std::optional(field) : std::nullopt;
}

std::string languageName(std::uint8_t code) {
    for (const LanguageName &language : Languages) {
        if (language.code == code) {
            return std::string(language.name);
        }
    }
    char text[24];
    std::snprintf(text, sizeof text, "language 0x%02X", code);
    return text;
}

std::string_view genreName(std::uint16_t code) {
    return code < Genres.size() ? Genres[code] : std::string_view();
}

std::uint16_t genreCode(std::string_view name) {
    const std::string wanted = folded(name);
    for (std::uint16_t code = 2; code < Genres.size(); ++code) {
        if (folded(Genres[code]) == wanted) {
            return code;
        }
    }
    for (const OtherName &other : OtherGenres) {
        if (other.name == wanted) {
            return other.code;
        }
    }
    return 0;
}

}  // namespace burnish::cd
