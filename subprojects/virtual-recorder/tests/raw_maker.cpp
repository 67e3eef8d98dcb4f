// SPDX-License-Identifier: LGPL-2.1-or-later
// Raw streams for tests.
#include "raw_maker.hpp"

#include "cd_text_maker.hpp"

#include <algorithm>

namespace test {

namespace {

std::uint8_t bcd(int value) {
    return static_cast<std::uint8_t>(value / 10 * 16 + value % 10);
}

void putTime(RawDisc::Q &q, std::size_t at, std::int32_t frames) {
    q[at] = bcd(frames / 4500);
    q[at + 1] = bcd(frames / 75 % 60);
    q[at + 2] = bcd(frames % 75);
}

std::uint8_t product(unsigned a, unsigned b) {
    unsigned sum = 0;
    for (unsigned bit = 0; bit < 8; ++bit) {
        sum ^= (b >> bit & 1U) != 0 ? a << bit : 0;
    }
    for (int bit = 14; bit >= 8; --bit) {
        sum ^= (sum >> bit & 1U) != 0 ? 0x11DU << (bit - 8) : 0;
    }
    return static_cast<std::uint8_t>(sum);
}

// The two parity bytes of a code word: the remainder by (x + 1)(x + 2).
struct Parity {
    std::uint8_t high = 0, low = 0;
    void take(std::uint8_t byte) {
        const std::uint8_t factor = byte ^ high;
        high = static_cast<std::uint8_t>(low ^ product(factor, 3));
        low = product(factor, 2);
    }
};

void setBits(RawDisc::Q &q, std::size_t bit, unsigned value, int count) {
    for (int i = count - 1; i >= 0; --i, ++bit) {
        q[bit / 8] = static_cast<std::uint8_t>(q[bit / 8] | (value >> i & 1U) << (7 - bit % 8));
    }
}

// Over the bytes from one place to another, where it stands.
void putEdc(Bytes &sector, std::size_t from, std::size_t to) {
    std::uint32_t edc = 0;
    for (std::size_t i = from; i < to; ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            const std::uint32_t feedback = (edc ^ sector[i] >> bit) & 1U;
            edc = edc >> 1 ^ (feedback != 0 ? 0xD8018001 : 0);
        }
    }
    for (std::size_t i = 0; i < 4; ++i) {
        sector[to + i] = static_cast<std::uint8_t>(edc >> 8 * i);
    }
}

void putParity(Bytes &sector) {
    for (std::size_t plane = 0; plane < 2; ++plane) {
        const auto at = [&](std::size_t word) -> std::uint8_t & { return sector[12 + 2 * word + plane]; };
        for (std::size_t column = 0; column < 43; ++column) {
            Parity parity;
            for (std::size_t m = 0; m < 24; ++m) {
                parity.take(at(43 * m + column));
            }
            at(43 * 24 + column) = parity.high;
            at(43 * 25 + column) = parity.low;
        }
        for (std::size_t diagonal = 0; diagonal < 26; ++diagonal) {
            Parity parity;
            for (std::size_t m = 0; m < 43; ++m) {
                parity.take(at((44 * m + 43 * diagonal) % 1118));
            }
            at(1118 + diagonal) = parity.high;
            at(1144 + diagonal) = parity.low;
        }
    }
}

}  // namespace

RawDisc::Q withCrc(RawDisc::Q q) {
    const std::uint16_t crc = crcOf(Bytes(q.begin(), q.begin() + 10));
    q[10] = static_cast<std::uint8_t>(crc >> 8);
    q[11] = static_cast<std::uint8_t>(crc);
    return q;
}

const RawTrack *RawDisc::trackOf(std::int32_t lba) const {
    const RawTrack *found = nullptr;
    for (const RawTrack &track : tracks) {
        found = lba >= track.start - track.pregap && lba >= -150 && lba < leadOut ? &track : found;
    }
    return found;
}

