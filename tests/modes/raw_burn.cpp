// SPDX-License-Identifier: LGPL-2.1-or-later
// Raw images on every CD that can be written: what the drive gets, what is on the disc, what is told.
#include "raw_support.hpp"

using namespace burnish;
using namespace test;

TEST(albumOnEveryMedium) {
    for (const char *medium : {"cd-r-74", "cd-r-80", "cd-r-90", "cd-r-99", "cd-rw-74", "cd-rw-80"}) {
        const Disc disc(medium);
        RawBurn burn(disc, [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
        RawAlbum album(albumOf({400, 300, 500}), cd::SubChannelType::Cooked);
        const Status written = burn.burn(album);
        if (written != status::S_OK) {
            fail(__FILE__, __LINE__, std::string(medium) + ": " + burn.error.message + " / " + burn.error.detail);
        }
        EXPECT(burn.report().verified);
        EXPECT_EQ(burn.report().writeMethod, std::string("raw"));
        EXPECT((burn.medium().state & media_state::Finalized) != 0);
        burn.expectReleased();
        expectProgram(disc, album);
    }
}

TEST(driveThatRefusesRawIsWrittenSessionAtOnce) {
    Disc disc("cd-r-80");
    disc.setOption("no-raw=1");
    RawBurn burn(disc, [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
    RawAlbum album(albumOf({400, 300, 500}), cd::SubChannelType::Raw);
    const Status written = burn.burn(album);
    if (written != status::S_OK) {
        fail(__FILE__, __LINE__, burn.error.message + " / " + burn.error.detail);
    }
    EXPECT_EQ(burn.report().writeMethod, std::string("session at once"));
    EXPECT(burn.report().verified);
    expectProgram(disc, album);
}
