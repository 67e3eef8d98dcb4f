// SPDX-License-Identifier: LGPL-2.1-or-later
// Sub-channels beside the main channel: bit 7 of each symbol is P, bit 6 is Q, its most significant bit first.
#include "cd/sub_channel.hpp"

#include "cd/sector.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

constexpr std::uint8_t PBit = 0x80, QBit = 0x40, RwBits = 0x3F;

}  // namespace

std::size_t subChannelBytes(SubChannelType type) {
    return type == SubChannelType::PqOnly ? PqBytes : SymbolBytes;
}

std::size_t imageSectorBytes(SubChannelType type) {
    return SectorBytes + subChannelBytes(type);
}

void putPq(const QFrame &q, bool p, std::span<std::uint8_t, SymbolBytes> symbols) {
    for (std::size_t i = 0; i < SymbolBytes; ++i) {
        const bool qBit = q[i / 8] >> (7 - i % 8) & 1;
        symbols[i] = static_cast<std::uint8_t>((symbols[i] & RwBits) | (p ? PBit : 0) | (qBit ? QBit : 0));
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
    for (std::size_t i = 0; i < SymbolBytes; ++i) {
        q[i / 8] = static_cast<std::uint8_t>(q[i / 8] << 1 | (symbols[i] & QBit ? 1 : 0));
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
