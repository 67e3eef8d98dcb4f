// SPDX-License-Identifier: LGPL-2.1-or-later
// Packs out of symbols, and texts out of packs.
#include "cd_text.hpp"

#include "crc.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

namespace virtual_recorder {

namespace {

constexpr std::size_t PacksPerBlock = 4, SymbolsPerPack = 24, PayloadAt = 4, PayloadSize = 12;
constexpr std::uint8_t FirstType = 0x80, LastType = 0x8F, SizeInformation = 0x8F;
constexpr int Blocks = 8;

std::uint16_t orderOf(ByteView pack) {
    return static_cast<std::uint16_t>((pack[3] >> 4 & 0x07) << 8 | pack[2]);
}

int blockOf(ByteView pack) {
    return pack[3] >> 4 & 0x07;
}

// All payloads of one type in one language block, and the track that the first of them begins with.
struct Field {
    Bytes payload;
    int firstTrack = -1;
    bool doubleByte = false;
};

Field fieldOf(ByteView packs, int block, std::uint8_t type) {
    Field field;
    for (std::size_t at = 0; at + CdTextPackSize <= packs.size(); at += CdTextPackSize) {
        const ByteView pack = packs.subspan(at, CdTextPackSize);
        if (pack[0] == type && blockOf(pack) == block) {
            if (field.firstTrack < 0) {
                field.firstTrack = pack[1] & 0x7F;
                field.doubleByte = (pack[3] & 0x80) != 0;
            }
            const ByteView payload = pack.subspan(PayloadAt, PayloadSize);
            field.payload.insert(field.payload.end(), payload.begin(), payload.end());
        }
    }
    return field;
}

// The text of a track. A tab alone, or two where characters have two bytes, repeats the text before.
std::string textOf(const Field &field, int track) {
    const std::size_t unit = field.doubleByte ? 2 : 1;
    const std::string repeat(unit, '\t');
    std::string text, previous;
    int current = field.firstTrack;
    for (std::size_t at = 0; current >= 0 && at + unit <= field.payload.size(); at += unit) {
        const bool end = std::all_of(field.payload.begin() + static_cast<std::ptrdiff_t>(at),
                                     field.payload.begin() + static_cast<std::ptrdiff_t>(at + unit),
                                     [](std::uint8_t byte) { return byte == 0; });
        if (!end) {
            text.append(reinterpret_cast<const char *>(field.payload.data() + at), unit);
            continue;
        }
        previous = text == repeat ? previous : text;
        if (current++ == track) {
            return previous;
        }
        text.clear();
    }
    return {};
}

std::string quoted(const std::string &text) {
    std::string out = "\"";
    for (const char character : text) {
        const auto byte = static_cast<std::uint8_t>(character);
        if (byte < 0x20 || byte >= 0x7F || character == '"' || character == '\\') {
            std::array<char, 8> code{};
            std::snprintf(code.data(), code.size(), "\\%03o", byte);
            out += code.data();
        } else {
            out += character;
        }
    }
    return out + "\"";
}

std::string binary(const Bytes &bytes) {
    std::string out = "{";
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out += (i == 0 ? " " : ", ") + std::to_string(bytes[i]);
    }
    return out + "}";
}

struct Item {
    std::uint8_t type;
    const char *name;
};
constexpr std::array<Item, 6> Texts = {{{0x80, "TITLE"},
                                        {0x81, "PERFORMER"},
                                        {0x82, "SONGWRITER"},
                                        {0x83, "COMPOSER"},
                                        {0x84, "ARRANGER"},
                                        {0x85, "MESSAGE"}}};

std::string languageStatements(ByteView packs, int block, int track) {
    std::string text;
    const auto add = [&](std::uint8_t type, const char *name) {
        const std::string value = textOf(fieldOf(packs, block, type), track);
        text += value.empty() ? "" : std::string("    ") + name + " " + quoted(value) + "\n";
    };
    for (const Item &item : Texts) {
        add(item.type, item.name);
    }
    if (track == 0) {
        add(0x86, "DISC_ID");
        if (const Field genre = fieldOf(packs, block, 0x87); !genre.payload.empty()) {
            text += "    GENRE " + binary(genre.payload) + "\n";
        }
    }
    add(0x8E, track == 0 ? "UPC_EAN" : "ISRC");
    return text;
}

// Language codes stand in the last eight bytes of the size information; 9, English, where it tells none.
int languageCode(ByteView packs, int block) {
    constexpr std::size_t LanguagesAt = 28, English = 9;
    for (int any = 0; any < Blocks; ++any) {
        const Field sizes = fieldOf(packs, any, SizeInformation);
        const std::size_t at = LanguagesAt + static_cast<std::size_t>(block);
        if (sizes.payload.size() > at && sizes.payload[at] != 0) {
            return sizes.payload[at];
        }
    }
    return static_cast<int>(English);
}

}  // namespace

bool CdTextCollector::take(ByteView symbols) {
    for (std::size_t number = 0; number < PacksPerBlock; ++number) {
        const ByteView own = symbols.subspan(number * SymbolsPerPack, SymbolsPerPack);
        Pack pack{};
        for (std::size_t bit = 0; bit < CdTextPackSize * 8; ++bit) {
            const unsigned value = own[bit / 6] >> (5 - bit % 6) & 1U;
            pack[bit / 8] |= static_cast<std::uint8_t>(value << (7 - bit % 8));
        }
        if (std::all_of(pack.begin(), pack.end(), [](std::uint8_t byte) { return byte == 0; })) {
            continue;
        }
        const bool sound = pack[0] >= FirstType && pack[0] <= LastType &&
                           invertedCrc(ByteView(pack).first(CdTextPackSize - 2)) == get16(pack, CdTextPackSize - 2);
        if (!sound || packs_.try_emplace(orderOf(pack), pack).first->second != pack) {
            return false;
        }
    }
    return true;
}

bool CdTextCollector::whole() const {
    std::array<std::size_t, Blocks> count{};
    return std::all_of(packs_.begin(), packs_.end(),
                       [&](const auto &entry) { return (entry.first & 0xFF) == count[entry.first >> 8]++; });
}

Bytes CdTextCollector::packs() const {
    Bytes all;
    for (const auto &[order, pack] : packs_) {
        all.insert(all.end(), pack.begin(), pack.end());
    }
    return all;
}

std::string cdTextStatements(ByteView packs, int track) {
    std::string map, languages;
    for (int block = 0; block < Blocks; ++block) {
        if (languageStatements(packs, block, 0).empty() && fieldOf(packs, block, 0x80).payload.empty()) {
            continue;
        }
        const std::string number = std::to_string(block);
        map += (map.empty() ? " " : ", ") + number + " : " + std::to_string(languageCode(packs, block));
        languages += "  LANGUAGE " + number + " {\n" + languageStatements(packs, block, track) + "  }\n";
    }
    if (languages.empty()) {
        return {};
    }
    return "CD_TEXT {\n" + (track == 0 ? "  LANGUAGE_MAP {" + map + " }\n" : "") + languages + "}\n";
}

}  // namespace virtual_recorder
