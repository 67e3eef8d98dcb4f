// SPDX-License-Identifier: LGPL-2.1-or-later
// Raw images on every CD that can be written: what is on the disc, and what is told of it.
#include "raw_support.hpp"

#include <algorithm>
#include <set>

using namespace burnish;
using namespace test;

namespace {

void expectWritten(RawBurn &burn, RawAlbum &album, const std::string &what) {
    if (burn.burn(album) != status::S_OK) {
        fail(__FILE__, __LINE__, what + ": " + burn.error.message + " / " + burn.error.detail);
    }
}

void fully(RawCdSettings &settings) {
    settings.verification = VerificationLevel::Full;
}

std::string sha256Of(const std::filesystem::path &file) {
    return outputOf("sha256sum '" + file.string() + "'").substr(0, 64);
}

}  // namespace

TEST(albumOnEveryMedium) {
    for (const char *medium : {"cd-r-74", "cd-r-80", "cd-r-90", "cd-r-99", "cd-rw-74", "cd-rw-80"}) {
        const Disc disc(medium);
        RawBurn burn(disc, fully);
        RawAlbum album(albumOf({400, 300, 500}), cd::SubChannelType::Cooked);
        expectWritten(burn, album, medium);
        const Report &report = burn.report();
        EXPECT(report.verified);
        EXPECT_EQ(report.proof, std::string("contents proven by reading back"));
        EXPECT_EQ(report.writeMethod, std::string("raw"));
        EXPECT_EQ(report.tracks.size(), std::size_t{3});
        EXPECT_EQ(report.tracks[1].startLba, 400);
        EXPECT_EQ(report.tracks[1].pregapSectors, 150);
        EXPECT_EQ(report.tracks[1].sectors, 150);  // to the pre-gap of the next
        EXPECT_EQ(report.startOfLeadout, 1200);
        EXPECT_EQ(report.startLba + report.writtenSectors, 1200 + LeadOutSectors);
        EXPECT((burn.medium().state & media_state::Finalized) != 0);
        burn.expectReleased();
        expectProgram(disc, album);
    }
}

// What goes to the drive begins where the groove says, whatever the stream begins with.
TEST(everySectorTypeFromTheDiscsOwnLeadIn) {
    for (const auto type : {cd::SubChannelType::PqOnly, cd::SubChannelType::Cooked, cd::SubChannelType::Raw}) {
        const Disc disc("cd-r-80");
        RawBurn burn(disc, fully);
        RawAlbum album(albumOf({600}), type);
        album.layout.tracks[0].isrc = "USK7Y9812345";
        album.layout.mediaCatalogNumber = "4006408262121";
        expectWritten(burn, album, std::to_string(static_cast<int>(type)));
        EXPECT_EQ(burn.report().startLba, -11849);
        EXPECT_EQ(burn.report().mediaCatalogNumber, std::string("4006408262121"));
        EXPECT_EQ(burn.report().tracks[0].isrc, std::string("USK7Y9812345"));
        EXPECT(burn.report().adjustments.empty());
        EXPECT_EQ(burn.report().subChannelProof,
                  std::string("Q, read as P to W: 600 frames agree, 0 differ, 0 unreadable"));
        EXPECT_EQ(burn.report().sha256, sha256Of(disc.file("disc.bin")));
        expectProgram(disc, album);
    }
}

TEST(streamsThatDoNotSeekOrDoNotTellTheirLength) {
    for (const bool seeks : {false, true}) {
        for (const bool tells : {false, true}) {
            const Disc disc("cd-r-80");
            RawBurn burn(disc, fully);
            RawAlbum album(albumOf({400, 300}), cd::SubChannelType::Raw);
            album.layout.mediaCatalogNumber = "4006408262121";
            album.seeks = seeks;
            album.tellsLength = tells;
            expectWritten(burn, album, seeks ? "seeks" : "does not seek");
            EXPECT_EQ(burn.report().mediaCatalogNumber, std::string("4006408262121"));
            EXPECT_EQ(burn.report().tracks[1].pregapSectors, 150);
            EXPECT(burn.report().verified);
            expectProgram(disc, album);
        }
    }
}

