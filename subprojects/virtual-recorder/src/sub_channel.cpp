// SPDX-License-Identifier: LGPL-2.1-or-later
// P and Q of one block. Every hundred blocks of a track, one tells the catalogue number and one the ISRC, where there
// is one, and never the first, where a track begins.
#include "sub_channel.hpp"

#include "crc.hpp"
#include "msf.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

using Q = std::array<std::uint8_t, 12>;

enum Mode : std::uint8_t { Position = 1, CatalogueNumber = 2, RecordingCode = 3 };
constexpr std::int32_t Cycle = 100, CatalogueNumberAt = 98, RecordingCodeAt = 99;

std::uint8_t bcd(int value) {
    return static_cast<std::uint8_t>(value / 10 << 4 | value % 10);
}

void putMsf(Q &q, std::size_t at, const Msf &time) {
    q[at] = bcd(time.minute);
    q[at + 1] = bcd(time.second);
    q[at + 2] = bcd(time.frame);
}

void putCrc(Q &q) {
    put16(q, 10, invertedCrc(ByteView(q).first(10)));
}

// Appends the low bits of a value, the highest first.
class BitWriter {
public:
    BitWriter(Q &q, std::size_t at) : q_(q), bit_(at * 8) {}
    void put(unsigned value, int bits) {
        for (int i = bits - 1; i >= 0; --i, ++bit_) {
            q_[bit_ / 8] |= static_cast<std::uint8_t>((value >> i & 1) << (7 - bit_ % 8));
        }
    }

private:
    Q &q_;
    std::size_t bit_;
};

unsigned digit(char character) {
    return static_cast<unsigned>(character - '0');
}

void putMcn(Q &q, const std::string &mcn) {
    BitWriter bits(q, 1);
    for (const char character : mcn) {
        bits.put(digit(character), 4);
    }
}

// Letters are coded from 11h on.
void putIsrc(Q &q, const std::string &isrc) {
    BitWriter bits(q, 1);
    for (std::size_t i = 0; i < 5; ++i) {
        bits.put(isrc[i] >= 'A' ? static_cast<unsigned>(isrc[i] - 'A') + 0x11 : digit(isrc[i]), 6);
    }
    bits.put(0, 2);
    for (std::size_t i = 5; i < isrc.size(); ++i) {
        bits.put(digit(isrc[i]), 4);
    }
}

Mode modeOf(const Region &region, std::int32_t relative, const std::string &mcn) {
    if (region.kind == Region::Kind::Silence) {
        return Position;
    }
    if (relative % Cycle == CatalogueNumberAt && !mcn.empty()) {
        return CatalogueNumber;
    }
    return relative % Cycle == RecordingCodeAt && !region.place.track->kind.isrc.empty() ? RecordingCode : Position;
}

// P announces a track during its pause and is one block behind Q.
bool pChannel(const Region &region, std::int32_t lba) {
    return positionOf(region, lba).relative <= 0;
}

}  // namespace

TrackPosition positionOf(const Region &region, std::int32_t lba) {
    const std::int32_t relative = lba - region.place.track->start;
    const auto &indexes = region.place.track->indexes;
    const auto passed = std::upper_bound(indexes.begin(), indexes.end(), relative) - indexes.begin();
    return {static_cast<std::uint8_t>(relative < 0 ? 0 : 1 + passed), relative};
}

std::array<std::uint8_t, 12> qChannel(const Region &region, std::int32_t lba, const std::string &mcn) {
    const TrackPosition position = positionOf(region, lba);
    const TrackKind &kind = region.place.track->kind;
    const Mode mode = modeOf(region, position.relative, mcn);
    const Msf absolute = msfOfLba(lba);
    Q q{};
    q[0] = static_cast<std::uint8_t>(kind.control << 4 | mode);
    if (mode == Position) {
        q[1] = bcd(region.place.number);
        q[2] = bcd(position.index);
        putMsf(q, 3, msfOfSectors(position.played()));
        putMsf(q, 7, absolute);
    } else {
        mode == CatalogueNumber ? putMcn(q, mcn) : putIsrc(q, kind.isrc);
        q[9] = bcd(absolute.frame);
    }
    putCrc(q);
    return q;
}

void putFormattedQ(const Region &region, std::int32_t lba, const std::string &mcn,
                   std::span<std::uint8_t, FormattedQSize> out) {
    const Q q = qChannel(region, lba, mcn);
    std::fill(std::copy(q.begin(), q.end(), out.begin()), out.end(), std::uint8_t{0});
    out[15] = pChannel(region, lba) ? 0x80 : 0;
}

void putRawSubChannel(const Region &region, std::int32_t lba, const std::string &mcn,
                      std::span<std::uint8_t, RawSubChannelSize> out) {
    const Q q = qChannel(region, lba, mcn);
    const std::uint8_t p = pChannel(region, lba) ? 0x80 : 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool one = (q[i / 8] >> (7 - i % 8) & 1) != 0;
        out[i] = static_cast<std::uint8_t>(p | (one ? 0x40 : 0));
    }
}

}  // namespace virtual_recorder
