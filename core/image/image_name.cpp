// SPDX-License-Identifier: GPL-3.0-or-later
// Names in an image: paths, characters, volume IDs. No libisofs here.
#include "image/image_name.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>

namespace burnish {

namespace {

constexpr char HexDigits[] = "0123456789ABCDEF";

// Bytes of the well-formed UTF-8 character that begins text; 0 where none does (Unicode 15, table 3-7).
std::size_t utf8CharacterLength(std::string_view text) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0u; };
    const auto within = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
    const auto tail = [&](std::size_t i) { return within(i, 0x80, 0xBF); };
    if (text.empty()) {
        return 0;
    }
    const unsigned first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return tail(1) ? 2 : 0;
    }
    if (first >= 0xE0 && first <= 0xEF) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return within(1, low, high) && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        return within(1, low, high) && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

void appendPercent(std::string &out, std::uint8_t byte) {
    out += '%';
    out += HexDigits[byte >> 4];
    out += HexDigits[byte & 0x0F];
}

void appendUtf8(std::string &out, std::uint32_t code) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | code >> 6);
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | code >> 12);
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | code >> 18);
        add(0x80 | (code >> 12 & 0x3F));
        add(0x80 | (code >> 6 & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

Error invalidTarget(std::string_view target, const std::string &why) {
    return Error(status::E_INVALID_PATH, inQuotes(target) + " is no path in an image: " + why + ".");
}

}  // namespace

bool isUtf8(std::string_view text) {
    while (!text.empty()) {
        const std::size_t length = utf8CharacterLength(text);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

// The names on a disc are UTF-8. A name in another encoding is not guessed at: what cannot be read is spelt out, so
// that no two names become the same and the bytes can be told from the result.
std::string escapedToUtf8(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t length = utf8CharacterLength(text);
        if (length == 0) {
            appendPercent(out, static_cast<std::uint8_t>(text[0]));
            text.remove_prefix(1);
        } else {
            out += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    return out;
}

std::string inQuotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : escapedToUtf8(text)) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte < 0x20 || byte == 0x7F) {
            appendPercent(out, byte);
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string utf8FromUtf16BigEndian(std::string_view bytes) {
    const auto unit = [&](std::size_t i) -> std::uint32_t {
        return static_cast<std::uint32_t>(static_cast<std::uint8_t>(bytes[i]) << 8 |
                                          static_cast<std::uint8_t>(bytes[i + 1]));
    };
    std::string out;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const std::uint32_t first = unit(i);
        const bool high = first >= 0xD800 && first < 0xDC00;
        const std::uint32_t second = high && i + 3 < bytes.size() ? unit(i + 2) : 0;
        if (high && second >= 0xDC00 && second < 0xE000) {
            appendUtf8(out, 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            i += 2;
        } else {
            appendUtf8(out, first >= 0xD800 && first < 0xE000 ? 0xFFFD : first);
        }
    }
    return out;
}

Result<std::vector<std::string>> splitTarget(std::string_view target) {
    if (target.empty() || target.front() != '/') {
        return invalidTarget(target, "it must begin with a slash");
    }
    if (!isUtf8(target)) {
        return invalidTarget(target, "it is not UTF-8");
    }
    std::vector<std::string> parts;
    while (!target.empty()) {
        const std::size_t end = std::min(target.find('/'), target.size());
        const std::string_view part = target.substr(0, end);
        target.remove_prefix(std::min(end + 1, target.size()));
        if (part.empty()) {
            continue;
        }
        if (part == "." || part == "..") {
            return invalidTarget(part, "\".\" and \"..\" have no meaning there");
        }
        if (part.find('\0') != std::string_view::npos) {
            return invalidTarget(part, "it holds a zero byte");
        }
        if (part.size() > LongestName) {
            return invalidTarget(part, "a name may have " + std::to_string(LongestName) + " bytes");
        }
        parts.emplace_back(part);
    }
    return parts;
}

std::string lastComponent(const std::string &path) {
    std::filesystem::path rest(path);
    if (rest.has_relative_path() && !rest.has_filename()) {
        rest = rest.parent_path();
    }
    std::string name = rest.filename().string();
    if (name == "." || name.empty() || name == "..") {
        std::error_code ignored;
        name = std::filesystem::canonical(path, ignored).filename().string();
    }
    return name;
}

// ECMA-119 allows A-Z, 0-9 and _ only; every system of today shows any printable ASCII, and users expect to see the
// label that they typed, so this is what is let through. Other scripts have no encoding in the primary descriptor.
Result<void> checkVolumeId(const std::string &id) {
    if (id.size() > LongestVolumeId) {
        return Error(status::E_INVALID_VOLUME_NAME, "The volume ID " + inQuotes(id) + " has " +
                                                        std::to_string(id.size()) + " characters. It may have " +
                                                        std::to_string(LongestVolumeId) + ": shorten it.");
    }
    for (const char c : id) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte < 0x20 || byte > 0x7E) {
            return Error(status::E_INVALID_VOLUME_NAME,
                         "The volume ID " + inQuotes(id) +
                             " holds a character that a disc's label cannot: use letters without accents, digits, "
                             "blanks and punctuation.");
        }
    }
    return {};
}

bool isStorableLinkTarget(std::string_view target) {
    if (target.empty() || target.size() > LongestLinkTarget) {
        return false;
    }
    while (!target.empty()) {
        const std::size_t end = std::min(target.find('/'), target.size());
        if (end > LongestLinkComponent) {
            return false;
        }
        target.remove_prefix(std::min(end + 1, target.size()));
    }
    return true;
}

std::string volumeIdFromName(std::string_view name) {
    std::string id;
    bool useful = false;
    for (const char c : name) {
        const bool digit = c >= '0' && c <= '9';
        const bool upper = c >= 'A' && c <= 'Z';
        const bool lower = c >= 'a' && c <= 'z';
        const bool continuation = (static_cast<std::uint8_t>(c) & 0xC0) == 0x80;
        if (continuation || id.size() == LongestVolumeId) {
            continue;  // one character of UTF-8 becomes one underscore
        }
        id += digit || upper ? c : lower ? static_cast<char>(c - 'a' + 'A') : '_';
        useful = useful || digit || upper || lower;
    }
    return useful ? id : std::string();
}

}  // namespace burnish
