// SPDX-License-Identifier: LGPL-2.1-or-later
// Audio sessions that are refused, with the exact status; the state rules of methods and properties; cancelling.
#include "tao_support.hpp"

#include "data_support.hpp"

#include <thread>

using namespace burnish;
using namespace test;

TEST(prepareNeedsARecorderAndAClientName) {
    TrackAtOnceFormat format;
    EXPECT_STATUS(format.prepareMedia(), status::E_DF2TAO_NO_RECORDER_SPECIFIED);
    EXPECT_STATUS(format.medium(), status::E_DF2TAO_NO_RECORDER_SPECIFIED);
    EXPECT_STATUS(format.setWriteSpeed(-1, false), status::E_RECORDER_REQUIRED);
    const Disc disc("cd-r-80");
    EXPECT_OK(format.setRecorder(disc.open()));
    EXPECT_STATUS(format.prepareMedia(), status::E_DF2TAO_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(format.setClientName(""), status::E_DF2TAO_CLIENT_NAME_IS_NOT_VALID);
    EXPECT_STATUS(format.setClientName("tab\there"), status::E_DF2TAO_CLIENT_NAME_IS_NOT_VALID);
    EXPECT(format.report() == nullptr);
    EXPECT_STATUS(format.cancelAddTrack(), status::E_DF2TAO_WRITE_NOT_IN_PROGRESS);
}

TEST(otherMediaAreRefused) {
    const Disc dvd("dvd+r");
    Session onDvd(dvd);
    EXPECT_EQ(onDvd.prepare(), status::E_DF2TAO_MEDIA_IS_NOT_SUPPORTED);
    EXPECT_EQ(onDvd.report().status, status::E_DF2TAO_MEDIA_IS_NOT_SUPPORTED);
    EXPECT(!*TrackAtOnceFormat::isCurrentMediaSupported(*onDvd.recorder));
    onDvd.expectReleased();
    Disc empty("cd-r-80");
    empty.setOption("empty=1");
    Session onNothing(empty);
    EXPECT_EQ(onNothing.prepare(), status::E_RECORDER_MEDIA_NO_MEDIA);
    EXPECT_EQ(onNothing.recorder->exclusiveAccessOwner(), std::string());
    EXPECT_STATUS(TrackAtOnceFormat::isCurrentMediaSupported(*onNothing.recorder), status::E_RECORDER_MEDIA_NO_MEDIA);
}

TEST(discThatIsNotBlankIsRefused) {
    for (const char *medium : {"cd-r-80", "cd-rw-80"}) {
        const Disc disc(medium);
        EXPECT_EQ(writePattern(disc, 300).status, status::S_OK);
        Session session(disc);
        EXPECT_EQ(session.prepare(), status::E_DF2TAO_MEDIA_IS_NOT_BLANK);
        EXPECT(!*TrackAtOnceFormat::isCurrentMediaSupported(*session.recorder));
        session.expectReleased();
    }
}

TEST(driveThatAnotherWriteHoldsIsRefused) {
    const Disc disc("cd-r-80");
    Session first(disc);
    EXPECT_EQ(first.prepare(), status::S_OK);
    TrackAtOnceFormat second;
    EXPECT_OK(second.setRecorder(first.recorder));
    EXPECT_OK(second.setClientName("second"));
    EXPECT_STATUS(second.prepareMedia(), status::E_RECORDER_LOCKED);
    EXPECT_EQ(first.recorder->exclusiveAccessOwner(), std::string("burnish tests"));
    EXPECT_STATUS(first.recorder->ejectMedia(), status::E_RECORDER_LOCKED);
    EXPECT_EQ(first.release(), status::S_OK);
    first.expectReleased();
}

TEST(propertiesAreFrozenWhileTheDiscIsPrepared) {
    const Disc disc("cd-r-80");
    Session session(disc);
    auto &format = session.format;
    EXPECT_STATUS(format.setBufferUnderrunFreeDisabled(true), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_STATUS(format.numberOfExistingTracks(), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_EQ(session.release(), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_EQ(session.addSectors(1, 300), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_OK(format.setDoNotFinalizeMedia(false));
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.prepare(), status::E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(format.setRecorder(nullptr), status::E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(format.setClientName("other"), status::E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(format.setMediaCatalogNumber("4006408262121"), status::E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(format.setDoNotFinalizeMedia(true), status::E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(format.change([](TaoSettings &) {}), status::E_DF2TAO_MEDIA_IS_PREPARED);
    EXPECT_STATUS(format.cancelAddTrack(), status::E_DF2TAO_WRITE_NOT_IN_PROGRESS);
    EXPECT_OK(format.setBufferUnderrunFreeDisabled(true));
    EXPECT(format.settings().bufferUnderrunFreeDisabled);
    EXPECT_EQ(session.addSectors(1, 300), status::S_OK);
    EXPECT_STATUS(format.setDoNotFinalizeMedia(true), status::E_DF2TAO_PROPERTY_FOR_BLANK_MEDIA_ONLY);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.release(), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_OK(format.setDoNotFinalizeMedia(true));
    EXPECT_OK(format.setClientName("afterwards"));
    EXPECT_STATUS(format.setBufferUnderrunFreeDisabled(false), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
}

TEST(everythingIsRefusedDuringAWriteFromAnyThread) {
    const Disc disc("cd-r-80");
    Session session(disc);
    auto &format = session.format;
    EXPECT_EQ(session.prepare(), status::S_OK);
    int tried = 0;
    const auto tryAll = [&] {
        ++tried;
        constexpr auto busy = status::E_DF2TAO_WRITE_IN_PROGRESS;
        EXPECT_STATUS(format.setRecorder(nullptr), busy);
        EXPECT_STATUS(format.setClientName("other"), busy);
        EXPECT_STATUS(format.setMediaCatalogNumber(""), busy);
        EXPECT_STATUS(format.setDoNotFinalizeMedia(true), busy);
        EXPECT_STATUS(format.setBufferUnderrunFreeDisabled(true), busy);
        EXPECT_STATUS(format.setWriteSpeed(-1, false), busy);
        EXPECT_STATUS(format.change([](TaoSettings &) {}), busy);
        EXPECT_STATUS(format.prepareMedia(), busy);
        EXPECT_STATUS(format.releaseMedia({}), busy);
        EXPECT_STATUS(format.numberOfExistingTracks(), busy);
        EXPECT_STATUS(format.expectedTableOfContents(), busy);
        auto other = Samples::sectors(2, 300);
        EXPECT_STATUS(format.addAudioTrack(other, {}, {}), busy);
        EXPECT_OK(format.room());
        EXPECT_OK(format.medium());
    };
    std::string failure;
    session.progress = [&](const TaoProgress &) {
        try {
            tryAll();
            std::thread([&] {
                try {
                    tryAll();
                } catch (const Failed &failed) {
                    failure = failed.text;
                }
            }).join();
        } catch (const Failed &failed) {
            failure = failed.text;
        }
    };
    EXPECT_EQ(session.addSectors(1, 600), status::S_OK);
    EXPECT_EQ(failure, std::string());
    EXPECT(tried >= 6);
    session.progress = {};
    EXPECT_EQ(session.release(), status::S_OK);
}

TEST(streamsOfAWrongLengthAreRefused) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    for (const std::uint64_t length : {0, 1, 2351, 300 * AudioSector + 4}) {
        Samples samples(1, length);
        EXPECT_EQ(session.add(samples), status::E_DF2TAO_STREAM_NOT_SUPPORTED);
    }
    Samples nothing(1, 0);
    nothing.announced = Stream::UnknownLength;
    EXPECT_EQ(session.add(nothing), status::E_DF2TAO_STREAM_NOT_SUPPORTED);
    EXPECT_EQ(session.count(), 0);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT(session.medium().physicallyBlank);
}

TEST(namesAreChecked) {
    const Disc disc("cd-r-80");
    Session session(disc);
    for (const char *number : {"123", "4006408262122", "400640826212A", "40064082621211"}) {
        EXPECT_STATUS(session.format.setMediaCatalogNumber(number), status::E_DF2TAO_INVALID_MCN);
    }
    EXPECT_OK(session.format.setMediaCatalogNumber("4006408262121"));
    EXPECT_OK(session.format.setMediaCatalogNumber(""));
    EXPECT_EQ(session.prepare(), status::S_OK);
    for (const char *isrc : {"ABC", "1EA123456789", "DEA1234567890", "DEA12345678Z", "DE*123456789"}) {
        EXPECT_EQ(session.addSectors(1, 300, {false, false, isrc}), status::E_DF2TAO_INVALID_ISRC);
    }
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT(session.medium().physicallyBlank);
}

TEST(trackThatDoesNotFitIsRefusedBeforeItIsRead) {
    Disc disc("cd-r-74");
    disc.setOption("discard=1");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    const auto free = session.format.room()->free;
    auto huge = Samples::sectors(1, free + 1);
    huge.onRead = [](std::uint64_t) { EXPECT(false); };
    EXPECT_EQ(session.add(huge), status::E_DF2TAO_NOT_ENOUGH_SPACE);
    EXPECT_EQ(session.count(), 0);
    auto whole = Samples::sectors(1, free);
    whole.silent = true;
    EXPECT_EQ(session.add(whole), status::S_OK);
    EXPECT_EQ(session.format.room()->free, 0);
    EXPECT_EQ(session.addSectors(2, 1), status::E_DF2TAO_NOT_ENOUGH_SPACE);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.medium().tracks.size(), std::size_t{1});
}

TEST(streamWithoutALengthThatDoesNotFitLeavesAValidTrack) {
    Disc disc("cd-r-74");
    disc.setOption("discard=1");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    const auto free = session.format.room()->free;
    auto endless = Samples::sectors(1, free + 1);
    endless.silent = true;
    endless.announced = Stream::UnknownLength;
    EXPECT_EQ(session.add(endless), status::E_DF2TAO_NOT_ENOUGH_SPACE);
    EXPECT_EQ(session.count(), 1);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.report().status, status::E_DF2TAO_NOT_ENOUGH_SPACE);
    EXPECT_EQ(session.report().tracks[0].sectors, free);
    EXPECT_EQ(session.medium().tracks.size(), std::size_t{1});
}

TEST(cancelledTrackIsAShorterTrackAndTheSessionGoesOn) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) {
        s.verification = VerificationLevel::Full;
        s.fifoBytes = 128 * 1024;
    });
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 400), status::S_OK);
    auto samples = Samples::sectors(2, 4000);
    samples.onRead = [&](std::uint64_t position) {
        if (position >= std::uint64_t{1000} * AudioSector) {
            EXPECT_OK(session.format.cancelAddTrack());
        }
    };
    EXPECT_EQ(session.add(samples), status::E_REQUEST_CANCELLED);
    EXPECT_EQ(session.count(), 2);
    EXPECT_EQ(session.addSectors(3, 400), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    session.expectReleased();
    const Report &report = session.report();
    EXPECT_EQ(report.status, status::E_REQUEST_CANCELLED);
    EXPECT(report.verified);
    const auto &cut = report.tracks[1];
    EXPECT_EQ(cut.status, status::E_REQUEST_CANCELLED);
    EXPECT(cut.onDisc && cut.verified);
    EXPECT(cut.sectors >= 300 && cut.sectors < 4000);
    EXPECT_EQ(cut.sha256, std::string());
    expectSamples(disc, 400 + Pause, 2, cut.sectors);
    expectSamples(disc, 400 + Pause + cut.sectors + cut.paddingSectors + Pause, 3, 400);
}

// Cancelled after a few sectors: filled up with silence to the shortest track.
TEST(trackCancelledAtItsBeginningIsFilledUp) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) { s.fifoBytes = 128 * 1024; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    auto samples = Samples::sectors(2, 4000);
    samples.onRead = [&](std::uint64_t position) {
        if (position >= std::uint64_t{120} * AudioSector) {
            EXPECT_OK(session.format.cancelAddTrack());
        }
    };
    EXPECT_EQ(session.add(samples), status::E_REQUEST_CANCELLED);
    EXPECT_EQ(session.count(), 1);
    EXPECT_EQ(session.release(), status::S_OK);
    const auto &cut = session.report().tracks[0];
    EXPECT(cut.sectors > 0 && cut.sectors < 300);
    EXPECT_EQ(cut.sectors + cut.paddingSectors, 300);
    expectSamples(disc, 0, 2, cut.sectors, cut.paddingSectors);
}

TEST(cancelBeforeTheFirstSectorLeavesNoTrack) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    session.progress = [&](const TaoProgress &) { EXPECT_OK(session.format.cancelAddTrack()); };
    EXPECT_EQ(session.addSectors(1, 400), status::E_REQUEST_CANCELLED);
    session.progress = {};
    EXPECT_EQ(session.count(), 0);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT(session.medium().physicallyBlank);
}

TEST(cancelInTheLastMomentHoldsAndTheTrackIsWhole) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    session.progress = [&](const TaoProgress &event) {
        if (event.action == TaoAction::Finishing) {
            EXPECT_OK(session.format.cancelAddTrack());
        }
    };
    EXPECT_EQ(session.addSectors(1, 400), status::E_REQUEST_CANCELLED);
    session.progress = {};
    EXPECT_EQ(session.count(), 1);
    EXPECT_EQ(session.release(), status::S_OK);
    expectSamples(disc, 0, 1, 400);
}

