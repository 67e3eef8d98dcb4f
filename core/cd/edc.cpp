// SPDX-License-Identifier: LGPL-2.1-or-later
// EDC: a CRC by P = (x^16 + x^15 + x^2 + 1)(x^16 + x^2 + x + 1), least significant bit first, from 0.
//
// P divides (x^31 + x^15 + x^3 + 1)^2 = x^62 + x^30 + x^6 + 1, and so it divides every 2^k-th power of that, which has
// as few terms: x^(31 w) = x^(15 w) + x^(3 w) + 1 modulo P for w = 64, 32, 16 and 8. A word of w bits may therefore be
// taken away if it is added to the words 16, 28 and 31 places further on. That shortens the message to 31 words, those
// to 31 of half the width, and so on, until 31 bytes are left for a table.
#include "cd/edc.hpp"

#include "cd/words.hpp"

#include <algorithm>
#include <array>

namespace burnish::cd {

namespace {

constexpr std::uint32_t Polynomial = 0xD8018001;  // bits reversed
constexpr std::size_t Left = 31, Block = 16;
constexpr std::size_t LongestMessage = 2352;  // a sector

constexpr std::array<std::uint32_t, 256> makeTable() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = value >> 1 ^ (value & 1 ? Polynomial : 0);
        }
        table[byte] = value;
    }
    return table;
}

constexpr auto Table = makeTable();

// bytes: a multiple of eight.
void add(std::uint8_t *target, const std::uint8_t *source, std::size_t bytes) {
    for (std::size_t i = 0; i < bytes; i += 8) {
        store(target + i, load<std::uint64_t>(target + i) ^ load<std::uint64_t>(source + i));
    }
}

// Fills a block of the widest words up with what words before it give to it; none of its own does.
void receive(std::uint8_t *block) {
    for (std::uint8_t *word = block; word != block + 8 * Block; word += 8) {
        store(word, load<std::uint64_t>(word) ^ load<std::uint64_t>(word - 8 * 16) ^
                        load<std::uint64_t>(word - 8 * 28) ^ load<std::uint64_t>(word - 8 * 31));
    }
}

// Takes a block of words away.
template <typename Word>
void giveAway(std::uint8_t *block) {
    for (const std::size_t places : {16, 28, 31}) {
        add(block + places * sizeof(Word), block, Block * sizeof(Word));
    }
}

// Of 62 words at the end 31 stay. Two blocks have a word more, which is made to be zero.
template <typename Word>
void halve(std::uint8_t *end) {
    std::uint8_t *from = end - (2 * Left + 1) * sizeof(Word);
    store(from, Word{0});
    giveAway<Word>(from);
    giveAway<Word>(from + Block * sizeof(Word));
}

std::uint32_t byTable(const std::uint8_t *bytes, std::size_t count) {
    std::uint32_t edc = 0;
    for (std::size_t i = 0; i < count; ++i) {
        edc = edc >> 8 ^ Table[(edc ^ bytes[i]) & 0xFF];
    }
    return edc;
}

}  // namespace

// Zeros in front of a message change nothing: they fill it up to whole blocks, and give nothing to the first ones.
std::uint32_t edcOf(std::span<const std::uint8_t> bytes) {
    constexpr std::size_t BlockBytes = 8 * Block, LeftBytes = 8 * Left;
    constexpr std::size_t MostBlocks = (LongestMessage - LeftBytes + BlockBytes - 1) / BlockBytes;
    std::array<std::uint8_t, LeftBytes + MostBlocks * BlockBytes + LeftBytes> message;
    std::uint8_t *const end = message.data() + message.size(), *const left = end - LeftBytes;
    const std::size_t beyond = bytes.size() > LeftBytes ? bytes.size() - LeftBytes : 0;
    std::uint8_t *block = left - (beyond + BlockBytes - 1) / BlockBytes * BlockBytes;
    std::memset(block - LeftBytes, 0, static_cast<std::size_t>(end - block) + LeftBytes - bytes.size());
    std::copy(bytes.begin(), bytes.end(), end - bytes.size());
    for (; block != left; block += BlockBytes) {
        receive(block);
    }
    for (const std::size_t places : {16, 28, 31}) {
        add(left, left - 8 * places, 8 * places);
    }
    halve<std::uint32_t>(end);
    halve<std::uint16_t>(end);
    halve<std::uint8_t>(end);
    return byTable(end - Left, Left);
}

}  // namespace burnish::cd
