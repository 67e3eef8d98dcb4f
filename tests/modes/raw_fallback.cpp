// SPDX-License-Identifier: LGPL-2.1-or-later
// Drives that do not write raw: the same disc session at once, told, never silent; and what cannot be written so.
#include "cd/raw_image.hpp"
#include "raw_support.hpp"
#include "tao_support.hpp"

#include <algorithm>

using namespace burnish;
using namespace test;

namespace {

cd::CdTextPacks albumText() {
    cd::CdTextBlock block;
    block.text[cd::CdTextField::Title] = {{0, "Wolken"}, {1, "Zirrus"}, {2, "Für Kumulus"}};
    block.text[cd::CdTextField::Performer] = {{0, "Wetter"}, {1, "Wetter"}, {2, "Wetter"}};
    const auto packs = cd::encodeCdText({block}, 1, 2, {});
    EXPECT_OK(packs);
    return *packs;
}

RawAlbum fullAlbum(cd::SubChannelType type) {
    RawAlbum album(albumOf({600, 500}), type);
    album.layout.mediaCatalogNumber = "4006408262121";
    album.layout.tracks[0].isrc = "USK7Y9812345";
    album.layout.tracks[1].indexes = {700, 800};
    album.layout.tracks[1].control = 2;
    album.layout.cdText = albumText().packs;
    return album;
}

void expectWords(const std::vector<std::string> &texts, const std::string &words) {
    const bool found = std::any_of(texts.begin(), texts.end(),
                                   [&](const auto &text) { return text.find(words) != std::string::npos; });
    if (!found) {
        fail(__FILE__, __LINE__, "nothing says \"" + words + "\"");
    }
}

void fully(RawCdSettings &settings) {
    settings.verification = VerificationLevel::Full;
}

}  // namespace

TEST(theSameDiscSessionAtOnce) {
    for (const char *option : {"", "no-raw=1"}) {
        Disc disc("cd-r-80");
        disc.setOption(option);
        RawBurn burn(disc, [](RawCdSettings &s) {
            s.verification = VerificationLevel::Full;
            s.sessionAtOnce = SessionAtOncePolicy::Require;
        });
        RawAlbum album = fullAlbum(cd::SubChannelType::Raw);
        const Status written = burn.burn(album);
        if (written != status::S_OK) {
            fail(__FILE__, __LINE__, burn.error.message + " / " + burn.error.detail);
        }
        const Report &report = burn.report();
        EXPECT_EQ(report.writeMethod, std::string("session at once"));
        EXPECT(report.verified);
        EXPECT(report.refusals.empty());
        expectWords(report.adjustments, "session at once by a cue sheet");
        EXPECT_EQ(report.startLba, -11849);  // CD-TEXT goes into the lead-in
        EXPECT(std::all_of(burn.events.begin(), burn.events.end(), [](const auto &event) {
            return event.sessionAtOnce || event.action == RawCdAction::Preparing;
        }));
        expectProgram(disc, album);
        burn.leave();
        const auto text = outputOf("cdrskin textfile_to_v07t='" + disc.file("disc.cdt").string() + "' 2>&1");
        EXPECT(text.find("Wolken") != std::string::npos);
        const auto toc = outputOf("cdrdao show-toc '" + disc.file("disc.toc").string() + "' 2>&1");
        EXPECT(toc.find("US K7Y 98 12345") != std::string::npos);
        EXPECT(toc.find("4006408262121") != std::string::npos);
    }
}

// Without CD-TEXT it begins with the first pause, in the main channel alone.
TEST(withoutTextItBeginsWithTheFirstPause) {
    Disc disc("cd-r-80");
    disc.setOption("no-raw=1");
    RawBurn burn(disc, fully);
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT(burn.format.supportedSectorTypes()->empty());
    EXPECT(*burn.format.writesSessionAtOnce());
    EXPECT_OK(burn.format.setRequestedSectorType(cd::SubChannelType::PqOnly));
    RawAlbum album(albumOf({400, 300}), cd::SubChannelType::PqOnly);
    EXPECT_EQ(burn.write(album), status::S_OK);
    EXPECT_EQ(burn.report().startLba, FirstProgramSector);
    EXPECT_EQ(burn.report().writtenSectors, 700 + 150);
    EXPECT_OK(burn.format.releaseMedia());
    burn.expectReleased();
    expectProgram(disc, album);
}

