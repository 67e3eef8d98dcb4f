// SPDX-License-Identifier: LGPL-2.1-or-later
// Audio sessions that succeed: what lies on the disc, what other programs read there, what the report claims.
#include "tao_support.hpp"

#include "data_support.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

using namespace burnish;
using namespace test;

namespace {

constexpr const char *Catalog = "4006408262121";

std::string cdInfo(const Disc &disc) {
    return outputOf("cd " + disc.file("").string() +
                    " && cd-info --no-device-info --no-cddb --no-disc-mode --cue-file=disc.cue");
}

}  // namespace

TEST(albumOfThreeTracksIsWhatWasSent) {
    for (const char *medium : {"cd-r-74", "cd-r-80", "cd-r-90", "cd-r-99", "cd-rw-74", "cd-rw-80"}) {
        const Disc disc(medium);
        Session session(disc);
        EXPECT_EQ(session.prepare(), status::S_OK);
        for (std::int32_t i = 0; i < 3; ++i) {
            EXPECT_EQ(session.addSectors(static_cast<std::uint32_t>(i), 301 + i), status::S_OK);
            EXPECT_EQ(session.count(), i + 1);
        }
        EXPECT_EQ(session.release(), status::S_OK);
        session.expectReleased();
        std::int32_t start = 0;
        for (std::int32_t i = 0; i < 3; ++i) {
            expectSamples(disc, start, static_cast<std::uint32_t>(i), 301 + i);
            EXPECT_EQ(session.report().tracks[static_cast<std::size_t>(i)].startLba, start);
            start += 301 + i + Pause;
        }
        const auto left = session.medium();
        EXPECT((left.state & media_state::Finalized) != 0);
        EXPECT_EQ(left.tracks.size(), std::size_t{3});
        EXPECT(!left.tracks[0].data);
    }
}

TEST(reportTellsEachTrack) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 350), status::S_OK);
    EXPECT_EQ(session.addSectors(2, 75), status::S_OK);
    EXPECT(session.format.report() == nullptr);
    EXPECT_EQ(session.release(), status::S_OK);
    const Report &report = session.report();
    EXPECT_EQ(report.mode, std::string("track-at-once"));
    EXPECT_EQ(report.status, status::S_OK);
    EXPECT_EQ(report.proof, std::string("contents not proven"));
    EXPECT_EQ(report.closing, std::string("finalize disc"));
    EXPECT_EQ(report.sectors, 425);
    EXPECT_EQ(report.paddingSectors, 225);
    EXPECT_EQ(report.writtenSectors, 650);
    EXPECT_EQ(report.streamBytes, std::uint64_t{425} * AudioSector);
    EXPECT(report.before && report.before->physicallyBlank);
    EXPECT(report.after && report.after->tracks.size() == 2);
    EXPECT_EQ(report.tracks.size(), std::size_t{2});
    EXPECT(report.tracks[1].onDisc);
    EXPECT_EQ(report.tracks[1].paddingSectors, 225);
    const auto sum = outputOf("head -c " + std::to_string(350 * AudioSector) + " " + disc.file("disc.bin").string() +
                              " | sha256sum");
    EXPECT_EQ(report.tracks[0].sha256, sum.substr(0, 64));
    EXPECT(report.toJson().find("\"tracks\"") != std::string::npos);
    expectSamples(disc, 350 + Pause, 2, 75, 225);
}

TEST(namesAndFlagsReachTheDiscAndOtherProgramsReadThem) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) { s.verification = VerificationLevel::Quick; });
    EXPECT_OK(session.format.setMediaCatalogNumber(Catalog));
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 300, {false, true, "de-a12-34-56789"}), status::S_OK);
    EXPECT_EQ(session.addSectors(2, 300, {true, false, "USRC17607839"}), status::S_OK);
    EXPECT_EQ(session.addSectors(3, 300), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.report().adjustments.size(), std::size_t{0});
    EXPECT_EQ(session.report().tracks[0].isrc, std::string("DEA123456789"));
    EXPECT(cdInfo(disc).find(Catalog) != std::string::npos);
    const auto toc = outputOf("cd " + disc.file("").string() + " && { cdrdao show-toc disc.toc 2>&1; cat disc.toc; }");
    EXPECT(toc.find("DEA123456789") != std::string::npos);
    EXPECT(toc.find("USRC17607839") != std::string::npos);
    const auto &recorder = session.recorder;
    EXPECT_EQ(*recorder->drive().mediaCatalogNumber(), std::string(Catalog));
    EXPECT_EQ(*recorder->drive().isrc(1), std::string("DEA123456789"));
    EXPECT_EQ(*recorder->drive().isrc(3), std::string());
    const auto contents = recorder->drive().toc();
    EXPECT_OK(contents);
    EXPECT_EQ(contents->tracks[0].control, 2);
    EXPECT_EQ(contents->tracks[1].control, 1);
    EXPECT_EQ(contents->tracks[2].control, 0);
}

