// SPDX-License-Identifier: LGPL-2.1-or-later
// Pictures of virtual discs: blank, written with bare commands, left open, closed.
#include "check.hpp"
#include "media/medium.hpp"
#include "mmc/commands.hpp"
#include "mmc/write_parameters.hpp"
#include "recorder/recorder.hpp"
#include "temporary_folder.hpp"

namespace {

using namespace burnish;
using namespace std::chrono_literals;

struct Bench {
    test::TemporaryFolder folder;
    std::shared_ptr<Recorder> recorder;

    explicit Bench(const std::string &medium) { open("?medium=" + medium); }

    void open(const std::string &options = "") {
        recorder.reset();
        auto opened = Recorder::open("virtual:" + folder / "x.disc" + options);
        EXPECT_OK(opened);
        recorder = *opened;
        EXPECT_OK(drive().waitUntilReady(1min));
    }
    Drive &drive() { return recorder->drive(); }
    Medium inspect() {
        auto medium = inspectMedium(drive());
        EXPECT_OK(medium);
        return *medium;
    }
    void setPage(mmc::MultiSession multiSession) {
        mmc::WriteParameters parameters;
        parameters.multiSession = multiSession;
        auto current = drive().modePage(5, mmc::ModePageControl::Current);
        EXPECT_OK(current);
        EXPECT_OK(drive().setModePage(mmc::buildWriteParametersPage(*current, parameters)));
    }
    void write(std::int32_t start, int sectors) {
        std::vector<std::uint8_t> chunk(16 * 2048);
        for (int done = 0; done < sectors; done += 16) {
            EXPECT_OK(drive().run(mmc::write10(start + done, 16), chunk));
        }
    }
    void run(const mmc::Command &command) {
        EXPECT_OK(drive().run(command));
        EXPECT_OK(drive().waitUntilReady(1min));
    }
};

TEST(blank_discs_of_every_size) {
    for (const auto &[medium, minutes] :
         std::vector<std::pair<std::string, int>>{{"cd-r-74", 74}, {"cd-r-80", 80}, {"cd-r-90", 90}, {"cd-r-99", 99}}) {
        Bench bench(medium);
        const Medium blank = bench.inspect();
        EXPECT(blank.type == MediaType::CdR);
        EXPECT_EQ(blank.state, media_state::Blank | media_state::Appendable);
        EXPECT(blank.physicallyBlank);
        EXPECT_EQ(blank.nextWritableAddress, 0);
        EXPECT(blank.totalSectors > (minutes - 1) * 60 * 75 && blank.totalSectors <= minutes * 60 * 75);
        EXPECT(blank.freeSectors > 0 && blank.freeSectors + PostgapSectors + RunOutSectors <= blank.totalSectors);
        EXPECT(blank.tracks.empty() && blank.sessions == 0);
        EXPECT(!blank.writeSpeeds.empty());
        EXPECT(blank.writeSpeeds.front() % 75 == 0);
    }
}

TEST(blank_dvd_plus_r) {
    Bench bench("dvd+r");
    const Medium blank = bench.inspect();
    EXPECT(blank.type == MediaType::DvdPlusR);
    EXPECT_EQ(blank.state, media_state::Blank | media_state::Appendable);
    EXPECT_EQ(blank.totalSectors, 2295104);
    EXPECT_EQ(blank.freeSectors, 2295104);
    EXPECT(!blank.writeSpeeds.empty());
}

TEST(cd_r_through_its_life) {
    Bench bench("cd-r-80");
    bench.setPage(mmc::MultiSession::NextAllowed);
    bench.write(0, 320);
    Medium open = bench.inspect();
    EXPECT((open.state & media_state::NonEmptySession) != 0);
    EXPECT(!open.physicallyBlank);
    bench.run(mmc::synchronizeCache(true));
    open = bench.inspect();
    EXPECT((open.state & media_state::NonEmptySession) != 0);
    EXPECT_EQ(open.tracks.size(), 1U);
    EXPECT_EQ(open.sessions, 0);
    bench.run(mmc::closeTrackSession(2, 0, true));

    const Medium one = bench.inspect();
    EXPECT_EQ(one.state, media_state::Appendable);
    EXPECT_EQ(one.sessions, 1);
    EXPECT_EQ(one.tracks.size(), 1U);
    EXPECT_EQ(one.tracks[0].start, 0);
    EXPECT(one.tracks[0].data);
    EXPECT(one.tracks[0].sectors >= 320 && one.tracks[0].sectors <= 322);
    EXPECT_EQ(one.startOfPreviousSession, 0);
    EXPECT(one.lastWrittenOfPreviousSession >= 319 && one.lastWrittenOfPreviousSession <= 321);
    EXPECT(one.nextWritableAddress >= 320 + 11400 && one.nextWritableAddress <= 322 + 11400);
    EXPECT(one.freeSectors < one.totalSectors - one.nextWritableAddress);

    bench.open();
    const Medium again = bench.inspect();
    EXPECT_EQ(again.state, one.state);
    EXPECT_EQ(again.nextWritableAddress, one.nextWritableAddress);
    EXPECT_EQ(again.tracks.size(), one.tracks.size());

    bench.setPage(mmc::MultiSession::None);
    bench.write(again.nextWritableAddress, 320);
    bench.run(mmc::synchronizeCache(true));
    bench.run(mmc::closeTrackSession(2, 0, true));
    const Medium closed = bench.inspect();
    EXPECT_EQ(closed.state, media_state::Finalized);
    EXPECT_EQ(closed.sessions, 2);
    EXPECT_EQ(closed.tracks.size(), 2U);
    EXPECT_EQ(closed.startOfPreviousSession, again.nextWritableAddress);
    EXPECT_EQ(closed.nextWritableAddress, -1);
    EXPECT_EQ(closed.freeSectors, 0);
    EXPECT(closed.totalSectors >= again.nextWritableAddress + 320);
}

TEST(dvd_plus_r_through_its_life) {
    Bench bench("dvd+r");
    bench.write(0, 320);
    bench.run(mmc::synchronizeCache(true));
    Medium open = bench.inspect();
    EXPECT((open.state & media_state::NonEmptySession) != 0);
    EXPECT_EQ(open.nextWritableAddress, 320);
    bench.run(mmc::closeTrackSession(1, 1, true));
    bench.run(mmc::closeTrackSession(2, 0, true));
    const Medium one = bench.inspect();
    EXPECT_EQ(one.state, media_state::Appendable);
    EXPECT_EQ(one.sessions, 1);
    EXPECT_EQ(one.tracks.size(), 1U);
    EXPECT_EQ(one.tracks[0].sectors, 320);
    EXPECT(one.nextWritableAddress > 320);
    EXPECT(one.freeSectors > 0 && one.freeSectors <= 2295104 - one.nextWritableAddress);
    bench.write(one.nextWritableAddress, 320);
    bench.run(mmc::synchronizeCache(true));
    bench.run(mmc::closeTrackSession(1, 2, true));
    bench.run(mmc::closeTrackSession(6, 0, true));
    const Medium closed = bench.inspect();
    EXPECT_EQ(closed.state, media_state::Finalized);
    EXPECT_EQ(closed.sessions, 2);
    EXPECT_EQ(closed.tracks.size(), 2U);
    EXPECT_EQ(closed.totalSectors, one.nextWritableAddress + 320);
}

// The drive says GOOD to TEST UNIT READY while it still closes; waiting must not believe it.
TEST(closing_is_waited_out) {
    Bench bench("cd-r-80");
    bench.setPage(mmc::MultiSession::None);
    bench.write(0, 320);
    bench.run(mmc::synchronizeCache(true));
    EXPECT_OK(bench.drive().run(mmc::closeTrackSession(2, 0, true)));
    int polls = 0;
    EXPECT_OK(bench.drive().waitUntilReady(1min, [&polls](double) { ++polls; }));
    EXPECT(polls > 0);
    EXPECT_EQ(bench.inspect().state, media_state::Finalized);
}

}  // namespace
