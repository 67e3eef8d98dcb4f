// SPDX-License-Identifier: LGPL-2.1-or-later
// The state rules of the raw mode, with the exact status; cancelling.
#include "data_support.hpp"
#include "raw_support.hpp"

#include <thread>

using namespace burnish;
using namespace test;

TEST(prepareNeedsARecorderAndAClientName) {
    RawCdFormat format;
    EXPECT_STATUS(format.prepareMedia(), status::E_DF2RAW_NO_RECORDER_SPECIFIED);
    EXPECT_STATUS(format.medium(), status::E_DF2RAW_NO_RECORDER_SPECIFIED);
    EXPECT_STATUS(format.setWriteSpeed(-1, false), status::E_RECORDER_REQUIRED);
    EXPECT_STATUS(format.setWriteSpeed(0, false), status::E_INVALIDARG);
    const Disc disc("cd-r-80");
    EXPECT_OK(format.setRecorder(disc.open()));
    EXPECT_STATUS(format.prepareMedia(), status::E_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(format.setClientName(""), status::E_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(format.setClientName("tab\there"), status::E_DF2RAW_CLIENT_NAME_IS_NOT_VALID);
    EXPECT(format.report() == nullptr);
    EXPECT_STATUS(format.cancelWrite(), status::E_DF2RAW_WRITE_NOT_IN_PROGRESS);
}

TEST(otherMediaAreRefused) {
    const Disc dvd("dvd+r");
    RawBurn onDvd(dvd);
    EXPECT_EQ(onDvd.prepare(), status::E_DF2RAW_MEDIA_IS_NOT_SUPPORTED);
    EXPECT_EQ(onDvd.report().status, status::E_DF2RAW_MEDIA_IS_NOT_SUPPORTED);
    EXPECT(!*RawCdFormat::isCurrentMediaSupported(*onDvd.recorder));
    onDvd.expectReleased();
    Disc empty("cd-r-80");
    empty.setOption("empty=1");
    RawBurn onNothing(empty);
    EXPECT_EQ(onNothing.prepare(), status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_EQ(onNothing.recorder->exclusiveAccessOwner(), std::string());
    EXPECT_STATUS(RawCdFormat::isCurrentMediaSupported(*onNothing.recorder), status::E_RECORDER_MEDIA_NO_MEDIA);
}

TEST(discThatIsNotBlankIsRefused) {
    for (const char *medium : {"cd-r-80", "cd-rw-80"}) {
        const Disc disc(medium);
        EXPECT_EQ(writePattern(disc, 300).status, status::S_OK);
        RawBurn burn(disc);
        EXPECT_EQ(burn.prepare(), status::E_DF2RAW_MEDIA_IS_NOT_BLANK);
        EXPECT(!*RawCdFormat::isCurrentMediaSupported(*burn.recorder));
        burn.expectReleased();
    }
}

TEST(aPreparedDiscTakesOneImage) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT_EQ(burn.write(album), status::S_OK);
    EXPECT_EQ(burn.write(album), status::E_DF2RAW_MEDIA_IS_NOT_BLANK);
    EXPECT_EQ(burn.report().status, status::E_DF2RAW_MEDIA_IS_NOT_BLANK);
    EXPECT_OK(burn.format.releaseMedia());
    burn.expectReleased();
    expectProgram(disc, album);
}

TEST(driveThatAnotherWriteHoldsIsRefused) {
    const Disc disc("cd-r-80");
    RawBurn first(disc);
    EXPECT_EQ(first.prepare(), status::S_OK);
    RawCdFormat second;
    EXPECT_OK(second.setRecorder(first.recorder));
    EXPECT_OK(second.setClientName("second"));
    EXPECT_STATUS(second.prepareMedia(), status::E_RECORDER_LOCKED);
    EXPECT_STATUS(first.recorder->ejectMedia(), status::E_RECORDER_LOCKED);
    EXPECT_OK(first.format.releaseMedia());
    first.expectReleased();
}

TEST(whatNeedsAPreparedDiscSaysSo) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    auto &format = burn.format;
    constexpr auto notYet = status::E_DF2RAW_MEDIA_IS_NOT_PREPARED;
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    EXPECT_STATUS(format.setBufferUnderrunFreeDisabled(true), notYet);
    EXPECT_STATUS(format.setRequestedSectorType(cd::SubChannelType::Raw), notYet);
    EXPECT_STATUS(format.requestedSectorType(), notYet);
    EXPECT_STATUS(format.startOfNextSession(), notYet);
    EXPECT_STATUS(format.lastPossibleStartOfLeadout(), notYet);
    EXPECT_STATUS(format.supportedSectorTypes(), notYet);
    EXPECT_STATUS(format.writesSessionAtOnce(), notYet);
    EXPECT_STATUS(format.releaseMedia(), notYet);
    EXPECT_EQ(burn.write(album), notYet);
    EXPECT_EQ(burn.write(album, 22500), notYet);
}

TEST(propertiesAreFrozenWhileTheDiscIsPrepared) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    auto &format = burn.format;
    constexpr auto prepared = status::E_DF2RAW_MEDIA_IS_PREPARED;
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT_EQ(burn.prepare(), prepared);
    EXPECT_STATUS(format.setRecorder(nullptr), prepared);
    EXPECT_STATUS(format.setClientName("other"), prepared);
    EXPECT_STATUS(format.change([](RawCdSettings &) {}), prepared);
    EXPECT_STATUS(format.cancelWrite(), status::E_DF2RAW_WRITE_NOT_IN_PROGRESS);
    EXPECT(*format.requestedSectorType() == cd::SubChannelType::Cooked);
    EXPECT_OK(format.setBufferUnderrunFreeDisabled(true));
    EXPECT_OK(format.setRequestedSectorType(cd::SubChannelType::PqOnly));
    EXPECT_STATUS(format.setRequestedSectorType(static_cast<cd::SubChannelType>(4)), status::E_INVALIDARG);
    EXPECT_EQ(*format.startOfNextSession(), -11849);
    EXPECT_EQ(*format.lastPossibleStartOfLeadout(), 359849);
    EXPECT_EQ(format.supportedSectorTypes()->size(), std::size_t{3});
    EXPECT(!*format.writesSessionAtOnce());
    EXPECT_OK(format.releaseMedia());
    EXPECT_STATUS(format.releaseMedia(), status::E_DF2RAW_MEDIA_IS_NOT_PREPARED);
    EXPECT_OK(format.setClientName("afterwards"));
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT(!format.settings().bufferUnderrunFreeDisabled);
    EXPECT(*format.requestedSectorType() == cd::SubChannelType::Cooked);
}