TEST(otherProgramsListTheSameTracks) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    for (std::uint32_t i = 0; i < 4; ++i) {
        EXPECT_EQ(session.addSectors(i, 310), status::S_OK);
    }
    EXPECT_EQ(session.release(), status::S_OK);
    const auto text = cdInfo(disc);
    EXPECT(text.find("  4: ") != std::string::npos);
    EXPECT(text.find("  5: ") == std::string::npos);
    EXPECT(text.find("audio") != std::string::npos);
}

TEST(roomIsToldAsItGoes) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_STATUS(session.format.room(), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_EQ(session.prepare(), status::S_OK);
    const auto blank = *session.format.room();
    EXPECT_EQ(blank.used, 0);
    EXPECT_EQ(blank.free, blank.total);
    EXPECT_EQ(blank.total, mediumOf(Disc("cd-r-80")).freeSectors + PostgapSectors);
    session.progress = [&](const TaoProgress &) { EXPECT_EQ(session.format.room()->free, blank.free); };
    EXPECT_EQ(session.addSectors(1, 1000), status::S_OK);
    session.progress = {};
    const auto after = *session.format.room();
    EXPECT_EQ(after.used, 1000 + Pause);
    EXPECT_EQ(after.free, blank.free - 1000 - Pause);
    EXPECT_EQ(after.total, blank.total);
    EXPECT(!session.format.medium()->physicallyBlank);
    EXPECT_EQ(session.format.medium()->nextWritableAddress, 1000 + Pause);
    EXPECT_EQ(session.release(), status::S_OK);
}

TEST(expectedTableOfContentsIsTheOneOnTheDisc) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_STATUS(session.format.expectedTableOfContents(), status::E_DF2TAO_MEDIA_IS_NOT_PREPARED);
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_STATUS(session.format.expectedTableOfContents(), status::E_DF2TAO_TABLE_OF_CONTENTS_EMPTY_DISC);
    EXPECT_EQ(session.addSectors(1, 700, {true, false, {}}), status::S_OK);
    EXPECT_EQ(session.addSectors(2, 300), status::S_OK);
    const auto expected = session.format.expectedTableOfContents();
    EXPECT_OK(expected);
    EXPECT_EQ(session.release(), status::S_OK);
    const auto parsed = mmc::parseFullToc(ByteView(*expected));
    EXPECT_OK(parsed);
    EXPECT_EQ(parsed->entries.size(), std::size_t{5});
    const auto actual = session.recorder->drive().fullToc();
    EXPECT_OK(actual);
    for (const auto &entry : parsed->entries) {
        const auto found = std::find_if(actual->entries.begin(), actual->entries.end(),
                                        [&](const auto &other) { return other.point == entry.point; });
        EXPECT(found != actual->entries.end());
        EXPECT_EQ(found->pMinute, entry.pMinute);
        EXPECT_EQ(found->pSecond, entry.pSecond);
        EXPECT_EQ(found->pFrame, entry.pFrame);
        EXPECT_EQ(found->session, entry.session);
        if (entry.point < 100) {
            EXPECT_EQ(found->control, entry.control);
        }
    }
}