TEST(dataAndAudioEachInItsForm) {
    for (const bool dataFirst : {true, false}) {
        Disc disc("cd-r-80");
        disc.setOption("no-raw=1");
        RawBurn burn(disc, fully);
        RawAlbum album(albumOf({600, 700}), cd::SubChannelType::Cooked);
        album.layout.tracks[dataFirst ? 0 : 1].control = 4;
        const Status written = burn.burn(album);
        if (written != status::S_OK) {
            fail(__FILE__, __LINE__, burn.error.message + " / " + burn.error.detail);
        }
        EXPECT(burn.report().verified);
        expectProgram(disc, album);
        EXPECT(disc.isoBytes(dataFirst ? 100 : 900, 2048) == userDataAt(dataFirst ? 100 : 900));
    }
}

// CD+G: R to W go along in the form with sub-channel.
TEST(graphicsGoAlong) {
    for (const auto type : {cd::SubChannelType::Raw, cd::SubChannelType::Cooked}) {
        Disc disc("cd-r-80");
        disc.setOption("no-raw=1");
        RawBurn burn(disc, fully);
        RawAlbum album(albumOf({400, 300}), type);
        album.cdg = true;
        EXPECT_EQ(burn.burn(album), status::S_OK);
        expectWords(burn.report().adjustments, "R to W");
        expectProgram(disc, album);
        const auto sub = fileBytes(disc.file("disc.sub"));
        for (const std::int32_t lba : {0, 123, 699}) {
            const auto sector = album.sector(lba);
            for (std::size_t i = 0; i < 96; ++i) {
                EXPECT_EQ(sub[static_cast<std::size_t>(lba + 150) * 96 + i] & 0x3F, sector[2352 + i] & 0x3F);
            }
        }
    }
}

TEST(forbiddenItIsNotDone) {
    Disc disc("cd-r-80");
    disc.setOption("no-raw=1");
    RawBurn burn(disc, [](RawCdSettings &s) { s.sessionAtOnce = SessionAtOncePolicy::Forbid; });
    EXPECT_EQ(burn.prepare(), status::E_DF2RAW_RECORDER_NOT_SUPPORTED);
    EXPECT_EQ(burn.report().status, status::E_DF2RAW_RECORDER_NOT_SUPPORTED);
    burn.expectReleased();
}

TEST(aTypeThatTheDriveLacksCannotBeRequestedWhereItWritesRaw) {
    Disc disc("cd-r-80");
    disc.setFaults(faults(R"j({"command":"MODE SELECT(10)","nth":2,"sense":"5/26/00"})j"));  // cooked is tried second
    RawBurn burn(disc);
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT(*burn.format.supportedSectorTypes() ==
           std::vector<cd::SubChannelType>({cd::SubChannelType::PqOnly, cd::SubChannelType::Raw}));
    EXPECT_STATUS(burn.format.setRequestedSectorType(cd::SubChannelType::Cooked),
                  status::E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED);
    EXPECT(*burn.format.writesSessionAtOnce());  // the default stays cooked
    EXPECT_OK(burn.format.setRequestedSectorType(cd::SubChannelType::Raw));
    EXPECT(!*burn.format.writesSessionAtOnce());
    EXPECT_OK(burn.format.releaseMedia());
    EXPECT_OK(burn.format.change([](RawCdSettings &s) { s.sessionAtOnce = SessionAtOncePolicy::Forbid; }));
    Disc other("cd-r-80");
    other.setFaults(faults(R"j({"command":"MODE SELECT(10)","nth":2,"sense":"5/26/00"})j"));
    RawBurn strict(other, [](RawCdSettings &s) { s.sessionAtOnce = SessionAtOncePolicy::Forbid; });
    EXPECT_EQ(strict.prepare(), status::S_OK);
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    EXPECT_EQ(strict.write(album), status::E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED);
    EXPECT_STATUS(strict.format.writesSessionAtOnce(), status::E_DF2RAW_DATA_BLOCK_TYPE_NOT_SUPPORTED);
    EXPECT_OK(strict.format.releaseMedia());
    EXPECT(strict.medium().physicallyBlank);
}

