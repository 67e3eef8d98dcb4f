// SPDX-License-Identifier: LGPL-2.1-or-later
// What sessions at once and raw ones leave in the exports, as cdrdao, libcdio and cdrskin read it.
#include "cd_text_maker.hpp"
#include "check.hpp"
#include "cue_maker.hpp"
#include "drive.hpp"
#include "raw_maker.hpp"

using namespace test;

namespace {

std::string cdInfo(const Drive &drive) {
    return shell("cd-info --no-device-info --no-cddb --cue-file=" + drive.file("disc.cue"));
}

std::string showToc(const Drive &drive) {
    return shell("cdrdao show-toc " + drive.file("disc.toc"));
}

// Two tracks with all that a cue sheet can tell; CD-TEXT in the lead-in.
void burnAlbum(Drive &drive, const Bytes &music) {
    drive.open();
    EXPECT_EQ(drive.selectSession(2), "GOOD");
    EXPECT_EQ(drive.sendCueSheet(joined({numberLine(0x02, "4006381"), numberLine(0x02, std::string("333931\0", 7)),
                                         cueLine(0x01, 0, 0, 0x41, -150), numberLine(0x03, "\x01USK7Y9"),
                                         numberLine(0x03,
                                                    "\x01"
                                                    "812345"),
                                         cueLine(0x01, 1, 0, 0x00, -150), cueLine(0x01, 1, 1, 0x00, 75),
                                         cueLine(0x01, 1, 2, 0x00, 225), cueLine(0x31, 2, 0, 0x00, 400),
                                         cueLine(0x31, 2, 1, 0x00, 500), cueLine(0x31, 0xAA, 1, 0x01, 900)})),
              "GOOD");
    Bytes leadIn;
    for (std::size_t block = 0; block < 11849 - 150; ++block) {
        leadIn = std::move(leadIn) + symbolsOf(albumText(), block);
    }
    EXPECT_EQ(drive.writeSized(-11849, leadIn, 96), "GOOD");
    EXPECT_EQ(drive.writeAudio(-150, Bytes(150 * 2352)), "GOOD");
    EXPECT_EQ(drive.writeAudio(0, music), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    drive.close();
}

}  // namespace

TEST(anAlbumAtOnceIsReadByCdrdao) {
    Drive drive;
    const Bytes music = samples(900);
    burnAlbum(drive, music);
    const std::string toc = showToc(drive);
    EXPECT(contains(toc, "CATALOG NUMBER: 4006381333931"));
    EXPECT(contains(toc, "ISRC US K7Y 98 12345"));
    EXPECT(contains(toc, "PREGAP 00:01:00(    75)"));  // music before the first track
    EXPECT(contains(toc, "START  00:01:00(    75)"));
    EXPECT(contains(toc, "INDEX  2 00:03:00(   225)"));
    EXPECT(contains(toc, "PREGAP 00:01:25(   100)"));
    EXPECT(contains(toc, "START  00:06:50(   500)"));
    EXPECT(contains(toc, "END    00:12:00(   900)"));
    shell("cdrdao read-test " + drive.file("disc.toc"));
    const std::string text = shell("cat " + drive.file("disc.toc"));
    EXPECT(contains(text, "LANGUAGE_MAP { 0 : 9 }\n  LANGUAGE 0 {\n    TITLE \"Clouds\"\n"));
    EXPECT(contains(text, "TITLE \"Cumulus \\042high\\042\""));
    EXPECT(contains(text, "TITLE \"Cirrus\""));
    EXPECT(fileContents(drive.file("disc.bin")) == music);
}

TEST(cdrskinReadsTheCdText) {
    Drive drive;
    burnAlbum(drive, samples(900));
    const std::string sheet = shell("cdrskin textfile_to_v07t=" + drive.file("disc.cdt"));
    EXPECT(contains(sheet, "Album Title         = Clouds\n"));
    EXPECT(contains(sheet, "Track 01 Title      = Cumulus \"high\"\n"));
    EXPECT(contains(sheet, "Track 02 Title      = Cirrus\n"));
    EXPECT(contains(sheet, "Language Code       = English\n"));
}

TEST(libcdioReadsAnAlbumAtOnce) {
    Drive drive;
    const Bytes music = samples(900);
    burnAlbum(drive, music);
    const std::string info = cdInfo(drive);
    EXPECT(contains(info, "1: 00:03:00  000075 audio  false  no    2        no"));
    EXPECT(contains(info, "2: 00:08:50  000500 audio  false  yes   2        yes"));
    EXPECT(contains(info, "000900 leadout"));
    EXPECT(contains(info, "Media Catalog Number (MCN): 4006381333931"));
    const std::string cue = shell("cat " + drive.file("disc.cue"));
    EXPECT(contains(cue, "    INDEX 00 00:00:00\n    INDEX 01 00:01:00\n    INDEX 02 00:03:00\n"));
    EXPECT(contains(cue, "    INDEX 00 00:05:25\n    INDEX 01 00:06:50\n"));
    const std::string out = drive.folder().file("read.raw");
    shell("cd-read --no-header -m audio -c " + drive.file("disc.cue") + " -s 500 -n 400 -o " + out);
    EXPECT(fileContents(out) == part(music, 500 * 2352, 900 * 2352));
}

TEST(aRawMixedDiscIsReadByOthers) {
    Drive drive;
    RawDisc disc;
    disc.tracks = {{0, 150, 4}, {500, 150, 0, "USK7Y9812345", {700}}};
    disc.leadOut = 900;
    drive.open();
    EXPECT_EQ(drive.selectSession(3, 3), "GOOD");
    for (std::int32_t lba = disc.leadIn; lba < disc.end(); ++lba) {
        EXPECT_EQ(drive.writeSized(lba, disc.block(lba), 2448), "GOOD");
    }
    EXPECT_EQ(drive.synchronize(), "GOOD");
    drive.close();
    EXPECT(contains(cdInfo(drive), "1: 00:02:00  000000 data"));
    EXPECT(contains(cdInfo(drive), "000500 audio"));
    const std::string toc = showToc(drive);
    EXPECT(contains(toc, "TRACK  1  Mode MODE1_RAW"));
    EXPECT(contains(toc,
                    "PREGAP 00:02:00(   150)\n          START  00:06:50(   500)\n          INDEX  2 00:09:25(   700)"));
    shell("cdrdao read-test " + drive.file("disc.toc"));
    const Bytes iso = fileContents(drive.file("disc.iso"));
    EXPECT_EQ(iso.size(), 350U * 2048);
    for (std::int32_t lba = 0; lba < 350; ++lba) {
        const auto at = static_cast<std::size_t>(lba) * 2048;
        EXPECT(part(iso, at, at + 2048) == disc.content(lba));
    }
}