RawDisc::Q RawDisc::q(std::int32_t lba) const {
    Q q{};
    const RawTrack *track = trackOf(lba);
    if (lba < -150) {  // the lead-in: each entry three times
        const std::size_t entry = static_cast<std::size_t>(lba - leadIn) / 3 % (tracks.size() + 3);
        const std::size_t number = entry < 3 ? 0 : entry - 2;
        const RawTrack &of = number > 0 ? tracks[number - 1] : entry == 0 ? tracks.front() : tracks.back();
        q[0] = static_cast<std::uint8_t>(of.control << 4 | 1);
        q[2] = entry < 3 ? static_cast<std::uint8_t>(0xA0 + entry) : bcd(static_cast<int>(number));
        putTime(q, 3, lba + 450150);
        if (entry == 0) {
            q[7] = 1;
            q[8] = static_cast<std::uint8_t>(format);
        } else if (entry == 1) {
            q[7] = bcd(static_cast<int>(tracks.size()));
        } else {
            putTime(q, 7, 150 + (entry == 2 ? leadOut : of.start));
        }
        return withCrc(q);
    }
    const int control = track != nullptr ? track->control : tracks.back().control;
    const bool special = track != nullptr && lba > track->start + 20;
    const bool startsIndex = special && std::count(track->indexes.begin(), track->indexes.end(), lba) != 0;
    const bool tellsMcn = special && !startsIndex && !mcn.empty() && lba % 90 == 40;
    const bool tellsIsrc = special && !startsIndex && !track->isrc.empty() && lba % 90 == 60;
    if (tellsMcn) {
        q[0] = static_cast<std::uint8_t>(control << 4 | 2);
        for (std::size_t i = 0; i < mcn.size(); ++i) {
            setBits(q, 8 + 4 * i, static_cast<unsigned>(mcn[i] - '0'), 4);
        }
        q[9] = bcd((lba + 150) % 75);
    } else if (tellsIsrc) {
        q[0] = static_cast<std::uint8_t>(control << 4 | 3);
        for (std::size_t i = 0; i < 5; ++i) {
            const char one = track->isrc[i];
            setBits(q, 8 + 6 * i, static_cast<unsigned>(one >= 'A' ? one - 'A' + 0x11 : one - '0'), 6);
        }
        for (std::size_t i = 5; i < 12; ++i) {
            setBits(q, 40 + 4 * (i - 5), static_cast<unsigned>(track->isrc[i] - '0'), 4);
        }
        q[9] = bcd((lba + 150) % 75);
    } else {
        const std::int32_t start = track != nullptr ? track->start : leadOut;
        q[0] = static_cast<std::uint8_t>(control << 4 | 1);
        q[1] = track != nullptr ? bcd(static_cast<int>(track - tracks.data()) + 1) : 0xAA;
        q[2] = lba < start ? 0 : 1;
        for (const std::int32_t index : track != nullptr ? track->indexes : std::vector<std::int32_t>{}) {
            q[2] = static_cast<std::uint8_t>(q[2] + (lba >= index ? 1 : 0));
        }
        putTime(q, 3, lba < start ? start - lba - 1 + countdownTo : lba - start);
        putTime(q, 7, lba + 150);
    }
    return withCrc(q);
}

// One in pauses, and a block longer; the first block of a pause is late, too.
bool RawDisc::p(std::int32_t lba) const {
    const RawTrack *track = trackOf(lba - 1);
    return track != nullptr && lba - 1 < track->start;
}

Bytes RawDisc::content(std::int32_t lba) const {
    const RawTrack *track = trackOf(lba);
    const bool data = track != nullptr && (track->control & 4) != 0;
    const bool silent = track == nullptr || lba < track->start;
    if (data) {
        const std::size_t size = userDataSize(track->layout);
        return silent ? Bytes(size) : part(samples(1, static_cast<std::uint32_t>(lba + 1000)), 0, size);
    }
    return silent ? Bytes(2352) : samples(1, static_cast<std::uint32_t>(lba + 1000));
}

