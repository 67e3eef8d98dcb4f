// SPDX-License-Identifier: LGPL-2.1-or-later
// Times and addresses of a CD, at the borders of the standard's table.
#include "base/msf.hpp"
#include "check.hpp"

using namespace burnish;

namespace {

struct Place {
    std::uint8_t minute, second, frame;
    std::int32_t lba;
};

using Bcd = std::array<std::uint8_t, 3>;

}  // namespace

TEST(times_of_the_lead_in) {
    for (const auto &place :
         {Place{90, 0, 0, -45150}, Place{95, 0, 0, -22650}, Place{97, 15, 0, -12525}, Place{97, 24, 1, -11849},
          Place{97, 26, 65, -11635}, Place{97, 26, 66, -11634}, Place{97, 27, 0, -11625}, Place{99, 59, 74, -151}}) {
        EXPECT_EQ(lbaOfLeadInMsf(place.minute, place.second, place.frame), place.lba);
    }
}

TEST(times_of_the_program) {
    for (const auto &place : {Place{0, 0, 0, -150}, Place{0, 1, 74, -1}, Place{0, 2, 0, 0}, Place{0, 2, 1, 1},
                              Place{79, 59, 74, 359849}, Place{88, 29, 74, 398099}, Place{89, 59, 74, 404849}}) {
        EXPECT_EQ(lbaOfProgramMsf(place.minute, place.second, place.frame), place.lba);
        const Msf time = programMsfOf(place.lba);
        EXPECT(time.minute == place.minute && time.second == place.second && time.frame == place.frame);
    }
}

TEST(bcd_of_all_addresses) {
    EXPECT((bcdMsfOf(-45150) == Bcd{0x90, 0x00, 0x00}));
    EXPECT((bcdMsfOf(-11625) == Bcd{0x97, 0x27, 0x00}));
    EXPECT((bcdMsfOf(-151) == Bcd{0x99, 0x59, 0x74}));
    EXPECT((bcdMsfOf(-150) == Bcd{0x00, 0x00, 0x00}));
    EXPECT((bcdMsfOf(404849) == Bcd{0x89, 0x59, 0x74}));
    const auto binary = [](std::uint8_t bcd) { return static_cast<std::uint8_t>((bcd >> 4) * 10 + (bcd & 0x0F)); };
    for (std::int32_t lba = -45150; lba <= 404849; ++lba) {
        const Bcd time = bcdMsfOf(lba);
        const auto back = lba < -150 ? lbaOfLeadInMsf : lbaOfProgramMsf;
        EXPECT_EQ(back(binary(time[0]), binary(time[1]), binary(time[2])), lba);
    }
}