TEST(streamsThatCannotBeReadTwiceCannotBeWrittenSo) {
    Disc disc("cd-r-80");
    disc.setOption("no-raw=1");
    RawBurn burn(disc);
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    album.seeks = false;
    EXPECT_EQ(burn.burn(album), status::E_DF2RAW_STREAM_NOT_SUPPORTED);
    EXPECT(burn.error.message.find("read twice") != std::string::npos);
    EXPECT(burn.medium().physicallyBlank);
}

// A drive that says it writes raw, and does not when it comes to it.
TEST(driveThatRefusesTheFirstBlock) {
    for (const char *sense : {"5/21/02", "5/26/00", "3/0C/00", "5/2C/00"}) {
        Disc disc("cd-r-80");
        disc.setFaults(faults(std::string(R"j({"command":"WRITE(10)","nth":1,"sense":")j") + sense + "\"}"));
        RawBurn burn(disc, fully);
        RawAlbum album(albumOf({400, 300}), cd::SubChannelType::Raw);
        EXPECT_EQ(burn.prepare(), status::S_OK);
        EXPECT_OK(burn.format.setRequestedSectorType(cd::SubChannelType::Raw));
        EXPECT(!*burn.format.writesSessionAtOnce());
        const Status written = burn.write(album);
        if (written != status::S_OK) {
            fail(__FILE__, __LINE__, burn.error.message + " / " + burn.error.detail);
        }
        EXPECT(*burn.format.writesSessionAtOnce());
        EXPECT_OK(burn.format.releaseMedia());
        EXPECT_EQ(burn.report().writeMethod, std::string("session at once"));
        expectWords(burn.report().refusals, sense);
        expectWords(burn.report().adjustments, "nothing was written: session at once instead");
        EXPECT(burn.report().verified);
        EXPECT(burn.events.front().action == RawCdAction::Preparing && !burn.events.front().sessionAtOnce);
        EXPECT(burn.events.back().sessionAtOnce);
        burn.expectReleased();
        expectProgram(disc, album);
    }
}