Bytes RawDisc::main(std::int32_t lba) const {
    const RawTrack *track = trackOf(lba);
    const bool data = track != nullptr && (track->control & 4) != 0;
    return data ? scrambled(dataSector(lba, track->layout, content(lba))) : content(lba);
}

Bytes RawDisc::block(std::int32_t lba) const {
    Bytes bytes = main(lba);
    Bytes symbols = lba < -150 && !packs.empty() ? symbolsOf(packs, static_cast<std::size_t>(lba - leadIn)) : Bytes(96);
    bytes.insert(bytes.end(), symbols.begin(), symbols.end());
    return withP(withQ(std::move(bytes), q(lba)), p(lba));
}

Bytes RawDisc::block16(std::int32_t lba) const {
    Bytes bytes = main(lba);
    const Q own = q(lba);
    bytes.insert(bytes.end(), own.begin(), own.end());
    bytes.resize(2352 + 16);
    bytes.back() = p(lba) ? 0x80 : 0;
    return bytes;
}

Bytes withQ(Bytes block, const RawDisc::Q &q) {
    for (std::size_t i = 0; i < 96; ++i) {
        auto &symbol = block[2352 + i];
        const bool one = (q[i / 8] & 0x80 >> i % 8) != 0;
        symbol = static_cast<std::uint8_t>((symbol & 0xBF) | (one ? 0x40 : 0));
    }
    return block;
}

Bytes withP(Bytes block, bool p) {
    for (std::size_t i = 2352; i < 2448; ++i) {
        block[i] = static_cast<std::uint8_t>((block[i] & 0x7F) | (p ? 0x80 : 0));
    }
    return block;
}

Bytes scrambled(Bytes sector) {
    std::array<int, 15> stages{1};  // the first is the one that comes out
    for (std::size_t i = 12; i < sector.size(); ++i) {
        for (int bit = 0; bit < 8; ++bit) {
            sector[i] = static_cast<std::uint8_t>(sector[i] ^ stages[0] << bit);
            const int fed = stages[0] ^ stages[1];
            std::rotate(stages.begin(), stages.begin() + 1, stages.end());
            stages.back() = fed;
        }
    }
    return sector;
}

std::size_t userDataSize(Layout layout) {
    switch (layout) {
        case Layout::Mode0:
            return 0;
        case Layout::Formless:
            return 2336;
        case Layout::Form2:
            return 2324;
        default:
            return 2048;
    }
}

Bytes dataSector(std::int32_t lba, Layout layout, const Bytes &userData) {
    Bytes sector(2352);
    std::fill(sector.begin() + 1, sector.begin() + 11, std::uint8_t{0xFF});
    RawDisc::Q time{};
    putTime(time, 0, lba + 150);
    std::copy_n(time.begin(), 3, sector.begin() + 12);
    const bool xa = layout == Layout::Form1 || layout == Layout::Form2;
    sector[15] = layout == Layout::Mode0 ? 0 : layout == Layout::Mode1 ? 1 : 2;
    std::copy(userData.begin(), userData.end(), sector.begin() + (xa ? 24 : 16));
    if (layout == Layout::Form2) {
        sector[18] = sector[22] = 0x20;
        putEdc(sector, 16, 2348);
    } else if (layout == Layout::Form1) {
        sector[18] = sector[22] = 0x08;
        putEdc(sector, 16, 2072);
        Bytes moved = sector;
        std::fill(moved.begin() + 12, moved.begin() + 16, std::uint8_t{0});
        putParity(moved);
        std::copy(moved.begin() + 16, moved.end(), sector.begin() + 16);
    } else if (layout == Layout::Mode1) {
        putEdc(sector, 0, 2064);
        putParity(sector);
    }
    return sector;
}

Bytes mode1Sector(std::int32_t lba, const Bytes &data) {
    return scrambled(dataSector(lba, Layout::Mode1, data));
}

}  // namespace test