// An image cut to the disc's own lead-in, and one that begins a little before it.
TEST(imagesThatStartElsewhere) {
    for (const bool seeks : {true, false}) {
        for (const std::int32_t start : {-11849, -12000}) {
            const Disc disc("cd-r-80");
            RawBurn burn(disc, fully);
            RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
            album.start = start;
            album.seeks = seeks;
            EXPECT_EQ(burn.prepare(), status::S_OK);
            EXPECT_EQ(burn.write(album, FirstProgramSector - start), status::S_OK);
            EXPECT_OK(burn.format.releaseMedia());
            expectProgram(disc, album);
        }
    }
}

TEST(moreThanTheLeadOutIsLeftOut) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    album.sectorsAfterLeadOut = LeadOutSectors + 100;
    expectWritten(burn, album, "longer lead-out");
    EXPECT_EQ(burn.report().startLba + burn.report().writtenSectors, 400 + LeadOutSectors);
    EXPECT_EQ(burn.report().adjustments.size(), std::size_t{1});
    EXPECT(burn.report().adjustments[0].find("100 sectors") != std::string::npos);
}

TEST(indexesFlagsAndAHiddenTrack) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc, fully);
    RawAlbum album(albumOf({900, 600}), cd::SubChannelType::Raw);
    auto &tracks = album.layout.tracks;
    tracks[0].start = 400;  // 400 sectors hidden before it
    tracks[0].indexes = {500, 560};
    tracks[0].control = 1;
    tracks[1].control = 2;
    tracks[1].pregap = tracks[1].start;  // no index 0
    tracks[0].end = tracks[1].start;
    expectWritten(burn, album, "indexes");
    EXPECT(burn.report().tracks[0].preEmphasis);
    EXPECT(burn.report().tracks[1].copyPermitted);
    EXPECT_EQ(burn.report().tracks[0].pregapSectors, 550);
    EXPECT_EQ(burn.report().verifiedSectors, 1500);
    expectProgram(disc, album);
    burn.leave();
    const auto toc = outputOf("cdrdao show-toc '" + disc.file("disc.toc").string() + "' 2>&1");
    EXPECT(toc.find("TRACK  1") != std::string::npos);
    EXPECT(toc.find("PRE") != std::string::npos);
}

TEST(ninetyNineTracks) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc, fully);
    RawAlbum album(albumOf(std::vector<std::int32_t>(99, 300)), cd::SubChannelType::Cooked);
    expectWritten(burn, album, "99 tracks");
    EXPECT_EQ(burn.report().tracks.size(), std::size_t{99});
    EXPECT_EQ(burn.report().startOfLeadout, 29700);
    EXPECT(burn.report().verified);
}

TEST(dataInMode1) {
    const Disc disc("cd-rw-80");
    RawBurn burn(disc, fully);
    RawAlbum album(albumOf({500}), cd::SubChannelType::Raw);
    album.layout.tracks[0].control = 4;
    expectWritten(burn, album, "data");
    EXPECT(burn.report().verified);
    EXPECT(burn.report().tracks[0].data);
    EXPECT_EQ(burn.report().sha256, sha256Of(disc.file("disc.bin")));
    for (const std::int32_t lba : {0, 16, 499}) {
        EXPECT(disc.isoBytes(lba, 2048) == userDataAt(lba));
    }
}

TEST(dataThenAudio) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc, fully);
    RawAlbum album(albumOf({600, 500}), cd::SubChannelType::Cooked);
    album.layout.tracks[0].control = 4;
    expectWritten(burn, album, "mixed");
    EXPECT(burn.report().verified);
    EXPECT(disc.isoBytes(100, 2048) == userDataAt(100));
}

// The disc of one is another's: 74 minutes do not hold what 80 do, and the last sector counts.
TEST(theLeadOutMayStartAtTheLastPlaceAndNotBehindIt) {
    for (const std::int32_t over : {0, 1}) {
        const Disc disc("cd-r-74");
        RawBurn burn(disc, [](RawCdSettings &s) { s.hash = false; });
        EXPECT_EQ(burn.prepare(), status::S_OK);
        const auto last = burn.format.lastPossibleStartOfLeadout();
        EXPECT_EQ(*last, 332850);
        RawAlbum album(albumOf({*last + over}), cd::SubChannelType::Cooked);
        album.seeks = false;  // so that only the lead-in is looked at
        int read = 0;
        album.onRead = [&](std::int32_t lba) {
            read += lba == FirstProgramSector ? 1 : 0;
            if (lba == FirstProgramSector) {
                EXPECT_OK(burn.format.cancelWrite());
            }
        };
        EXPECT_EQ(burn.write(album), over == 1 ? status::E_DF2RAW_NOT_ENOUGH_SPACE : status::E_REQUEST_CANCELLED);
        EXPECT_EQ(read, over == 1 ? 0 : 1);
        EXPECT_OK(burn.format.releaseMedia());
        burn.expectReleased();
    }
}

