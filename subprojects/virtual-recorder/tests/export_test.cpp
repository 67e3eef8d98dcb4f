// SPDX-License-Identifier: LGPL-2.1-or-later
// The exports, read by programs that are not ours: genisoimage makes what is burned; isoinfo, xorriso, cd-info and
// cdrdao read what landed.
#include "check.hpp"
#include "drive.hpp"

using namespace test;

namespace {

// A small image of a few files. Returns its path.
std::string makeImage(const Drive &drive, const std::string &name, const std::string &marker) {
    const std::string tree = drive.folder().file(name), image = tree + ".iso";
    std::filesystem::create_directories(tree + "/sub");
    writeText(tree + "/readme.txt", marker + "\n");
    const Bytes data = pattern(700, 5);
    writeText(tree + "/sub/data.bin", std::string(data.begin(), data.end()));
    shell("genisoimage -quiet -R -J -V TEST -o " + image + " " + tree);
    return image;
}

std::int32_t blocksOf(const std::string &file) {
    return static_cast<std::int32_t>((std::filesystem::file_size(file) + 2047) / 2048);
}

void expectReadable(const Drive &drive, const std::string &image) {
    const std::string iso = drive.file("disc.iso");
    shell("cmp -n $(stat -c %s " + image + ") " + image + " " + iso);
    EXPECT(contains(shell("isoinfo -R -f -i " + iso), "/sub/data.bin"));
    const std::string out = drive.folder().file("out");
    shell("xorriso -indev " + iso + " -osirrox on -extract / " + out);
    shell("diff -r " + drive.folder().file("tree") + " " + out);
}

}  // namespace

TEST(aBurnedCdIsReadByOtherPrograms) {
    Drive drive;
    drive.open();
    const std::string image = makeImage(drive, "tree", "first");
    EXPECT_EQ(drive.selectWriteParameters(false), "GOOD");
    drive.writeFile(image, 0);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT(!std::filesystem::exists(drive.file("disc.cue")));
    EXPECT_EQ(drive.closing(2), "GOOD");
    drive.close();
    expectReadable(drive, image);
    const std::int32_t leadOut = blocksOf(image) + 2;
    EXPECT_EQ(std::filesystem::file_size(drive.file("disc.bin")), static_cast<std::uintmax_t>(leadOut) * 2352);

    const std::string cue = shell("cd-info --no-device-info --no-cddb --cue-file=" + drive.file("disc.cue"));
    EXPECT(contains(cue, "1: 00:02:00  000000 data"));
    EXPECT(contains(cue, "00" + std::to_string(leadOut) + " leadout"));
    EXPECT(contains(cue, "ISO 9660"));
    const std::string toc = shell("cdrdao show-toc " + drive.file("disc.toc"));
    EXPECT(contains(toc, "TRACK  1  Mode MODE1_RAW"));
    EXPECT(contains(toc, " " + std::to_string(blocksOf(image)) + ")"));
    shell("cdrdao read-test " + drive.file("disc.toc"));
}

TEST(aSecondSessionIsReadByOtherPrograms) {
    Drive drive;
    drive.open();
    const std::string first = makeImage(drive, "tree", "first");
    EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
    drive.writeFile(first, 0);
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    const std::string start = std::to_string(drive.nextWritable());
    const std::string tree = drive.folder().file("more"), second = drive.folder().file("more.iso");
    std::filesystem::create_directory(tree);
    writeText(tree + "/added.txt", "second\n");
    shell("genisoimage -quiet -R -C 0," + start + " -M " + drive.file("disc.iso") + " -o " + second + " " + tree);
    drive.writeFile(second, drive.nextWritable());
    EXPECT_EQ(drive.synchronize(), "GOOD");
    EXPECT_EQ(drive.closing(2), "GOOD");
    drive.close();
    const std::string list = shell("isoinfo -R -f -T " + start + " -i " + drive.file("disc.iso"));
    EXPECT(contains(list, "/added.txt"));
    EXPECT(contains(list, "/sub/data.bin"));
    EXPECT(contains(shell("xorriso -load sbsector " + start + " -indev " + drive.file("disc.iso") + " -find /"),
                    "added.txt"));
    EXPECT(contains(shell("cd-info --no-device-info --no-cddb --cue-file=" + drive.file("disc.cue")), start + " data"));
    EXPECT(contains(shell("cdrdao show-toc " + drive.file("disc.toc")), "TRACK  2"));
    shell("cdrdao read-test " + drive.file("disc.toc"));
}

TEST(aBurnedDvdIsReadByOtherPrograms) {
    Drive drive("dvd+r");
    drive.open();
    const std::string image = makeImage(drive, "tree", "first");
    drive.writeFile(image, 0);
    EXPECT_EQ(drive.closing(1, 1), "GOOD");
    EXPECT_EQ(drive.closing(6), "GOOD");
    drive.close();
    expectReadable(drive, image);
    EXPECT_EQ(std::filesystem::file_size(drive.file("disc.iso")) % (16 * 2048), 0U);
    for (const char *name : {"disc.bin", "disc.cue", "disc.toc"}) {
        EXPECT(!std::filesystem::exists(drive.file(name)));
    }
}

TEST(gapsTakeNoSpace) {
    Drive drive;
    drive.open();
    for (int session = 0; session < 2; ++session) {
        EXPECT_EQ(drive.selectWriteParameters(), "GOOD");
        EXPECT_EQ(drive.write(drive.nextWritable(), pattern(300)), "GOOD");
        EXPECT_EQ(drive.synchronize(), "GOOD");
        EXPECT_EQ(drive.closing(2), "GOOD");
    }
    const Bytes bin = fileContents(drive.file("disc.bin"));
    EXPECT_EQ(bin.size(), (302U + 11400 + 302) * 2352);
    EXPECT(std::all_of(bin.begin() + 300 * 2352, bin.begin() + 11702 * 2352, [](auto byte) { return byte == 0; }));
    const std::string used = shell("du -k " + drive.file("disc.bin") + " | cut -f1");
    EXPECT(std::stol(used) < 3000);
}
