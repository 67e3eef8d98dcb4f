// SPDX-License-Identifier: LGPL-2.1-or-later
// Encoding of sectors. The parity codes are linear over GF(2^8), so whole rows of the sector are treated side by side:
// eight bytes to a machine word, one Horner step for each row.
#include "sector_encoder.hpp"

#include "msf.hpp"
#include "sector_layout.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

namespace virtual_recorder {

namespace {

constexpr std::size_t HeaderAt = 12, DataAt = 16, EdcAt = 2064, ZeroAt = 2068, ParityPAt = 2076, ParityQAt = 2248;

std::uint8_t bcd(std::uint8_t value) {
    return static_cast<std::uint8_t>(value / 10 << 4 | value % 10);
}

// EDC: eight bytes at a time through eight tables.
constexpr std::uint32_t EdcPolynomial = 0xD8018001;  // bit-reversed

using EdcTables = std::array<std::array<std::uint32_t, 256>, 8>;

constexpr EdcTables makeEdcTables() {
    EdcTables tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) {
            value = value >> 1 ^ ((value & 1) != 0 ? EdcPolynomial : 0);
        }
        tables[0][i] = value;
    }
    for (std::size_t t = 1; t < 8; ++t) {
        for (std::size_t i = 0; i < 256; ++i) {
            tables[t][i] = tables[t - 1][i] >> 8 ^ tables[0][tables[t - 1][i] & 0xFF];
        }
    }
    return tables;
}

constexpr EdcTables Edc = makeEdcTables();

std::uint32_t edcOf(std::span<const std::uint8_t> data) {
    std::uint32_t edc = 0;
    std::size_t i = 0;
    for (; i + 8 <= data.size(); i += 8) {
        const std::uint8_t *p = data.data() + i;
        edc = Edc[7][p[0] ^ (edc & 0xFF)] ^ Edc[6][p[1] ^ (edc >> 8 & 0xFF)] ^ Edc[5][p[2] ^ (edc >> 16 & 0xFF)] ^
              Edc[4][p[3] ^ (edc >> 24)] ^ Edc[3][p[4]] ^ Edc[2][p[5]] ^ Edc[1][p[6]] ^ Edc[0][p[7]];
    }
    for (; i < data.size(); ++i) {
        edc = edc >> 8 ^ Edc[0][(edc ^ data[i]) & 0xFF];
    }
    return edc;
}

// GF(2^8) with polynomial 11Dh.
constexpr std::uint8_t twice(std::uint8_t value) {
    return static_cast<std::uint8_t>(value << 1 ^ ((value & 0x80) != 0 ? 0x1D : 0));
}

// Eight such products in one word.
constexpr std::uint64_t twice(std::uint64_t lanes) {
    const std::uint64_t high = lanes & 0x8080808080808080;
    return (lanes ^ high) << 1 ^ (high >> 7) * 0x1D;
}

constexpr std::array<std::uint8_t, 256> makeThirds() {
    std::array<std::uint8_t, 256> thirds{};
    for (unsigned i = 0; i < 256; ++i) {
        const auto value = static_cast<std::uint8_t>(i);
        thirds[twice(value) ^ value] = value;
    }
    return thirds;
}

constexpr std::array<std::uint8_t, 256> Third = makeThirds();  // Third[3 * x] = x

// The two syndromes of up to Words * 8 code words side by side: the plain sum, and the sum weighted by powers of 2.
template <std::size_t Words>
struct Syndromes {
    std::array<std::uint64_t, Words> sum{};
    std::array<std::uint64_t, Words> weighted{};

    void add(const std::array<std::uint64_t, Words> &row) {
        for (std::size_t i = 0; i < Words; ++i) {
            sum[i] ^= row[i];
            weighted[i] = twice(weighted[i]) ^ row[i];
        }
    }

    // The parity bytes a (weight 2) and b (weight 1) that make both sums zero: a + b = sum, 2a + b = 4 * weighted.
    void parity(std::uint8_t *a, std::uint8_t *b, std::size_t lanes) const {
        std::array<std::uint64_t, Words> triple;
        for (std::size_t i = 0; i < Words; ++i) {
            triple[i] = twice(twice(weighted[i])) ^ sum[i];
        }
        const auto *sums = reinterpret_cast<const std::uint8_t *>(sum.data());
        const auto *triples = reinterpret_cast<const std::uint8_t *>(triple.data());
        for (std::size_t i = 0; i < lanes; ++i) {
            a[i] = Third[triples[i]];
            b[i] = static_cast<std::uint8_t>(a[i] ^ sums[i]);
        }
    }
};

constexpr std::size_t RowBytes = 86;  // 43 columns of two bytes
constexpr std::size_t DataRows = 24, Rows = 26, Columns = 43;