TEST(aTestWriteLeavesTheDiscBlankAndMayBeFollowedByARealOne) {
    for (const char *option : {"", "no-raw=1"}) {
        Disc disc("cd-r-80");
        disc.setOption(option);
        RawBurn burn(disc, [](RawCdSettings &s) {
            s.simulate = true;
            s.verification = VerificationLevel::Full;
        });
        RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
        expectWritten(burn, album, option);
        EXPECT_EQ(burn.report().proof, std::string("test write: nothing was written"));
        EXPECT(!burn.report().verified);
        EXPECT(!burn.report().tracks[0].onDisc);
        EXPECT(burn.medium().physicallyBlank);
        EXPECT(std::all_of(burn.events.begin(), burn.events.end(), [](const auto &event) { return event.simulate; }));
        EXPECT_OK(burn.format.change([](RawCdSettings &s) { s.simulate = false; }));
        expectWritten(burn, album, option);
        expectProgram(disc, album);
    }
}

TEST(eventsTellWhatIsDone) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc, fully);
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    expectWritten(burn, album, "events");
    std::vector<RawCdAction> actions;
    for (const auto &event : burn.events) {
        EXPECT(!event.sessionAtOnce);
        if (actions.empty() || actions.back() != event.action) {
            actions.push_back(event.action);
        }
        if (event.action == RawCdAction::Writing) {
            EXPECT_EQ(event.startLba, -11849);
            EXPECT_EQ(event.sectorCount, 11849 + 400 + LeadOutSectors);
            EXPECT(event.lastWrittenLba >= event.startLba);
        }
    }
    EXPECT(actions == std::vector<RawCdAction>({RawCdAction::Preparing, RawCdAction::Writing, RawCdAction::Finishing,
                                                RawCdAction::Verifying}));
    const auto json = burn.report().toJson();
    EXPECT(json.find("\"method\": \"raw\"") != std::string::npos);
    EXPECT(json.find("\"sector_type\": \"cooked\"") != std::string::npos);
}

TEST(speedIsGrantedAndTheDrivesParametersAreGivenBack) {
    const Disc disc("cd-r-80");
    RawBurn burn(disc);
    const auto before = burn.recorder->drive().modePage(0x05, mmc::ModePageControl::Current);
    EXPECT_OK(before);
    const auto adjusted = burn.format.setWriteSpeed(8 * 75 + 1, false);
    EXPECT_OK(adjusted);
    EXPECT_EQ(*adjusted, status::S_SPEEDADJUSTED);
    EXPECT_EQ(burn.prepare(), status::S_SPEEDADJUSTED);
    EXPECT_EQ(burn.format.medium()->currentWriteSpeed, 8 * 75);
    EXPECT_OK(burn.format.releaseMedia());
    const auto after = burn.recorder->drive().modePage(0x05, mmc::ModePageControl::Current);
    EXPECT_OK(after);
    EXPECT(*before == *after);
}

// CD+G: R to W are proven where the disc has them as they were sent.
TEST(graphicsAreReadBack) {
    for (const auto type : {cd::SubChannelType::Raw, cd::SubChannelType::Cooked}) {
        const Disc disc("cd-r-80");
        RawBurn burn(disc, fully);
        RawAlbum album(albumOf({400, 300}), type);
        album.cdg = true;
        expectWritten(burn, album, "graphics");
        const std::string told = burn.report().subChannelProof;
        EXPECT(told.find(type == cd::SubChannelType::Raw ? "R to W: 700 sectors agree, 0 differ"
                                                         : "R to W not proven") != std::string::npos);
        const auto sub = fileBytes(disc.file("disc.sub"));
        for (const std::int32_t lba : {0, 123, 699}) {
            const auto sector = album.sector(lba);
            EXPECT(std::equal(sector.begin() + 2352, sector.end(), sub.begin() + (lba + 150) * 96));
        }
    }
}