TEST(noSecondWayWhereItIsForbiddenOrSomethingWasWritten) {
    const auto burnWith = [](const std::string &fault, SessionAtOncePolicy policy, bool seeks) {
        Disc disc("cd-r-80");
        disc.setFaults(faults(fault));
        RawBurn burn(disc, [policy](RawCdSettings &s) { s.sessionAtOnce = policy; });
        RawAlbum album(albumOf({400}), cd::SubChannelType::Raw);
        album.seeks = seeks;
        EXPECT_EQ(burn.burn(album), status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
        EXPECT_EQ(burn.report().writeMethod, std::string("raw"));
        EXPECT(burn.report().refusals.empty());
        burn.expectReleased();
        return burn.medium().physicallyBlank;
    };
    const std::string first = R"j({"command":"WRITE(10)","nth":1,"sense":"3/0C/00"})j";
    const std::string second = R"j({"command":"WRITE(10)","lba":300,"sense":"3/0C/00"})j";
    EXPECT(burnWith(first, SessionAtOncePolicy::Forbid, true));
    EXPECT(burnWith(first, SessionAtOncePolicy::Allow, false));
    EXPECT(!burnWith(second, SessionAtOncePolicy::Allow, true));
}

// Each way of telling the disc is tried in its turn, and each refusal is told.
TEST(cueSheetsAreTriedInOrder) {
    for (const int refused : {1, 2, 3}) {
        Disc disc("cd-r-80");
        disc.setOption("no-raw=1");
        disc.setFaults(faults(R"j({"command":"SEND CUE SHEET","nth":1,"sense":"5/26/00","times":)j" +
                              std::to_string(refused) + "}"));
        RawBurn burn(disc, fully);
        RawAlbum album = fullAlbum(cd::SubChannelType::Raw);
        album.layout.tracks[1].pregap = album.layout.tracks[1].start;
        album.layout.tracks[0].end = album.layout.tracks[1].start;
        // The recorder refuses the lead-in's time in the groove by itself, so that the second way never works here.
        const int told = refused == 1 ? 2 : refused;
        const Status written = burn.burn(album);
        EXPECT_EQ(static_cast<int>(burn.report().refusals.size()), told);
        expectWords(burn.report().refusals, "5/26/00");
        expectWords(burn.report().refusals, "lead-in at 00:00:00");
        expectWords(burn.report().refusals, "time in the groove");
        if (told == 2) {
            EXPECT_EQ(written, status::S_OK);
            expectWords(burn.report().adjustments, "ISRC without control bits");
        } else {
            EXPECT_EQ(written, status::S_OK);
            expectWords(burn.report().adjustments, "an index 0 in front of every track");
        }
        expectProgram(disc, album);
    }
}

// The worst mistake is to take a refused cue sheet for a taken one.
TEST(driveThatRefusesEveryCueSheet) {
    Disc disc("cd-r-80");
    disc.setOption("no-raw=1");
    disc.setFaults(faults(R"j({"command":"SEND CUE SHEET","sense":"5/26/00","times":"forever"})j"));
    RawBurn burn(disc);
    RawAlbum album(albumOf({400}), cd::SubChannelType::Cooked);
    EXPECT_EQ(burn.burn(album), status::E_DF2RAW_RECORDER_NOT_SUPPORTED);
    EXPECT_EQ(burn.report().refusals.size(), std::size_t{2});
    EXPECT_EQ(burn.report().writtenSectors, 0);
    EXPECT(burn.medium().physicallyBlank);
    burn.expectReleased();
}

// Sectors of mode 2 have no blocks of which a drive makes the same ones again.
TEST(modeTwoIsNotWrittenSo) {
    Disc disc("cd-r-80");
    disc.setOption("no-raw=1");
    RawBurn burn(disc);
    cd::RawImage image;
    EXPECT_OK(image.addTrack(cd::SectorType::Mode2Form1, std::make_shared<PatternStream>(400 * 2048)));
    const auto stream = image.createResultImage();
    EXPECT_OK(stream);
    EXPECT_EQ(burn.prepare(), status::S_OK);
    EXPECT_EQ(burn.write(**stream), status::E_DF2RAW_STREAM_NOT_SUPPORTED);
    EXPECT(burn.error.message.find("neither audio nor mode 1") != std::string::npos);
    EXPECT_OK(burn.format.releaseMedia());
    EXPECT(burn.medium().physicallyBlank);
}

// Byte by byte, as MMC has the table.
TEST(cueSheetHasTheBytesOfTheStandard) {
    auto layout = albumOf({600, 500});
    layout.mediaCatalogNumber = "4006408262121";
    layout.tracks[1].isrc = "USK7Y9812345";
    layout.tracks[1].control = 4;
    layout.tracks[1].type = cd::SectorType::Mode1;
    layout.tracks[0].scms = true;
    layout.tracks[0].indexes = {301};
    const auto variants = cueVariants(layout, {-11849, cd::SubChannelType::PqOnly});
    EXPECT_EQ(variants.size(), std::size_t{3});
    const std::vector<std::uint8_t> expected = {
        0x02, '4',  '0',  '0',  '6',  '4', '0', '8',  // catalogue number
        0x02, '2',  '6',  '2',  '1',  '2', '1', 0,    //
        0x01, 0x00, 0x00, 0x01, 0x00, 0,   0,   0,    // lead-in
        0x01, 1,    0,    0x00, 0x80, 0,   0,   0,    // pause, the copy bit alternates
        0x01, 1,    1,    0x00, 0x80, 0,   2,   0,    //
        0x01, 1,    2,    0x00, 0x80, 0,   6,   1,    // index 2 at LBA 301
        0x43, 2,    'U',  'S',  'K',  '7', 'Y', '9',  // ISRC
        0x43, 2,    '8',  '1',  '2',  '3', '4', '5',  //
        0x41, 2,    0,    0x10, 0x00, 0,   8,   0,    // LBA 450
        0x41, 2,    1,    0x10, 0x00, 0,   10,  0,    // LBA 600
        0x41, 0xAA, 1,    0x14, 0x00, 0,   16,  50,   // lead-out at LBA 1100
    };
    EXPECT(variants[0].bytes == expected);
    EXPECT_EQ(variants[1].bytes[2 * 8 + 5], 97);  // the groove's 97:24:01
    EXPECT_EQ(variants[1].bytes[2 * 8 + 6], 24);
    EXPECT_EQ(variants[1].bytes[2 * 8 + 7], 1);
    EXPECT_EQ(variants[2].bytes[6 * 8], 0x03);
}
