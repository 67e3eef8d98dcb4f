// SPDX-License-Identifier: LGPL-2.1-or-later
// Sectors of a CD: what other encoders and the standard say they must be, and every damage found.
#include "cd/sector.hpp"
#include "base/msf.hpp"
#include "check.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

using namespace burnish;
using namespace burnish::cd;

namespace {

using Bytes = std::array<std::uint8_t, SectorBytes>;

constexpr std::array DataTypes = {SectorType::ModeZero, SectorType::Mode1, SectorType::Mode2Formless,
                                  SectorType::Mode2Form1, SectorType::Mode2Form2};

// The CRC of Ethernet, zip and PNG: its values stand for whole sectors here.
std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const std::uint8_t byte : bytes) {
        crc ^= byte;
        for (int bit = 0; bit < 8; ++bit) {
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
        }
    }
    return ~crc;
}

Bytes encoded(SectorType type, std::int32_t lba, const std::vector<std::uint8_t> &source) {
    Bytes sector;
    sector.fill(0xEE);  // nothing of what was there before may stay
    encodeSector(type, lba, source, sector);
    return sector;
}

Bytes unscrambled(SectorType type, std::int32_t lba, const std::vector<std::uint8_t> &source) {
    Bytes sector = encoded(type, lba, source);
    scramble(sector);
    return sector;
}

std::vector<std::uint8_t> noise(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint8_t> bytes(count);
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<std::uint8_t>(random()); });
    return bytes;
}

// What such a track's source may hold.
std::vector<std::uint8_t> sourceFor(SectorType type, unsigned seed) {
    auto bytes = noise(sourceBytes(type), seed);
    if (type == SectorType::ModeZero) {
        std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
    }
    if (type == SectorType::Mode2Form2) {
        const std::array<std::uint8_t, 8> subHeader = {1, 1, 0x64, 1, 1, 1, 0x64, 1};
        std::copy(subHeader.begin(), subHeader.end(), bytes.begin());
        std::fill(bytes.end() - 4, bytes.end(), std::uint8_t{0});
    }
    return bytes;
}

