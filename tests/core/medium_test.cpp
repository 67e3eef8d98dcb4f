// SPDX-License-Identifier: LGPL-2.1-or-later
// Pictures of discs, from what a drive would say about them.
#include "media/medium.hpp"
#include "check.hpp"
#include "reply_bytes.hpp"

#include <map>

namespace {

using namespace burnish;
using test::Bytes;
using test::checkCondition;
using test::DiscFields;
using test::good;
using test::TrackFields;

constexpr std::uint8_t TestUnitReady = 0x00, Capacity = 0x25, Toc = 0x43, Configuration = 0x46, DiscInfo = 0x51,
                       TrackInfo = 0x52, ModeSense = 0x5A, Performance = 0xAC;

// A drive with a disc, described by its replies.
struct Bench {
    std::shared_ptr<test::FakeDrive> fake = std::make_shared<test::FakeDrive>();
    test::FakeClock clock;
    Drive drive{std::make_unique<test::FakeTransport>(fake), clock};
    std::map<std::uint32_t, TrackFields> tracks;  // by the number asked for; 0xFF is the next one

    Bench(std::uint16_t profile, const DiscFields &disc) {
        fake->always(TestUnitReady, good());
        fake->always(Configuration, good(test::featuresReply(profile)));
        fake->always(DiscInfo, good(test::discReply(disc)));
        fake->always(ModeSense, good(test::modeReply({test::capabilitiesPage()})));
        fake->always(Performance, good(test::performanceReply({2822, 8467, 8467, 4234})));
        fake->standing[TrackInfo] = [this](const mmc::Command &command) {
            const auto found = tracks.find(command.cdb[5]);
            return found == tracks.end() ? checkCondition(5, 0x24, 0x00) : good(test::trackReply(found->second));
        };
    }
    Medium inspect() {
        auto medium = inspectMedium(drive);
        EXPECT_OK(medium);
        return *medium;
    }
};

TrackFields nextTrack(int track, int session, std::int32_t start, std::int32_t nwa, std::uint32_t free) {
    TrackFields fields;
    fields.track = track;
    fields.session = session;
    fields.blank = nwa <= start;
    fields.nwaValid = true;
    fields.start = start;
    fields.nwa = nwa;
    fields.free = free;
    fields.size = free;
    return fields;
}

TrackFields dataTrack(int track, int session, std::int32_t start, std::uint32_t size) {
    TrackFields fields;
    fields.track = track;
    fields.session = session;
    fields.start = start;
    fields.size = size;
    return fields;
}

DiscFields appendable(int sessions, int sessionState = 0) {
    DiscFields disc;
    disc.status = 1;
    disc.session = sessionState;
    disc.sessions = sessions;
    disc.firstInLast = sessions;
    disc.lastInLast = sessions;
    return disc;
}

TEST(blank_cd_r) {
    Bench bench(0x09, {});
    bench.tracks[0xFF] = nextTrack(1, 1, 0, 0, 359847);
    const Medium medium = bench.inspect();
    EXPECT(medium.type == MediaType::CdR);
    EXPECT_EQ(medium.profile, 9);
    EXPECT_EQ(medium.state, 0x2 | 0x4);
    EXPECT(medium.physicallyBlank && !medium.erasable);
    EXPECT_EQ(medium.nextWritableAddress, 0);
    EXPECT_EQ(medium.rawFreeSectors, 359847);
    EXPECT_EQ(medium.freeSectors, 359847 - 152);
    EXPECT_EQ(medium.totalSectors, 359849);
    EXPECT_EQ(medium.sessions, 0);
    EXPECT(medium.tracks.empty());
    EXPECT_EQ(medium.startOfPreviousSession, -1);
    EXPECT_EQ(medium.lastWrittenOfPreviousSession, -1);
    EXPECT(medium.writeSpeeds == std::vector<std::int32_t>({3600, 1800, 1200}));
    EXPECT_EQ(medium.currentWriteSpeed, 1800);
    EXPECT(!medium.currentPureCav);
    EXPECT_EQ(medium.speedDescriptors.size(), 3U);
    EXPECT(medium.speedDescriptors[0] == SpeedDescriptor({MediaType::CdR, false, 3600}));
    EXPECT_EQ(mediaStateText(medium.state), "blank, appendable");
}

// A drive whose free blocks reach to the last possible lead-out and beyond.
TEST(free_space_ends_at_the_last_possible_lead_out) {
    Bench bench(0x09, {});
    bench.tracks[0xFF] = nextTrack(1, 1, 0, 0, 400000);
    EXPECT_EQ(bench.inspect().freeSectors, 359849 - 152);
}

TEST(atip_tells_the_end_where_disc_information_does_not) {
    DiscFields disc;
    disc.leadOut = 0xFFFFFFFF;
    Bench bench(0x09, disc);
    bench.tracks[0xFF] = nextTrack(1, 1, 0, 0, 400000);
    bench.fake->always(Toc, good(test::atipReply()));
    EXPECT_EQ(bench.inspect().totalSectors, 359849);
    bench.fake->always(Toc, good(Bytes(4)));
    EXPECT_EQ(bench.inspect().totalSectors, 400000);
    bench.fake->always(Toc, checkCondition(5, 0x24, 0x00));
    EXPECT_EQ(bench.inspect().freeSectors, 400000 - 152);
}

TEST(addresses_before_the_track_are_clamped) {
    Bench bench(0x09, {});
    bench.tracks[0xFF] = nextTrack(1, 1, -150, -150, 359847);
    EXPECT_EQ(bench.inspect().nextWritableAddress, 0);
    bench.tracks[0xFF] = nextTrack(1, 1, 0, -11400, 359847);
    EXPECT_EQ(bench.inspect().nextWritableAddress, 0);
}

TEST(appendable_cd_r_with_one_session) {
    Bench bench(0x09, appendable(2));
    bench.tracks[1] = dataTrack(1, 1, 0, 20002);
    bench.tracks[1].lastRecorded = 19999;
    bench.tracks[2] = bench.tracks[0xFF] = nextTrack(2, 2, 31402, 31402, 328000);
    const Medium medium = bench.inspect();
    EXPECT_EQ(medium.state, media_state::Appendable);
    EXPECT(!medium.physicallyBlank);
    EXPECT_EQ(medium.sessions, 1);
    EXPECT_EQ(medium.tracks.size(), 1U);
    EXPECT_EQ(medium.tracks[0].number, 1);
    EXPECT_EQ(medium.tracks[0].sectors, 20002);
    EXPECT(medium.tracks[0].data && !medium.tracks[0].blank && !medium.tracks[0].damaged);
    EXPECT_EQ(medium.nextWritableAddress, 31402);
    EXPECT_EQ(medium.freeSectors, 328000 - 152);
    EXPECT_EQ(medium.totalSectors, 359849);
    EXPECT_EQ(medium.startOfPreviousSession, 0);
    EXPECT_EQ(medium.lastWrittenOfPreviousSession, 19999);
}

TEST(nearly_full_cd_has_no_negative_space) {
    Bench bench(0x09, appendable(2));
    bench.tracks[1] = dataTrack(1, 1, 0, 348000);
    bench.tracks[2] = bench.tracks[0xFF] = nextTrack(2, 2, 359800, 359800, 47);
    EXPECT_EQ(bench.inspect().freeSectors, 0);
}

// A write that was broken off, on CD and on DVD+R.
TEST(a_session_left_open_is_told) {
    for (const std::uint16_t profile : {0x09, 0x1B}) {
        Bench bench(profile, appendable(1, 1));
        bench.tracks[1] = bench.tracks[0xFF] = nextTrack(1, 1, 0, 5000, 300000);
        const Medium medium = bench.inspect();
        EXPECT_EQ(medium.state, media_state::Appendable | media_state::NonEmptySession);
        EXPECT((medium.state & media_state::UnsupportedMask) != 0);
        EXPECT_EQ(medium.sessions, 0);
        EXPECT_EQ(medium.tracks.size(), 1U);
        EXPECT_EQ(medium.tracks[0].sectors, 5000);
        EXPECT_EQ(medium.nextWritableAddress, 5000);
        EXPECT_EQ(medium.startOfPreviousSession, -1);
    }
}

TEST(a_track_that_ended_in_an_open_session_is_told) {
    DiscFields disc = appendable(1, 1);
    disc.lastInLast = 2;
    Bench bench(0x09, disc);
    bench.tracks[1] = dataTrack(1, 1, 0, 602);
    bench.tracks[2] = bench.tracks[0xFF] = nextTrack(2, 1, 752, 752, 300000);
    const Medium medium = bench.inspect();
    EXPECT_EQ(medium.state, media_state::Appendable | media_state::NonEmptySession);
    EXPECT_EQ(medium.tracks.size(), 1U);
    EXPECT_EQ(medium.sessions, 0);
}

// Some DVD+R drives call the session after the last closed one incomplete, though nothing is in it.
TEST(an_incomplete_session_without_data_is_appendable) {
    Bench bench(0x1B, appendable(2, 1));
    bench.tracks[1] = dataTrack(1, 1, 0, 16000);
    bench.tracks[2] = bench.tracks[0xFF] = nextTrack(2, 2, 18048, 18048, 2277056);
    const Medium medium = bench.inspect();
    EXPECT(medium.type == MediaType::DvdPlusR);
    EXPECT_EQ(medium.state, media_state::Appendable);
    EXPECT_EQ(medium.sessions, 1);
    EXPECT_EQ(medium.freeSectors, 2277056);
    EXPECT_EQ(medium.totalSectors, 2295104);
}

TEST(blank_dvd_plus_r) {
    Bench bench(0x1B, {});
    bench.tracks[0xFF] = nextTrack(1, 1, 0, 0, 2295104);
    bench.fake->always(Performance, good(test::performanceReply({22160, 3324})));
    const Medium medium = bench.inspect();
    EXPECT_EQ(medium.freeSectors, 2295104);
    EXPECT_EQ(medium.totalSectors, 2295104);
    EXPECT(medium.writeSpeeds == std::vector<std::int32_t>({10880, 1632}));
}

TEST(one_speed_may_have_two_rotations) {
    Bench bench(0x1B, {});
    bench.tracks[0xFF] = nextTrack(1, 1, 0, 0, 2295104);
    Bytes reply = test::performanceReply({3324, 22160, 22160, 22160});
    reply[8 + 16] = 0x08;      // pure CAV
    reply[8 + 2 * 16] = 0x02;  // a flag that is no rotation
    bench.fake->always(Performance, good(reply));
    Bytes page = test::capabilitiesPage();
    page[27] = 0x01;
    bench.fake->always(ModeSense, good(test::modeReply({page})));
    const Medium medium = bench.inspect();
    const MediaType type = MediaType::DvdPlusR;
    EXPECT(medium.speedDescriptors ==
           std::vector<SpeedDescriptor>({{type, false, 10880}, {type, true, 10880}, {type, false, 1632}}));
    EXPECT(medium.writeSpeeds == std::vector<std::int32_t>({10880, 1632}));
    EXPECT(medium.currentPureCav);
}

TEST(finalized_cd_r) {
    DiscFields disc;
    disc.status = 2;
    disc.session = 3;
    disc.leadOut = 0xFFFFFFFF;
    Bench bench(0x09, disc);
    bench.tracks[1] = dataTrack(1, 1, 0, 20002);
    bench.fake->always(Toc, good(test::tocReply({{1, 0}}, 20002)));
    Medium medium = bench.inspect();
    EXPECT_EQ(medium.state, media_state::Finalized);
    EXPECT_EQ(medium.nextWritableAddress, -1);
    EXPECT_EQ(medium.freeSectors, 0);
    EXPECT_EQ(medium.totalSectors, 20002);
    EXPECT_EQ(medium.sessions, 1);
    EXPECT_EQ(medium.lastWrittenOfPreviousSession, 20001);
    bench.fake->always(Toc, checkCondition(5, 0x24, 0x00));
    bench.fake->always(Capacity, good(test::capacityReply(20001)));
    EXPECT_EQ(bench.inspect().totalSectors, 20002);
}

TEST(finalized_cd_rw_must_be_erased) {
    DiscFields disc;
    disc.status = 2;
    disc.session = 3;
    disc.erasable = true;
    Bench bench(0x0A, disc);
    bench.tracks[1] = dataTrack(1, 1, 0, 302);
    bench.fake->always(Toc, good(test::tocReply({{1, 0}}, 302)));
    const Medium medium = bench.inspect();
    EXPECT(medium.type == MediaType::CdRw && medium.erasable);
    EXPECT_EQ(medium.state, media_state::Finalized | media_state::EraseRequired);
}

TEST(damage) {
    Bench session(0x09, appendable(1, 2));
    session.tracks[1] = session.tracks[0xFF] = nextTrack(1, 1, 0, 5000, 300000);
    EXPECT((session.inspect().state & media_state::Damaged) != 0);
    Bench track(0x09, appendable(1, 1));
    TrackFields broken = nextTrack(1, 1, 0, 0, 0);
    broken.nwaValid = false;
    broken.damaged = true;
    broken.blank = false;
    track.tracks[1] = track.tracks[0xFF] = broken;
    const Medium medium = track.inspect();
    EXPECT((medium.state & media_state::Damaged) != 0);
    EXPECT_EQ(medium.nextWritableAddress, -1);
    EXPECT_EQ(medium.freeSectors, 0);
    EXPECT(medium.tracks.at(0).damaged);
}

TEST(dvd_minus_r_is_asked_by_number) {
    Bench bench(0x11, {});
    bench.tracks[1] = nextTrack(1, 1, 0, 0, 2298496);
    const Medium medium = bench.inspect();
    EXPECT(medium.type == MediaType::DvdDashR);
    EXPECT_EQ(medium.freeSectors, 2298496);
}

TEST(overwritable_media) {
    DiscFields disc;
    disc.status = 3;
    disc.session = 3;
    disc.format = 3;
    disc.erasable = true;
    Bench bench(0x1A, disc);
    bench.tracks[1] = dataTrack(1, 1, 0, 2295104);
    bench.fake->always(Capacity, good(test::capacityReply(2295103)));
    Medium medium = bench.inspect();
    EXPECT_EQ(medium.state, media_state::OverwriteOnly);
    EXPECT_EQ(medium.totalSectors, 2295104);
    EXPECT_EQ(medium.freeSectors, 2295104);
    EXPECT_EQ(medium.nextWritableAddress, 0);
    disc.format = 0;
    bench.fake->always(DiscInfo, good(test::discReply(disc)));
    medium = bench.inspect();
    EXPECT_EQ(medium.state, media_state::OverwriteOnly | media_state::Blank);
    EXPECT(medium.physicallyBlank);
}

TEST(pressed_discs_are_read_only) {
    DiscFields disc;
    disc.status = 2;
    disc.session = 3;
    Bench bench(0x10, disc);
    bench.tracks[1] = dataTrack(1, 1, 0, 2000000);
    bench.fake->always(Capacity, good(test::capacityReply(1999999)));
    const Medium medium = bench.inspect();
    EXPECT(medium.type == MediaType::DvdRom);
    EXPECT_EQ(medium.state, media_state::Finalized | media_state::UnsupportedMedia | media_state::WriteProtected);
    EXPECT_EQ(medium.writeProtect, write_protect::ReadOnlyMedia);
    EXPECT_EQ(medium.totalSectors, 2000000);
    EXPECT(medium.writeSpeeds.empty());
}

TEST(unknown_media_are_told_as_such) {
    Bench bench(0x17, {});
    const Medium medium = bench.inspect();
    EXPECT(medium.type == MediaType::Unknown);
    EXPECT_EQ(medium.state, media_state::UnsupportedMedia);
    EXPECT_EQ(mediaTypeName(medium.type), "unknown");
}

TEST(drives_without_get_configuration) {
    Bench bench(0, {});
    bench.fake->always(Configuration, checkCondition(5, 0x20, 0x00));
    bench.tracks[0xFF] = nextTrack(1, 1, 0, 0, 330000);
    EXPECT(bench.inspect().type == MediaType::CdR);
}

TEST(no_disc_and_not_ready) {
    for (const auto &[reply, expected] : std::vector<std::pair<test::Reply, Status>>{
             {checkCondition(2, 0x3A, 0x01), status::E_RECORDER_MEDIA_NO_MEDIA},
             {checkCondition(2, 0x04, 0x01), status::E_RECORDER_MEDIA_BECOMING_READY},
             {checkCondition(2, 0x30, 0x00), status::E_RECORDER_MEDIA_INCOMPATIBLE},
             {test::lost(status::E_DEV_NOT_EXIST), status::E_DEV_NOT_EXIST}}) {
        Bench bench(0x09, {});
        bench.fake->always(TestUnitReady, reply);
        EXPECT_STATUS(inspectMedium(bench.drive), expected);
    }
    Bench busy(0x09, {});
    busy.fake->always(DiscInfo, checkCondition(2, 0x04, 0x07));
    EXPECT_STATUS(inspectMedium(busy.drive), status::E_RECORDER_MEDIA_BUSY);
}

// At whichever command the drive goes, there is no picture.
TEST(a_drive_that_vanishes_gives_no_picture) {
    const auto bench = [] {
        auto made = std::make_unique<Bench>(0x09, appendable(2));
        made->tracks[1] = dataTrack(1, 1, 0, 20002);
        made->tracks[2] = made->tracks[0xFF] = nextTrack(2, 2, 31402, 31402, 328000);
        return made;
    };
    auto whole = bench();
    (void)whole->inspect();
    const std::size_t commands = whole->fake->commands.size();
    EXPECT(commands > 8);
    for (std::size_t survived = 0; survived < commands; ++survived) {
        auto cut = bench();
        for (auto &[opcode, answer] : cut->fake->standing) {
            answer = [&fake = *cut->fake, survived, inner = answer](const mmc::Command &command) {
                return fake.commands.size() > survived ? test::lost(status::E_DEV_NOT_EXIST) : inner(command);
            };
        }
        EXPECT_STATUS(inspectMedium(cut->drive), status::E_DEV_NOT_EXIST);
    }
}

TEST(no_cd_has_a_hundred_tracks) {
    DiscFields disc = appendable(1);
    disc.firstInLast = disc.lastInLast = 100;
    Bench bench(0x09, disc);
    EXPECT_STATUS(inspectMedium(bench.drive), status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE);
}

TEST(nothing_is_changed_in_the_drive) {
    Bench bench(0x09, appendable(2));
    bench.tracks[1] = dataTrack(1, 1, 0, 20002);
    bench.tracks[2] = bench.tracks[0xFF] = nextTrack(2, 2, 31402, 31402, 328000);
    (void)bench.inspect();
    EXPECT(bench.fake->sent.empty());
    for (const auto &cdb : bench.fake->commands) {
        const bool asks = cdb[0] == TestUnitReady || cdb[0] == Capacity || cdb[0] == Toc || cdb[0] == Configuration ||
                          cdb[0] == DiscInfo || cdb[0] == TrackInfo || cdb[0] == ModeSense || cdb[0] == Performance;
        EXPECT(asks);
    }
}

TEST(units_of_speed) {
    EXPECT_EQ(sectorsPerSecondAt1x(MediaType::CdR), 75);
    EXPECT_EQ(sectorsPerSecondAt1x(MediaType::DvdPlusR), 680);
    EXPECT_EQ(sectorsPerSecondAt1x(MediaType::BdR), 2195);
    for (const std::uint32_t kilobytes : {1411U, 1408U, 1416U}) {
        EXPECT_EQ(sectorsPerSecondOfKb(MediaType::CdR, kilobytes), 600);
    }
    EXPECT_EQ(sectorsPerSecondOfKb(MediaType::DvdPlusR, 11080), 5440);
    EXPECT_EQ(sectorsPerSecondOfKb(MediaType::DvdPlusR, 3324), 1632);
    EXPECT_EQ(sectorsPerSecondOfKb(MediaType::BdR, 17982), 8780);
    EXPECT_EQ(sectorsPerSecondOfKb(MediaType::CdR, 0), 0);
    EXPECT(sectorsPerSecondOfKb(MediaType::CdR, 0xFFFFFFFF) > 0);
    EXPECT_EQ(kbOfSectorsPerSecond(MediaType::CdR, 600), 1412U);
    EXPECT_EQ(kbOfSectorsPerSecond(MediaType::DvdPlusR, 5440), 11080U);
    EXPECT_EQ(kbOfSectorsPerSecond(MediaType::CdR, -1), 0U);
    for (int multiple = 1; multiple <= 52; ++multiple) {
        const auto kilobytes = kbOfSectorsPerSecond(MediaType::CdR, multiple * 75);
        EXPECT_EQ(sectorsPerSecondOfKb(MediaType::CdR, kilobytes), multiple * 75);
    }
}

TEST(every_profile_has_its_type) {
    EXPECT(mediaTypeOfProfile(0x08) == MediaType::CdRom);
    EXPECT(mediaTypeOfProfile(0x0A) == MediaType::CdRw);
    EXPECT(mediaTypeOfProfile(0x2B) == MediaType::DvdPlusRDualLayer);
    EXPECT(mediaTypeOfProfile(0x43) == MediaType::BdRe);
    EXPECT(mediaTypeOfProfile(0x00) == MediaType::Unknown);
    EXPECT(mediaTypeOfProfile(0xFFFF) == MediaType::Unknown);
    EXPECT_EQ(mediaTypeName(MediaType::DvdPlusRDualLayer), "DVD+R DL");
    EXPECT(isCd(MediaType::CdRw) && !isCd(MediaType::DvdPlusR));
}

}  // namespace
