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
    for (const std::int32_t speed : {3600, 1200, 300}) {
        medium.writeSpeeds.push_back(speed);
        medium.speedDescriptors.push_back({medium.type, false, speed});
    }
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

TEST(overwritingMustBePermitted) {
    Medium medium = blankCd();
    medium.type = MediaType::CdRw;
    medium.state = media_state::OverwriteOnly;
    medium.physicallyBlank = false;
    medium.freeSectors = medium.rawFreeSectors = medium.totalSectors;
    DataSettings settings;
    EXPECT_STATUS(planDataWrite(settings, medium, {}, 2048 * 300), status::E_DF2DATA_MEDIA_NOT_BLANK);
    settings.forceOverwrite = true;
    auto plan = planDataWrite(settings, medium, {}, 2048 * 300);
    EXPECT_OK(plan);
    EXPECT_EQ(plan->startLba, 0);
    settings.forceOverwrite = false;
    medium.state |= media_state::Blank;
    EXPECT_OK(planDataWrite(settings, medium, {}, 2048 * 300));
}

TEST(overwritingMakesNoMediumWritable) {
    DataSettings settings;
    settings.forceOverwrite = true;
    for (const std::int32_t state : {media_state::Finalized, media_state::WriteProtected | media_state::OverwriteOnly,
                                     media_state::Appendable | media_state::NonEmptySession}) {
        Medium medium = blankCd();
        medium.state = state;
        EXPECT_STATUS(planDataWrite(settings, medium, {}, 2048 * 300), status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    }
    Medium appendable = blankCd();
    appendable.state = media_state::Appendable;
    appendable.nextWritableAddress = 11852;
    auto plan = planDataWrite(settings, appendable, {}, 2048 * 300);
    EXPECT_OK(plan);
    EXPECT_EQ(plan->startLba, 11852);
}

TEST(protectedMediaAreRefusedForThatReason) {
    Medium medium = blankCd();
    medium.erasable = true;
    medium.state |= media_state::WriteProtected;
    auto refused = planDataWrite({}, medium, {}, 2048 * 300);
    EXPECT_STATUS(refused, status::E_DF2DATA_MEDIA_IS_NOT_SUPPORTED);
    EXPECT(refused.error().message.find("write protected") != std::string::npos);
    EXPECT(refused.error().message.find("erase") == std::string::npos);
}

TEST(underrunProtectionIsAskedOfDrivesThatHaveIt) {
    const auto asked = [](bool disabled, const mmc::Features &features) {
        DataSettings settings;
        settings.bufferUnderrunFreeDisabled = disabled;
        auto plan = planDataWrite(settings, blankCd(), features, 2048 * 300);
        EXPECT_OK(plan);
        return plan->writeParameters->bufferUnderrunFree;
    };
    mmc::Features with, without;
    with.list.push_back({mmc::feature::CdTrackAtOnce, 2, false, true, {0x46, 0, 1, 0}});
    without.list.push_back({mmc::feature::CdTrackAtOnce, 2, false, true, {0x06, 0, 1, 0}});
    EXPECT(asked(false, {}) && asked(false, with) && !asked(false, without));
    EXPECT(!asked(true, {}) && !asked(true, with) && !asked(true, without));
}

TEST(speedChoices) {
    const MediaType cd = MediaType::CdR;
    const std::vector<SpeedDescriptor> plain{{cd, false, 3600}, {cd, false, 1200}, {cd, false, 300}};
    EXPECT_EQ(chooseSpeed(-1, false, plain).sectorsPerSecond, 3600);
    EXPECT_EQ(chooseSpeed(-1, false, plain).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(1200, false, plain).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(1, false, plain).sectorsPerSecond, 300);
    EXPECT_EQ(chooseSpeed(100000, false, plain).sectorsPerSecond, 3600);
    EXPECT_EQ(chooseSpeed(100000, false, plain).adjusted, status::S_SPEEDADJUSTED);
    EXPECT_EQ(chooseSpeed(1200, true, plain).adjusted, status::S_ROTATIONADJUSTED);
    EXPECT_EQ(chooseSpeed(1201, true, plain).adjusted, status::S_BOTHADJUSTED);
    EXPECT_EQ(chooseSpeed(-1, true, plain).adjusted, status::S_ROTATIONADJUSTED);

    // The fastest at pure CAV only, one speed at both, one not so.
    const std::vector<SpeedDescriptor> mixed{{cd, true, 3600}, {cd, false, 1200}, {cd, true, 1200}, {cd, false, 300}};
    EXPECT(chooseSpeed(-1, false, mixed).pureCav);
    EXPECT_EQ(chooseSpeed(-1, false, mixed).sectorsPerSecond, 3600);
    EXPECT_EQ(chooseSpeed(-1, false, mixed).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(3600, false, mixed).adjusted, status::S_ROTATIONADJUSTED);
    EXPECT_EQ(chooseSpeed(3500, false, mixed).adjusted, status::S_BOTHADJUSTED);
    EXPECT(chooseSpeed(1200, true, mixed).pureCav && !chooseSpeed(1200, false, mixed).pureCav);
    EXPECT_EQ(chooseSpeed(1200, true, mixed).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(1200, false, mixed).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(301, true, mixed).sectorsPerSecond, 300);

    EXPECT_EQ(chooseSpeed(-1, false, {}).adjusted, status::S_OK);
    EXPECT_EQ(chooseSpeed(-1, false, {}).sectorsPerSecond, -1);
    EXPECT(!chooseSpeed(-1, true, {}).pureCav);
    EXPECT_EQ(chooseSpeed(-1, true, {}).adjusted, status::S_ROTATIONADJUSTED);
    EXPECT_EQ(chooseSpeed(300, false, {}).adjusted, status::S_SPEEDADJUSTED);
}
