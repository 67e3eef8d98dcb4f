// SPDX-License-Identifier: LGPL-2.1-or-later
// The plan of a data write, without a drive: sizes, limits, speeds.
#include "formats/data_plan.hpp"
#include "check.hpp"

using namespace burnish;

namespace {

Medium blankCd() {
    Medium medium;
    medium.type = MediaType::CdR;
    medium.state = media_state::Blank | media_state::Appendable;
    medium.physicallyBlank = true;
    medium.totalSectors = 359849;
    medium.rawFreeSectors = 359847;
    medium.freeSectors = medium.rawFreeSectors - PostgapSectors - RunOutSectors;
    medium.nextWritableAddress = 0;
    medium.writeSpeeds = {3600, 1200, 300};
    return medium;
}

}  // namespace

TEST(planShowsAllSectorsAndTheModePage) {
    auto plan = planDataWrite({}, blankCd(), {}, 1000 * 2048);
    EXPECT_OK(plan);
    EXPECT_EQ(plan->totalSectors(), 1150);
    EXPECT_EQ(plan->startLba, 0);
    EXPECT(plan->closing == Closing::Session);
    EXPECT(plan->writeParameters.has_value());
    EXPECT(plan->writeParameters->multiSession == mmc::MultiSession::NextAllowed);
    EXPECT(!plan->writeParameters->testWrite);
    EXPECT_EQ(plan->writeSpeed, 3600);
}

TEST(planClosesAtTwoPercentLeft) {
    const Medium medium = blankCd();
    const std::int32_t twoPercent = medium.totalSectors / 50;
    const std::int32_t justOver = medium.rawFreeSectors - twoPercent - 1 - PostgapSectors;
    auto open = planDataWrite({}, medium, {}, std::uint64_t{2048} * static_cast<std::uint64_t>(justOver));
    EXPECT_OK(open);
    EXPECT(open->closing == Closing::Session);
    auto closed = planDataWrite({}, medium, {}, std::uint64_t{2048} * static_cast<std::uint64_t>(justOver + 1));
    EXPECT_OK(closed);
    EXPECT(closed->closing == Closing::Disc);
    EXPECT(closed->closedForLackOfSpace);
}

TEST(mediaThatCannotTakeDataAreRefusedByEachBit) {
    using namespace media_state;
    for (const std::int32_t bit :
         {Damaged, EraseRequired, NonEmptySession, WriteProtected, Finalized, UnsupportedMedia}) {
        Medium medium = blankCd();
        medium.state = bit;
        EXPECT_STATUS(planDataWrite({}, medium, {}, 2048 * 300), status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    }
    Medium medium = blankCd();
    medium.type = MediaType::DvdRom;
    EXPECT_STATUS(planDataWrite({}, medium, {}, 2048 * 300), status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
}

TEST(speedChoices) {
    const std::vector<std::int32_t> offered{3600, 1200, 300};
    EXPECT_EQ(chooseSpeed(-1, false, offered).sectorsPerSecond, 3600);
    EXPECT_EQ(chooseSpeed(-1, false, offered).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(1200, false, offered).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(1, false, offered).sectorsPerSecond, 300);
    EXPECT_EQ(chooseSpeed(100000, false, offered).sectorsPerSecond, 3600);
    EXPECT_EQ(chooseSpeed(100000, false, offered).adjusted, status::S_SPEEDADJUSTED);
    EXPECT_EQ(chooseSpeed(1200, true, offered).adjusted, status::S_ROTATIONADJUSTED);
    EXPECT_EQ(chooseSpeed(1201, true, offered).adjusted, status::S_BOTHADJUSTED);
}
