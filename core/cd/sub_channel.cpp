// SPDX-License-Identifier: LGPL-2.1-or-later
// Sub-channels beside the main channel: bit 7 of each symbol is P, bit 6 is Q, its most significant bit first.
#include "cd/sub_channel.hpp"

#include "cd/sector.hpp"
#include "cd/words.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace burnish::cd {

namespace {

constexpr std::uint8_t PBit = 0x80, QBit = 0x40, RwBits = 0x3F;
constexpr std::size_t Group = 8;  // symbols that hold a byte of Q

constexpr auto BitOfPlace = std::bit_cast<std::uint64_t>(std::array<std::uint8_t, Group>{128, 64, 32, 16, 8, 4, 2, 1});

// Each bit of a byte as the Q bit of a symbol of its own. To add 7Fh to 0 leaves the highest bit clear, and to anything
// up to 80h sets it.
std::uint64_t symbolsOf(std::uint8_t byte) {
    return (((eight(byte) & BitOfPlace) + eight(0x7F)) & eight(0x80)) >> 1;
}

// The other way round: the place's own bit where Q is set. No two are alike, so that their sum is the byte.
std::uint8_t byteOf(std::uint64_t symbols) {
    const std::uint64_t ones = (symbols & eight(QBit)) >> 6;
    const std::uint64_t bits = ones * 0xFF & BitOfPlace;
    return static_cast<std::uint8_t>(bits * eight(1) >> 56);
}

}  // namespace

std::size_t subChannelBytes(SubChannelType type) {
    return type == SubChannelType::PqOnly ? PqBytes : SymbolBytes;
}

std::size_t imageSectorBytes(SubChannelType type) {
    return SectorBytes + subChannelBytes(type);
}

void putPq(const QFrame &q, bool p, std::span<std::uint8_t, SymbolBytes> symbols) {
    const std::uint64_t pBits = eight(p ? PBit : 0);
    for (std::size_t i = 0; i < q.size(); ++i) {
        std::uint8_t *group = &symbols[Group * i];
        store(group, (load<std::uint64_t>(group) & eight(RwBits)) | pBits | symbolsOf(q[i]));
    }
}

// Three bytes of zero between Q and P.
void putPq(const QFrame &q, bool p, std::span<std::uint8_t, PqBytes> pq) {
    std::copy(q.begin(), q.end(), pq.begin());
    std::fill(pq.begin() + q.size(), pq.end(), std::uint8_t{0});
    pq[PqBytes - 1] = p ? PBit : 0;
}

QFrame takeQ(std::span<const std::uint8_t, SymbolBytes> symbols) {
    QFrame q{};
    for (std::size_t i = 0; i < q.size(); ++i) {
        q[i] = byteOf(load<std::uint64_t>(&symbols[Group * i]));
    }
    return q;
}

QFrame takeQ(std::span<const std::uint8_t, PqBytes> pq) {
    QFrame q{};
    std::copy_n(pq.begin(), q.size(), q.begin());
    return q;
}

// P has no check sum: most of its 96 bits decide.
bool takeP(std::span<const std::uint8_t, SymbolBytes> symbols) {
    const auto set = std::count_if(symbols.begin(), symbols.end(), [](std::uint8_t symbol) { return symbol & PBit; });
    return set > static_cast<std::ptrdiff_t>(SymbolBytes / 2);
}

bool takeP(std::span<const std::uint8_t, PqBytes> pq) {
    return pq[PqBytes - 1] & PBit;
}

}  // namespace burnish::cd