TEST(eventsComeInOrder) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) { s.verification = VerificationLevel::Full; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT(session.events.empty());
    const auto actions = [&session] {
        std::vector<TaoAction> list;
        for (const auto &event : session.events) {
            if (list.empty() || list.back() != event.action) {
                list.push_back(event.action);
            }
        }
        return list;
    };
    using enum TaoAction;
    EXPECT_EQ(session.addSectors(1, 500), status::S_OK);
    EXPECT((actions() == std::vector{Preparing, Writing, Finishing}));
    EXPECT_EQ(session.events.back().track, 1);
    EXPECT_EQ(session.events.back().sectorCount, 500);
    EXPECT_EQ(session.events.back().lastWrittenLba, 499);
    session.events.clear();
    EXPECT_EQ(session.addSectors(2, 400), status::S_OK);
    EXPECT_EQ(session.events.back().startLba, 500 + Pause);
    EXPECT_EQ(session.events.back().track, 2);
    session.events.clear();
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT((actions() == std::vector{Finishing, Verifying}));
    std::vector<std::int32_t> verified;
    for (const auto &event : session.events) {
        if (event.action == Verifying && (verified.empty() || verified.back() != event.track)) {
            verified.push_back(event.track);
        }
    }
    EXPECT((verified == std::vector<std::int32_t>{1, 2}));
}

TEST(ninetyNineTracksFitAndTheHundredthIsRefused) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    for (std::int32_t i = 0; i < 99; ++i) {
        Samples samples = Samples::sectors(1, 300);
        samples.silent = true;
        EXPECT_EQ(session.add(samples), status::S_OK);
    }
    EXPECT_EQ(session.addSectors(1, 300), status::E_DF2TAO_TRACK_LIMIT_REACHED);
    EXPECT_EQ(session.count(), 99);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.medium().tracks.size(), std::size_t{99});
}

TEST(streamWithoutALengthEndsWhereItEnds) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) { s.verification = VerificationLevel::Full; });
    EXPECT_EQ(session.prepare(), status::S_OK);
    Samples odd(1, std::uint64_t{400} * AudioSector + 7);
    odd.announced = Stream::UnknownLength;
    EXPECT_EQ(session.add(odd), status::S_OK);
    EXPECT_EQ(session.events.back().sectorCount, -1);
    Samples brief(2, 5000);
    brief.announced = Stream::UnknownLength;
    EXPECT_EQ(session.add(brief), status::S_OK);
    Samples whole = Samples::sectors(3, 27 * 20);
    whole.announced = Stream::UnknownLength;
    EXPECT_EQ(session.add(whole), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    const auto &tracks = session.report().tracks;
    EXPECT_EQ(tracks[0].sectors, 401);
    EXPECT_EQ(tracks[0].bytes, std::uint64_t{400} * AudioSector + 7);
    EXPECT_EQ(tracks[0].paddingSectors, 0);
    EXPECT_EQ(tracks[1].sectors, 3);
    EXPECT_EQ(tracks[1].paddingSectors, 297);
    EXPECT_EQ(tracks[2].sectors, 540);
    EXPECT(session.report().verified);
    auto expected = Samples::bytes(1, std::uint64_t{400} * AudioSector + 7);
    expected.resize(std::size_t{401} * AudioSector);
    EXPECT(binBytes(disc, 0, expected.size()) == expected);
}

TEST(testWriteLeavesTheDiscBlank) {
    const Disc disc("cd-r-80");
    Session session(disc, [](TaoSettings &s) {
        s.simulate = true;
        s.verification = VerificationLevel::Full;
    });
    EXPECT_EQ(session.prepare(), status::S_OK);
    const auto room = *session.format.room();
    EXPECT_EQ(session.addSectors(1, 400), status::S_OK);
    EXPECT_EQ(session.addSectors(2, 400), status::S_OK);
    EXPECT_EQ(session.count(), 2);
    EXPECT_EQ(session.format.room()->used, 2 * (400 + Pause));
    EXPECT_EQ(session.format.room()->total, room.total);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT(session.report().simulate);
    EXPECT_EQ(session.report().proof, std::string("test write: nothing was written"));
    EXPECT(!session.report().tracks[0].onDisc);
    session.expectReleased();
    EXPECT_EQ(session.medium().state, media_state::Blank | media_state::Appendable);
}

TEST(releaseWithoutATrackLeavesTheDiscBlank) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.report().proof, std::string("nothing was written"));
    session.expectReleased();
    EXPECT(session.medium().physicallyBlank);
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 300), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
}