template <std::size_t Count>
bool has(const Bytes &sector, std::size_t at, const std::array<std::uint8_t, Count> &bytes) {
    return std::equal(bytes.begin(), bytes.end(), sector.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

// Made by two other programs' encoders, which agree.
TEST(mode_1_sector_of_zeros_is_what_others_encode) {
    const std::vector<std::uint8_t> zeros(2048);
    Bytes sector = unscrambled(SectorType::Mode1, 0, zeros);
    EXPECT(has<16>(sector, 0, {0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 2, 0, 1}));
    EXPECT(has<12>(sector, 2064, {0xC5, 0x13, 0x68, 0x2B, 0, 0, 0, 0, 0, 0, 0, 0}));
    EXPECT(has<4>(sector, 2076, {0x00, 0xF7, 0x00, 0xF5}));
    EXPECT(has<2>(sector, 2248, {0x00, 0x41}));
    EXPECT_EQ(crc32(sector), 0xD12AD343U);
    scramble(sector);
    EXPECT_EQ(crc32(sector), 0x56609155U);
}

TEST(the_scrambler_starts_as_the_standard_says) {
    Bytes sector{};
    scramble(sector);
    EXPECT(has<24>(sector, 0,
                   {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x80, 0, 0x60, 0, 0x28, 0, 0x1E, 0x80, 8, 0x60, 6}));
    scramble(sector);
    EXPECT(sector == Bytes{});
}

TEST(each_type_knows_its_source_and_mode) {
    using enum SectorType;
    for (const auto type : {Audio, Mode1Raw, Mode2FormlessRaw, Mode2Form1Raw, Mode2Form2Raw}) {
        EXPECT_EQ(sourceBytes(type), 2352U);
    }
    for (const auto type : {ModeZero, Mode2Formless, Mode2Form2}) {
        EXPECT_EQ(sourceBytes(type), 2336U);
    }
    for (const auto type : {Mode1, Mode2Form1}) {
        EXPECT_EQ(sourceBytes(type), 2048U);
    }
    for (const auto type : {Mode2Formless, Mode2Form1, Mode2Form2, Mode2FormlessRaw, Mode2Form1Raw, Mode2Form2Raw}) {
        EXPECT_EQ(modeOf(type), 2);
    }
    EXPECT_EQ(modeOf(Audio), 0);
    EXPECT_EQ(modeOf(ModeZero), -1);
    EXPECT_EQ(modeOf(Mode1), 1);
    EXPECT_EQ(modeOf(Mode1Raw), 1);
    EXPECT(isAudio(Audio) && !isAudio(Mode1) && !isAudio(Mode1Raw));
    EXPECT(isRaw(Mode1Raw) && isRaw(Mode2FormlessRaw) && isRaw(Mode2Form1Raw) && isRaw(Mode2Form2Raw));
    EXPECT(!isRaw(Audio) && !isRaw(ModeZero) && !isRaw(Mode2Form2));
}

TEST(audio_and_raw_sectors_stay_as_they_are) {
    const auto source = noise(SectorBytes, 1);
    for (const auto type : {SectorType::Audio, SectorType::Mode1Raw, SectorType::Mode2Form2Raw}) {
        const Bytes sector = encoded(type, 1234, source);
        EXPECT(std::equal(sector.begin(), sector.end(), source.begin()));
    }
}

TEST(fields_lie_where_they_belong) {
    const auto data = noise(2048, 2), formless = noise(2336, 3);
    const Bytes mode1 = unscrambled(SectorType::Mode1, 16, data);
    EXPECT(std::equal(data.begin(), data.end(), mode1.begin() + 16));
    const Bytes form1 = unscrambled(SectorType::Mode2Form1, 16, data);
    EXPECT(has<12>(form1, 12, {0x00, 0x02, 0x16, 0x02, 0, 0, 8, 0, 0, 0, 8, 0}));
    EXPECT(std::equal(data.begin(), data.end(), form1.begin() + 24));
    const Bytes form2 = unscrambled(SectorType::Mode2Form2, 16, formless);
    EXPECT(std::equal(formless.begin(), formless.end(), form2.begin() + 16));
    EXPECT(unscrambled(SectorType::Mode2Formless, 16, formless) == form2);
    const Bytes zero = unscrambled(SectorType::ModeZero, 16, std::vector<std::uint8_t>(2336));
    EXPECT(has<4>(zero, 12, {0x00, 0x02, 0x16, 0x00}));
}

TEST(headers_have_the_time_of_their_place) {
    const std::vector<std::uint8_t> zeros(2048);
    EXPECT(has<3>(unscrambled(SectorType::Mode1, -150, zeros), 12, {0x00, 0x00, 0x00}));
    EXPECT(has<3>(unscrambled(SectorType::Mode1, 404849, zeros), 12, {0x89, 0x59, 0x74}));
    EXPECT(has<3>(unscrambled(SectorType::Mode1, -151, zeros), 12, {0x99, 0x59, 0x74}));
    EXPECT(has<3>(unscrambled(SectorType::Mode1, -11849, zeros), 12, {0x97, 0x24, 0x01}));
    EXPECT(has<3>(unscrambled(SectorType::Mode1, -11635, zeros), 12, {0x97, 0x26, 0x65}));
    EXPECT(has<3>(unscrambled(SectorType::Mode1, -22650, zeros), 12, {0x95, 0x00, 0x00}));
    EXPECT(has<3>(unscrambled(SectorType::Mode1, -45150, zeros), 12, {0x90, 0x00, 0x00}));
}

TEST(what_was_encoded_holds) {
    for (const auto type : DataTypes) {
        for (const std::int32_t lba : {-22650, -150, 0, 4711, 404849}) {
            const Bytes sector = unscrambled(type, lba, sourceFor(type, 4));
            EXPECT_EQ(checkSector(sector, lba, type).text, std::string());
            EXPECT(!checkSector(sector, lba, type).any());
        }
    }
}

// A client's own XA sectors may have an EDC in form 2, or none.
TEST(form_2_has_its_edc_or_zeros) {
    auto source = sourceFor(SectorType::Mode2Form2, 5);
    EXPECT(!checkSector(unscrambled(SectorType::Mode2Form2, 7, source), 7, SectorType::Mode2Form2).any());
    source.back() = 1;
    EXPECT(checkSector(unscrambled(SectorType::Mode2Form2, 7, source), 7, SectorType::Mode2Form2).edc);
}
