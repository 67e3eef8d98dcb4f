// SPDX-License-Identifier: LGPL-2.1-or-later
// Parity by a table for each place in a code word: what a byte there adds to both parity symbols.
#include "plain_codec.hpp"

#include <algorithm>
#include <vector>

namespace plain {

namespace {

constexpr std::size_t Columns = 43, PRows = 24, Diagonals = 26, QLength = 43, Words = 1118;

// A field of 2^bits elements by its powers of x.
class Field {
public:
    Field(unsigned bits, unsigned polynomial) : last_((1U << bits) - 1), powers_(2 * last_), logs_(last_ + 1) {
        unsigned value = 1;
        for (unsigned i = 0; i < last_; ++i) {
            powers_[i] = powers_[i + last_] = static_cast<std::uint8_t>(value);
            logs_[value] = static_cast<std::uint8_t>(i);
            value <<= 1;
            value ^= value > last_ ? polynomial : 0;
        }
    }
    [[nodiscard]] std::uint8_t power(unsigned exponent) const { return powers_[exponent % last_]; }
    [[nodiscard]] std::uint8_t product(std::uint8_t a, std::uint8_t b) const {
        return a == 0 || b == 0 ? 0 : powers_[logs_[a] + logs_[b]];
    }
    [[nodiscard]] std::uint8_t quotient(std::uint8_t a, std::uint8_t b) const {
        return a == 0 ? 0 : powers_[logs_[a] + last_ - logs_[b]];
    }

private:
    unsigned last_;
    std::vector<std::uint8_t> powers_, logs_;
};

// (z + 1)(z + x) ... without its leading 1.
template <std::size_t Count>
std::array<std::uint8_t, Count> generatorOf(const Field &field) {
    std::array<std::uint8_t, Count + 1> product = {1};
    for (unsigned degree = 1; degree <= Count; ++degree) {
        for (unsigned i = degree; i > 0; --i) {
            product[i] ^= field.product(product[i - 1], field.power(degree - 1));
        }
    }
    std::array<std::uint8_t, Count> generator;
    std::copy(product.begin() + 1, product.end(), generator.begin());
    return generator;
}

struct Tables {
    std::array<std::uint32_t, 256> edc;
    std::array<std::array<std::uint16_t, 256>, QLength> parity;  // by places before the parity; low byte: the first
    std::array<std::uint8_t, SectorBytes> scrambler{};
    Field packs{6, 0x43};
    std::array<std::uint8_t, 2> q = generatorOf<2>(packs);
    std::array<std::uint8_t, 4> p = generatorOf<4>(packs);