// Audio first, data second: what computers and players both read.
TEST(openDiscTakesADataSessionAndBothAreRead) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_OK(session.format.setDoNotFinalizeMedia(true));
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 400), status::S_OK);
    EXPECT_EQ(session.addSectors(2, 300), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.report().closing, std::string("close session, leave appendable"));
    EXPECT_EQ(session.medium().state, media_state::Appendable);
    session.leave();
    const auto data = writePattern(disc, 500, [](DataSettings &s) {
        s.forceMediaToBeClosed = true;
        s.verification = VerificationLevel::Full;
    });
    EXPECT_EQ(data.error.message, std::string());
    EXPECT(disc.isoBytes(data.report->startLba, 500 * Sector) == PatternStream::bytes(500 * Sector));
    expectSamples(disc, 0, 1, 400);
    expectSamples(disc, 400 + Pause, 2, 300);
    const auto left = mediumOf(disc);
    EXPECT_EQ(left.sessions, 2);
    EXPECT_EQ(left.tracks.size(), std::size_t{3});
    EXPECT(!left.tracks[0].data && !left.tracks[1].data && left.tracks[2].data);
}

TEST(speedIsAskedForAndAdjusted) {
    const Disc disc("cd-r-80");
    Session session(disc);
    const auto speeds = mediumOf(Disc("cd-r-80")).writeSpeeds;
    EXPECT_EQ(*session.format.setWriteSpeed(speeds.back(), false), status::S_OK);
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 300), status::S_OK);
    EXPECT_EQ(*session.format.setWriteSpeed(speeds.front() + 1, false), status::S_SPEEDADJUSTED);
    EXPECT_EQ(session.addSectors(2, 300), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT_EQ(session.report().writeSpeed, speeds.front());
    EXPECT_EQ(session.format.settings().requestedWriteSpeed, speeds.front() + 1);
    const Disc other("cd-r-80");
    Session adjusted(other);
    EXPECT_EQ(*adjusted.format.setWriteSpeed(1, false), status::S_SPEEDADJUSTED);
    EXPECT_EQ(adjusted.prepare(), status::S_SPEEDADJUSTED);
    EXPECT_EQ(adjusted.release(), status::S_OK);
}

// Off for the tracks that follow, on again with the next disc.
TEST(underrunProtectionReachesTheDrive) {
    const Disc disc("cd-r-80");
    Session session(disc);
    const auto protection = [&session] {
        const auto page =
            session.recorder->drive().modePage(mmc::mode_page::WriteParameters, mmc::ModePageControl::Current);
        EXPECT_OK(page);
        return ((*page)[2] & 0x40) != 0;
    };
    EXPECT_EQ(session.prepare(), status::S_OK);
    EXPECT_EQ(session.addSectors(1, 300), status::S_OK);
    EXPECT(protection());
    EXPECT_OK(session.format.setBufferUnderrunFreeDisabled(true));
    EXPECT_EQ(session.addSectors(2, 300), status::S_OK);
    EXPECT(!protection());
    EXPECT_EQ(session.release(), status::S_OK);
    EXPECT(session.format.settings().bufferUnderrunFreeDisabled);
    EXPECT_EQ(session.prepare(), status::E_DF2TAO_MEDIA_IS_NOT_BLANK);
    EXPECT(!session.format.settings().bufferUnderrunFreeDisabled);
}

// A source that stalls does not stall the events.
TEST(eventsGoOnWhileTheSourceStalls) {
    const Disc disc("cd-r-80");
    Session session(disc);
    EXPECT_EQ(session.prepare(), status::S_OK);
    std::mutex mutex;
    std::condition_variable changed;
    int events = 0;
    auto samples = Samples::sectors(1, 600);
    samples.onRead = [&](std::uint64_t) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return events >= 3; });
    };
    session.progress = [&](const TaoProgress &event) {
        const std::lock_guard lock(mutex);
        events += event.action == TaoAction::Writing ? 1 : 0;
        changed.notify_all();
    };
    EXPECT_EQ(session.add(samples), status::S_OK);
    EXPECT_EQ(session.release(), status::S_OK);
}