// P: one code word down each column. 2a + b = 4w and a + b = s, so 3a = 4w + s.
void addParityP(std::uint8_t *sector) {
    Syndromes<11> syndromes;
    std::array<std::uint64_t, 11> row{};
    for (std::size_t r = 0; r < DataRows; ++r) {
        std::memcpy(row.data(), sector + HeaderAt + r * RowBytes, RowBytes);
        syndromes.add(row);
    }
    syndromes.parity(sector + ParityPAt, sector + ParityPAt + RowBytes, RowBytes);
}

// Q: one code word down each diagonal; diagonal n has in column m the row (n + m) mod 26.
void addParityQ(std::uint8_t *sector) {
    Syndromes<7> syndromes;
    std::array<std::uint64_t, 7> lanes{};
    auto *bytes = reinterpret_cast<std::uint8_t *>(lanes.data());
    for (std::size_t column = 0; column < Columns; ++column) {
        const std::uint8_t *source = sector + HeaderAt + column * 2;
        const std::size_t first = column % Rows;
        for (std::size_t n = 0; n < Rows - first; ++n) {
            std::memcpy(bytes + 2 * n, source + (first + n) * RowBytes, 2);
        }
        for (std::size_t row = 0; row < first; ++row) {
            std::memcpy(bytes + 2 * (Rows - first + row), source + row * RowBytes, 2);
        }
        syndromes.add(lanes);
    }
    syndromes.parity(sector + ParityQAt, sector + ParityQAt + 2 * Rows, 2 * Rows);
}

void putSyncAndHeader(std::int32_t lba, std::uint8_t mode, std::span<std::uint8_t, 2352> sector) {
    constexpr std::array<std::uint8_t, HeaderAt> Sync = {0,    0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                                         0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0};
    std::copy(Sync.begin(), Sync.end(), sector.begin());
    const Msf time = msfOfLba(lba);
    sector[HeaderAt] = bcd(time.minute);
    sector[HeaderAt + 1] = bcd(time.second);
    sector[HeaderAt + 2] = bcd(time.frame);
    sector[HeaderAt + 3] = mode;
}

// Over the bytes from one place to another, where it stands.
void putEdc(std::span<std::uint8_t, 2352> sector, std::size_t from, std::size_t to) {
    const std::uint32_t edc = edcOf(sector.subspan(from, to - from));
    for (std::size_t i = 0; i < 4; ++i) {
        sector[to + i] = static_cast<std::uint8_t>(edc >> 8 * i);
    }
}

// Parity as if the header were zero: a sector of form 1 can be moved.
void addParityWithoutHeader(std::span<std::uint8_t, 2352> sector) {
    std::array<std::uint8_t, DataAt - HeaderAt> header{};
    std::swap_ranges(header.begin(), header.end(), sector.begin() + HeaderAt);
    addParityP(sector.data());
    addParityQ(sector.data());
    std::swap_ranges(header.begin(), header.end(), sector.begin() + HeaderAt);
}

}  // namespace

void encodeMode1(std::int32_t lba, std::span<const std::uint8_t, 2048> data, std::span<std::uint8_t, 2352> sector) {
    putSyncAndHeader(lba, 1, sector);
    std::copy(data.begin(), data.end(), sector.begin() + DataAt);
    putEdc(sector, 0, EdcAt);
    std::fill(sector.begin() + ZeroAt, sector.begin() + ParityPAt, 0);
    addParityP(sector.data());
    addParityQ(sector.data());
}

void encodeSector(std::int32_t lba, SectorMode mode, ByteView data, std::span<std::uint8_t, 2352> sector) {
    constexpr std::size_t Form1EdcAt = 2072, Form2EdcAt = 2348;
    if (mode == SectorMode::One) {
        encodeMode1(lba, data.first<2048>(), sector);
        return;
    }
    putSyncAndHeader(lba, mode == SectorMode::Zero ? 0 : 2, sector);
    std::fill(std::copy(data.begin(), data.end(), sector.begin() + DataAt), sector.end(), std::uint8_t{0});
    if (mode != SectorMode::Xa) {
        return;
    }
    if (hasForm2(sector)) {
        putEdc(sector, DataAt, Form2EdcAt);
    } else {
        putEdc(sector, DataAt, Form1EdcAt);
        addParityWithoutHeader(sector);
    }
}

void encodeEmptySector(std::int32_t lba, SectorMode mode, std::span<std::uint8_t, 2352> sector) {
    constexpr std::uint8_t Form2 = 0x20;
    std::array<std::uint8_t, 2336> data{};
    if (mode == SectorMode::Xa) {
        data[2] = data[6] = Form2;
    }
    const std::size_t length = mode == SectorMode::One ? 2048 : mode == SectorMode::Zero ? 0 : data.size();
    encodeSector(lba, mode, ByteView(data).first(length), sector);
}

}  // namespace virtual_recorder
