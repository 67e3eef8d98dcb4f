// SPDX-License-Identifier: LGPL-2.1-or-later
// Bits and digits of Q.
#include "q_channel.hpp"

#include "identifiers.hpp"

namespace virtual_recorder {

namespace {

unsigned bitsAt(const QBytes &q, std::size_t bit, std::size_t count) {
    unsigned value = 0;
    for (std::size_t i = bit; i < bit + count; ++i) {
        value = value << 1 | (q[i / 8] >> (7 - i % 8) & 1U);
    }
    return value;
}

// Digits of four bits each, from a bit on.
std::string digitsAt(const QBytes &q, std::size_t bit, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        const unsigned digit = bitsAt(q, bit + 4 * i, 4);
        text += digit < 10 ? static_cast<char>('0' + digit) : '?';
    }
    return text;
}

constexpr unsigned FirstLetter = 0x11, LastLetter = FirstLetter + 25;

char characterOf(unsigned code) {
    if (code < 10) {
        return static_cast<char>('0' + code);
    }
    return code >= FirstLetter && code <= LastLetter ? static_cast<char>('A' + code - FirstLetter) : '?';
}

}  // namespace

QBytes qOfSymbols(ByteView symbols) {
    QBytes q{};
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        q[i / 8] |= static_cast<std::uint8_t>((symbols[i] >> 6 & 1) << (7 - i % 8));
    }
    return q;
}

void putPq(const QBytes &q, bool p, std::span<std::uint8_t> symbols) {
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        const unsigned bit = q[i / 8] >> (7 - i % 8) & 1U;
        symbols[i] = static_cast<std::uint8_t>((symbols[i] & 0x3F) | (p ? 0x80 : 0) | bit << 6);
    }
}

std::optional<int> fromBcd(std::uint8_t value) {
    const int high = value >> 4, low = value & 0x0F;
    return high < 10 && low < 10 ? std::optional(10 * high + low) : std::nullopt;
}

std::optional<Msf> timeAt(const QBytes &q, std::size_t at) {
    const auto minute = fromBcd(q[at]), second = fromBcd(q[at + 1]), frame = fromBcd(q[at + 2]);
    if (!minute || !second || !frame || *second >= 60 || *frame >= 75) {
        return std::nullopt;
    }
    return Msf{static_cast<std::uint8_t>(*minute), static_cast<std::uint8_t>(*second),
               static_cast<std::uint8_t>(*frame)};
}

// 13 digits; what is left of the field is zero.
std::optional<std::string> catalogueNumberOf(const QBytes &q) {
    const std::string number = digitsAt(q, 8, 13);
    return validMcn(number) && bitsAt(q, 60, 12) == 0 ? std::optional(number) : std::nullopt;
}

// Five characters of six bits, two bits of zero, seven digits, four bits of zero.
std::optional<std::string> recordingCodeOf(const QBytes &q) {
    std::string code;
    for (std::size_t i = 0; i < 5; ++i) {
        code += characterOf(bitsAt(q, 8 + 6 * i, 6));
    }
    code += digitsAt(q, 40, 7);
    return validIsrc(code) && bitsAt(q, 38, 2) == 0 && bitsAt(q, 68, 4) == 0 ? std::optional(code) : std::nullopt;
}

}  // namespace virtual_recorder