    Tables() {
        const Field field(8, 0x11D);
        unsigned shift = 1;
        for (unsigned byte = 0; byte < 256; ++byte) {
            edc[byte] = byte;
            for (int bit = 0; bit < 8; ++bit) {
                edc[byte] = edc[byte] >> 1 ^ (edc[byte] & 1 ? 0xD8018001 : 0);
            }
            for (unsigned place = 0; place < QLength; ++place) {
                const auto symbol = static_cast<std::uint8_t>(byte);
                const std::uint8_t weighted = field.product(symbol, field.power(place + 2));
                const std::uint8_t first = field.quotient(weighted ^ symbol, 3);
                parity[place][byte] = static_cast<std::uint16_t>(first | (first ^ symbol) << 8);
            }
        }
        for (std::size_t i = 12; i < SectorBytes; ++i) {
            for (int bit = 0; bit < 8; ++bit) {
                scrambler[i] = static_cast<std::uint8_t>(scrambler[i] | (shift & 1) << bit);
                shift = shift >> 1 | ((shift ^ shift >> 1) & 1) << 14;
            }
        }
    }
};

const Tables &tables() {
    static const Tables Made;
    return Made;
}

// bytes: from the sector's byte 12 on.
void putParity(std::uint8_t *bytes) {
    const auto &table = tables().parity;
    for (std::size_t plane = 0; plane < 2; ++plane) {
        const auto at = [&](std::size_t word) -> std::uint8_t & { return bytes[2 * word + plane]; };
        for (std::size_t n = 0; n < Columns; ++n) {
            std::uint16_t parity = 0;
            for (std::size_t m = 0; m < PRows; ++m) {
                parity ^= table[PRows - 1 - m][at(Columns * m + n)];
            }
            at(Columns * PRows + n) = static_cast<std::uint8_t>(parity);
            at(Columns * (PRows + 1) + n) = static_cast<std::uint8_t>(parity >> 8);
        }
        for (std::size_t n = 0; n < Diagonals; ++n) {
            std::uint16_t parity = 0;
            std::size_t word = Columns * n;
            for (std::size_t m = 0; m < QLength; ++m) {
                parity ^= table[QLength - 1 - m][at(word)];
                word += Columns + 1;
                word -= word >= Words ? Words : 0;
            }
            at(Words + n) = static_cast<std::uint8_t>(parity);
            at(Words + Diagonals + n) = static_cast<std::uint8_t>(parity >> 8);
        }
    }
}

std::uint8_t bcdOf(int value) {
    return static_cast<std::uint8_t>(value / 10 << 4 | value % 10);
}

void putTime(std::uint8_t *target, int sectors) {
    target[0] = bcdOf(sectors / 4500);
    target[1] = bcdOf(sectors / 75 % 60);
    target[2] = bcdOf(sectors % 75);
}

std::uint16_t crcOf(std::span<const std::uint8_t> bytes) {
    unsigned crc = 0;
    for (const std::uint8_t byte : bytes) {
        crc ^= static_cast<unsigned>(byte) << 8;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xFFFF;
        }
    }
    return static_cast<std::uint16_t>(crc);
}

// Appends the parity symbols to so many data symbols.
template <std::size_t Count>
void divide(std::uint8_t *symbols, std::size_t length, const std::array<std::uint8_t, Count> &generator) {
    const Field &field = tables().packs;
    std::array<std::uint8_t, Count + 1> rest{};
    for (std::size_t i = 0; i < length; ++i) {
        const std::uint8_t factor = symbols[i] ^ rest[0];
        for (std::size_t k = 0; k < Count; ++k) {
            rest[k] = rest[k + 1] ^ field.product(factor, generator[k]);
        }
    }
    std::copy_n(rest.begin(), Count, symbols + length);
}

}  // namespace

std::uint32_t edcOf(std::span<const std::uint8_t> bytes) {
    const auto &table = tables().edc;
    std::uint32_t edc = 0;
    for (const std::uint8_t byte : bytes) {
        edc = edc >> 8 ^ table[(edc ^ byte) & 0xFF];
    }
    return edc;
}

void encodeMode1(int absolute, std::span<const std::uint8_t, 2048> data, std::span<std::uint8_t, SectorBytes> sector) {
    std::fill_n(sector.begin() + 1, 10, std::uint8_t{0xFF});
    sector[0] = sector[11] = 0;
    putTime(&sector[12], absolute);
    sector[15] = 1;
    std::copy(data.begin(), data.end(), sector.begin() + 16);
    const std::uint32_t edc = edcOf(sector.first(2064));
    for (std::size_t i = 0; i < 4; ++i) {
        sector[2064 + i] = static_cast<std::uint8_t>(edc >> 8 * i);
    }
    std::fill_n(sector.begin() + 2068, 8, std::uint8_t{0});
    putParity(&sector[12]);
    const auto &pattern = tables().scrambler;
    for (std::size_t i = 12; i < SectorBytes; ++i) {
        sector[i] ^= pattern[i];
    }
}

void putQ(const Position &position, std::span<std::uint8_t, 96> symbols) {
    std::array<std::uint8_t, 12> frame{};
    frame[0] = static_cast<std::uint8_t>(position.control << 4 | 1);
    frame[1] = bcdOf(position.track);
    frame[2] = bcdOf(position.index);
    putTime(&frame[3], position.relative);
    putTime(&frame[7], position.absolute);
    const auto crc = static_cast<std::uint16_t>(~crcOf(std::span(frame).first(10)));
    frame[10] = static_cast<std::uint8_t>(crc >> 8);
    frame[11] = static_cast<std::uint8_t>(crc);
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        const int bit = frame[i / 8] >> (7 - i % 8) & 1;
        symbols[i] = static_cast<std::uint8_t>((symbols[i] & 0x3F) | bit << 6);
    }
}

void addParity(std::span<std::uint8_t, 24> pack) {
    divide(pack.data(), 2, tables().q);
    divide(pack.data(), 20, tables().p);
}

}  // namespace plain
