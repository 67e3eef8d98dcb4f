// SPDX-License-Identifier: LGPL-2.1-or-later
// Audio in the exports, read by programs that are not ours: sox makes what is burned; cd-info, cd-read and cdrdao read
// what landed, and tell the same samples.
#include "check.hpp"
#include "drive.hpp"

using namespace test;

namespace {

// A tone as raw little-endian samples in whole blocks.
Bytes tone(const Drive &drive, int seconds, int hertz) {
    const std::string raw = drive.folder().file("tone.raw");
    shell("sox -R -n -r 44100 -c 2 -b 16 -e signed-integer -L " + raw + " synth " + std::to_string(seconds) + " sine " +
          std::to_string(hertz) + " sine " + std::to_string(2 * hertz));
    Bytes data = fileContents(raw);
    EXPECT_EQ(data.size(), static_cast<std::size_t>(seconds) * 44100 * 4);
    EXPECT_EQ(data.size() % 2352, 0U);
    return data;
}

std::string cdInfo(const Drive &drive) {
    return shell("cd-info --no-device-info --no-cddb --cue-file=" + drive.file("disc.cue"));
}

std::string cdrdao(const Drive &drive, const std::string &command) {
    return shell("cdrdao " + command + " " + drive.file("disc.toc"));
}

// What libcdio reads from the cue sheet.
Bytes readByCue(const Drive &drive, std::int32_t lba, std::size_t blocks) {
    const std::string out = drive.folder().file("read.raw");
    shell("cd-read --no-header -m audio -c " + drive.file("disc.cue") + " -s " + std::to_string(lba) + " -n " +
          std::to_string(blocks) + " -o " + out);
    return fileContents(out);
}

// That cdrdao finds in disc.toc the very samples of disc.bin, the first blocks at least.
void expectSameSamples(const Drive &drive, std::int32_t blocks) {
    const std::string count = std::to_string(blocks * 588), folder = drive.folder().file("");
    shell("cdrdao show-data " + drive.file("disc.toc") + " 2>/dev/null | head -n " + count +
          " | sed 's/.*://; s/-/ -/g' | awk '{ print $1, $2 }' > " + folder + "one");
    shell("od -An -v -t d2 -w4 " + drive.file("disc.bin") + " | head -n " + count + " | awk '{ print $1, $2 }' > " +
          folder + "two");
    shell("cmp " + folder + "one " + folder + "two && test $(wc -l < " + folder + "one) = " + count);
}

}  // namespace

TEST(anAlbumIsReadByOtherPrograms) {
    Drive drive;
    drive.open();
    const Bytes first = tone(drive, 5, 440), second = tone(drive, 6, 300);
    EXPECT_EQ(drive.writeAudioTrack(first, {0, "4006381333931", "USK7Y9812345"}), 0);
    EXPECT_EQ(drive.writeAudioTrack(second, {3, "4006381333931", "DEA120500002"}), 527);
    EXPECT(!std::filesystem::exists(drive.file("disc.cue")));
    EXPECT_EQ(drive.closing(2), "GOOD");
    drive.close();
    EXPECT(!std::filesystem::exists(drive.file("disc.iso")));
    EXPECT_EQ(std::filesystem::file_size(drive.file("disc.bin")), 979U * 2352);

    const std::string cue = cdInfo(drive);
    EXPECT(contains(cue, "Disc mode is listed as: CD-DA"));
    EXPECT(contains(cue, "1: 00:02:00  000000 audio  false  no    2        no"));
    EXPECT(contains(cue, "2: 00:09:02  000527 audio  false  yes   2        yes"));
    EXPECT(contains(cue, "000979 leadout"));
    EXPECT(contains(cue, "Media Catalog Number (MCN): 4006381333931"));
    EXPECT(readByCue(drive, 0, 375) == first);
    EXPECT(readByCue(drive, 527, 450) == second);

    const std::string toc = cdrdao(drive, "show-toc");
    EXPECT(contains(toc, "CATALOG NUMBER: 4006381333931"));
    EXPECT(contains(toc, "ISRC US K7Y 98 12345\n          COPY NOT PERMITTED\n          NO PRE-EMPHASIS"));
    EXPECT(contains(toc, "ISRC DE A12 05 00002\n          COPY PERMITTED\n          PRE-EMPHASIS"));
    EXPECT(contains(toc, "START  00:07:02(   527)"));
    EXPECT(contains(toc, "(   979)"));
    EXPECT(contains(cdrdao(drive, "toc-size"), "979"));
    cdrdao(drive, "read-test");
    expectSameSamples(drive, 979);
}