TEST(everythingIsRefusedDuringAWriteFromAnyThread) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    auto &format = burn.format;
    EXPECT_EQ(burn.prepare(), status::S_OK);
    int tried = 0;
    const auto tryAll = [&] {
        ++tried;
        constexpr auto busy = status::E_DF2RAW_WRITE_IN_PROGRESS;
        EXPECT_STATUS(format.setRecorder(nullptr), busy);
        EXPECT_STATUS(format.setClientName("other"), busy);
        EXPECT_STATUS(format.setBufferUnderrunFreeDisabled(true), busy);
        EXPECT_STATUS(format.setRequestedSectorType(cd::SubChannelType::Raw), busy);
        EXPECT_STATUS(format.setWriteSpeed(-1, false), busy);
        EXPECT_STATUS(format.change([](RawCdSettings &) {}), busy);
        EXPECT_STATUS(format.prepareMedia(), busy);
        EXPECT_STATUS(format.releaseMedia(), busy);
        RawAlbum other(albumOf({300}), cd::SubChannelType::Cooked);
        EXPECT_STATUS(format.writeMedia(other, {}), busy);
        EXPECT_OK(format.startOfNextSession());
        EXPECT_OK(format.lastPossibleStartOfLeadout());
        EXPECT_OK(format.supportedSectorTypes());
        EXPECT_OK(format.medium());
    };
    std::string failure;
    burn.progress = [&](const RawCdProgress &) {
        std::thread([&] {
            try {
                tryAll();
            } catch (const Failed &failed) {
                failure = failed.text;
            }
        }).join();
    };
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    EXPECT_EQ(burn.write(album), status::S_OK);
    EXPECT_EQ(failure, std::string());
    EXPECT(tried >= 3);
    EXPECT_OK(format.releaseMedia());
}

TEST(cancelAtEachStage) {
    for (const auto stage :
         {RawCdAction::Preparing, RawCdAction::Writing, RawCdAction::Finishing, RawCdAction::Verifying}) {
        for (const char *option : {"", "no-raw=1"}) {
            Disc disc("cd-rw-80");
            disc.setOption(option);
            RawBurn burn(disc, [](RawCdSettings &s) { s.verification = VerificationLevel::Full; });
            burn.progress = [&](const RawCdProgress &event) {
                if (event.action == stage) {
                    EXPECT_OK(burn.format.cancelWrite());
                }
            };
            RawAlbum album(albumOf({3000}), cd::SubChannelType::Cooked);
            EXPECT_EQ(burn.burn(album), status::E_REQUEST_CANCELLED);
            EXPECT_EQ(burn.report().status, status::E_REQUEST_CANCELLED);
            EXPECT(!burn.report().verified);
            EXPECT(burn.report().after.has_value());
            burn.expectReleased();
            EXPECT_STATUS(burn.format.cancelWrite(), status::E_DF2RAW_WRITE_NOT_IN_PROGRESS);
            const bool early = stage == RawCdAction::Preparing || stage == RawCdAction::Writing;
            EXPECT_EQ(burn.medium().physicallyBlank, early);  // nothing was sent when the first event of writing came
            EXPECT_EQ((burn.medium().state & media_state::Finalized) != 0, !early);
        }
    }
}

TEST(cancelFromAnotherThreadInMidWrite) {
    for (const char *option : {"", "no-raw=1"}) {
        Disc disc("cd-rw-80");
        disc.setOption(option);
        RawBurn burn(disc, [](RawCdSettings &s) { s.fifoBytes = 128 * 1024; });
        RawAlbum album(albumOf({20000}), cd::SubChannelType::Cooked);
        bool writing = false;
        burn.progress = [&](const RawCdProgress &event) { writing = event.action == RawCdAction::Writing; };
        album.onRead = [&](std::int32_t lba) {  // on the reader's thread
            if (writing && lba == 10000) {
                EXPECT_OK(burn.format.cancelWrite());
            }
        };
        EXPECT_EQ(burn.burn(album), status::E_REQUEST_CANCELLED);
        burn.expectReleased();
        EXPECT(!burn.medium().physicallyBlank);
        EXPECT(burn.report().writtenSectors > 0);
    }
}