TEST(sourceThatFailsLeavesAValidTrack) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) { s.fifoBytes = 128 * 1024; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    auto samples = Samples::sectors(2, 4000);
    samples.failsAt = std::uint64_t{2000} * AudioSector;
    EXPECT_EQ(session.add(samples), status::E_STREAM_READ_FAILURE);
    EXPECT_EQ(session.count(), 1);
    EXPECT_EQ(session.release(), status::S_OK);
    const auto &cut = session.report().tracks[0];
    EXPECT_EQ(cut.status, status::E_STREAM_READ_FAILURE);
    EXPECT(cut.sectors > 1000);
    expectSamples(disc, 0, 2, cut.sectors);
    EXPECT_EQ(session.medium().state & media_state::Finalized, media_state::Finalized);
}

TEST(sourceThatEndsTooSoonLeavesAValidTrack) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) { s.fifoBytes = 128 * 1024; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    auto samples = Samples::sectors(2, 2000);
    samples.announced = std::uint64_t{3000} * AudioSector;
    EXPECT_EQ(session.add(samples), status::E_STREAM_TOO_SHORT);
    EXPECT_EQ(session.count(), 1);
    EXPECT_EQ(session.release(), status::S_OK);
}

TEST(abandonedSessionGivesTheDriveBack) {
    const Disc disc("cd-r-80");
    const auto recorder = disc.open();
    {
        TrackAtOnceFormat format;
        EXPECT_OK(format.setRecorder(recorder));
        EXPECT_OK(format.setClientName("leaver"));
        EXPECT_OK(format.prepareMedia());
        EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string("leaver"));
    }
    EXPECT_EQ(recorder->exclusiveAccessOwner(), std::string());
    EXPECT_OK(recorder->ejectMedia());
}
