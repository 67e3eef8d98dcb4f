// SPDX-License-Identifier: LGPL-2.1-or-later
// Sectors of a CD: what other encoders and the standard say they must be, and every damage found.
#include "cd/sector.hpp"
#include "base/msf.hpp"
#include "check.hpp"
#include "crc32.hpp"
#include "noise.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

using namespace burnish;
using namespace burnish::cd;
using test::crc32;
using test::noise;

namespace {

using Bytes = std::array<std::uint8_t, SectorBytes>;

constexpr std::array DataTypes = {SectorType::ModeZero, SectorType::Mode1, SectorType::Mode2Formless,
                                  SectorType::Mode2Form1, SectorType::Mode2Form2};

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

// Of form 2, with the EDC that wodim's encoder gives it.
std::vector<std::uint8_t> sourceWithEdc() {
    auto source = noise(2336, 1);
    source[6] = source[2] = source[2] | 0x20;
    for (const std::size_t at : {0, 1, 3}) {
        source[at] = source[at + 4];
    }
    const std::array<std::uint8_t, 4> edc = {0x07, 0x67, 0x82, 0x02};
    std::copy(edc.begin(), edc.end(), source.end() - 4);
    return source;
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

// By wodim's encoder, of the same bytes at the same place: CRCs of the sectors before and after scrambling.
TEST(sectors_are_what_wodim_encodes) {
    struct {
        SectorType type;
        std::int32_t lba;
        unsigned seed;
        std::uint32_t plain, scrambled;
    } const cases[] = {
        {SectorType::Mode1, 1013, 1, 0x6B1F2F51, 0xEC556D47},
        {SectorType::Mode1, 2026, 2, 0x0B71BB0C, 0x8C3BF91A},
        {SectorType::Mode2Form1, 1013, 1, 0xCFBE0B8D, 0x48F4499B},
        {SectorType::Mode2Form1, 2026, 2, 0xF527CE83, 0x726D8C95},
        {SectorType::Mode2Formless, 1013, 1, 0x44B60FD2, 0xC3FC4DC4},
        {SectorType::Mode2Formless, 2026, 2, 0x62ECADAF, 0xE5A6EFB9},
    };
    for (const auto &each : cases) {
        Bytes sector = encoded(each.type, each.lba, noise(sourceBytes(each.type), each.seed));
        EXPECT_EQ(crc32(sector), each.scrambled);
        scramble(sector);
        EXPECT_EQ(crc32(sector), each.plain);
    }
}

TEST(form_2_has_the_edc_that_wodim_gives_it) {
    const auto source = sourceWithEdc();
    const Bytes sector = unscrambled(SectorType::Mode2Form2, 1013, source);
    EXPECT_EQ(crc32(sector), 0x20F13DF9U);
    EXPECT_EQ(checkSector(sector, 1013, SectorType::Mode2Form2).text, std::string());
}

// Its fields are of the kind that finds them; a byte of zeros between EDC and parity is covered by the parity.
TEST(every_damaged_byte_is_found) {
    for (const auto type : {SectorType::ModeZero, SectorType::Mode1, SectorType::Mode2Form1}) {
        const Bytes good = unscrambled(type, 4711, sourceFor(type, 6));
        for (std::size_t at = 0; at < SectorBytes; ++at) {
            for (const int difference : {0x01, 0x20, 0x80, 0xFF}) {
                Bytes damaged = good;
                damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ difference);
                const SectorFaults faults = checkSector(damaged, 4711, type);
                EXPECT_EQ(faults.sync, at < 12);
                EXPECT_EQ(faults.address, at >= 12 && at < 15);
                EXPECT_EQ(faults.mode, at == 15);
                EXPECT(at < 16 || faults.edc || faults.parity);
                EXPECT(!faults.text.empty());
            }
        }
    }
}

TEST(damage_is_told_apart) {
    const Bytes good = unscrambled(SectorType::Mode1, 4711, sourceFor(SectorType::Mode1, 6));
    const auto faultsOf = [&](std::size_t at) {
        Bytes damaged = good;
        damaged[at] ^= 0x10;
        return checkSector(damaged, 4711, SectorType::Mode1);
    };
    for (const std::size_t data : {16, 1000, 2063, 2064, 2067}) {
        EXPECT(faultsOf(data).edc && faultsOf(data).parity);
    }
    for (const std::size_t parity : {2068, 2075, 2076, 2247, 2248, 2351}) {
        EXPECT(!faultsOf(parity).edc && faultsOf(parity).parity);
    }
}

TEST(every_damaged_byte_of_form_2_with_edc_is_found) {
    const auto source = sourceWithEdc();
    const Bytes good = unscrambled(SectorType::Mode2Form2, 0, source);
    for (std::size_t at = 0; at < SectorBytes; ++at) {
        Bytes damaged = good;
        damaged[at] ^= 0x20;
        EXPECT(checkSector(damaged, 0, SectorType::Mode2Form2).any());
    }
}

TEST(what_is_wrong_is_told_in_words) {
    const Bytes sector = unscrambled(SectorType::Mode1, 237, noise(2048, 7));
    const SectorFaults place = checkSector(sector, 238, SectorType::Mode1);
    EXPECT(place.address && !place.sync && !place.mode && !place.edc && !place.parity);
    EXPECT_EQ(place.text, std::string("its address is 00:05:12 where 00:05:13 belongs"));
    const SectorFaults mode = checkSector(sector, 237, SectorType::Mode2Formless);
    EXPECT(mode.mode && !mode.address);
    EXPECT_EQ(mode.text, std::string("its mode is 1 where 2 belongs"));
    EXPECT_EQ(checkSector(Bytes{}, -150, SectorType::Mode1).text,
              std::string("it does not begin with a sync pattern; its mode is 0 where 1 belongs"));
}

// Form 1 and form 2 may lie in one track: the sub-header says which one a sector is.
TEST(the_sub_header_says_what_is_checked) {
    const Bytes form1 = unscrambled(SectorType::Mode2Form1, 9, noise(2048, 8));
    EXPECT(!checkSector(form1, 9, SectorType::Mode2Form2).any());
    EXPECT(!checkSector(form1, 9, SectorType::Mode2Formless).any());
    Bytes differing = form1;
    differing[17] ^= 1;
    EXPECT(checkSector(differing, 9, SectorType::Mode2Form1).edc);
    EXPECT(!checkSector(differing, 9, SectorType::Mode2Formless).any());
    EXPECT(!checkSector(form1, 9, SectorType::Mode2Form1Raw).any());
}

TEST(audio_is_never_wrong) {
    Bytes bytes;
    const auto samples = noise(SectorBytes, 9);
    std::copy(samples.begin(), samples.end(), bytes.begin());
    EXPECT(!checkSector(bytes, 0, SectorType::Audio).any());
}

// All of it is linear: the sum of two sectors at a place is the sector of their sum, but for what is constant.
TEST(the_sum_of_sectors_is_the_sector_of_the_sum) {
    for (const auto type : {SectorType::Mode1, SectorType::Mode2Form1}) {
        const Bytes zero = encoded(type, 77, std::vector<std::uint8_t>(2048));
        for (unsigned seed = 10; seed < 60; ++seed) {
            const auto a = noise(2048, seed), b = noise(2048, seed + 1000);
            auto sum = a;
            std::transform(sum.begin(), sum.end(), b.begin(), sum.begin(), std::bit_xor<>());
            const Bytes ofA = encoded(type, 77, a), ofB = encoded(type, 77, b), ofSum = encoded(type, 77, sum);
            for (std::size_t at = 0; at < SectorBytes; ++at) {
                EXPECT_EQ(ofSum[at], ofA[at] ^ ofB[at] ^ zero[at]);
            }
        }
    }
}

TEST(no_bytes_make_the_check_fail) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        const auto bytes = noise(SectorBytes, seed);
        Bytes sector;
        std::copy(bytes.begin(), bytes.end(), sector.begin());
        for (const auto type : DataTypes) {
            EXPECT(checkSector(sector, 0, type).sync);
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