TEST(anAudioSessionAndADataSessionAreReadByOtherPrograms) {
    Drive drive;
    drive.open();
    const Bytes music = tone(drive, 5, 440);
    EXPECT_EQ(drive.writeAudioTrack(music), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
    const std::int32_t start = drive.nextWritable();
    const std::string tree = drive.folder().file("tree"), image = drive.folder().file("image.iso");
    std::filesystem::create_directory(tree);
    writeText(tree + "/added.txt", "data after music\n");
    shell("genisoimage -quiet -R -C 0," + std::to_string(start) + " -o " + image + " " + tree);
    EXPECT_EQ(drive.selectWriteParameters(false), "GOOD");
    drive.writeFile(image, start);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    drive.close();
    const std::string sector = std::to_string(start);
    EXPECT(contains(shell("isoinfo -R -f -T " + sector + " -i " + drive.file("disc.iso")), "/added.txt"));
    EXPECT_EQ(shell("isoinfo -R -x /added.txt -T " + sector + " -i " + drive.file("disc.iso")), "data after music\n");
    const Bytes iso = fileContents(drive.file("disc.iso"));
    EXPECT(std::all_of(iso.begin(), iso.begin() + start * 2048, [](auto byte) { return byte == 0; }));

    const std::string cue = cdInfo(drive);
    EXPECT(contains(cue, "1: 00:02:00  000000 audio"));
    EXPECT(contains(cue, "0" + sector + " data"));
    EXPECT(readByCue(drive, 0, 375) == music);
    const std::string toc = cdrdao(drive, "show-toc");
    EXPECT(contains(toc, "TOC TYPE: CD_ROM"));
    EXPECT(contains(toc, "TRACK  1  Mode AUDIO"));
    EXPECT(contains(toc, "TRACK  2  Mode MODE1_RAW"));
    cdrdao(drive, "read-test");
}

TEST(musicFollowsDataInOneSessionForOtherPrograms) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    EXPECT_EQ(drive.write(0, pattern(300, 1)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    const Bytes music = tone(drive, 5, 440);
    EXPECT_EQ(drive.writeAudioTrack(music), 452);
    EXPECT_EQ(drive.closing(2), "GOOD");
    drive.close();
    EXPECT(contains(cdInfo(drive), "1: 00:02:00  000000 data"));
    EXPECT(contains(cdInfo(drive), "000452 audio"));
    EXPECT(readByCue(drive, 452, 375) == music);
    EXPECT(contains(cdrdao(drive, "show-toc"), "TRACK  2  Mode AUDIO"));
    cdrdao(drive, "read-test");
}

// The exports tell closed sessions only, and the copy protection that alternates is for cue sheets.
TEST(exportsFollowTheSessions) {
    Drive drive;
    drive.open();
    EXPECT_EQ(drive.writeAudioTrack(samples(300)), 0);
    EXPECT_EQ(drive.closing(2), "GOOD");
    Bytes list = drive.audioParameters();
    list[11] |= 0x10;
    EXPECT_EQ(drive.send("55 10 00 00 00 00 00 00 3C", list), "GOOD");
    const std::int32_t start = drive.nextWritable();
    EXPECT_EQ(drive.writeAudio(start, samples(300)), "GOOD");
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.trackInformation(2)[5], 0x10);
    EXPECT(!contains(shell("cat " + drive.file("disc.cue")), "TRACK 02"));
    EXPECT_EQ(drive.closing(2), "GOOD");
    drive.open();
    EXPECT_EQ(drive.trackInformation(2)[5], 0x10);
    EXPECT(contains(shell("cat " + drive.file("disc.cue")), "REM SESSION 02\n  TRACK 02 AUDIO\n    FLAGS SCMS\n"));
    cdrdao(drive, "show-toc");
}
