// SPDX-License-Identifier: LGPL-2.1-or-later
// Comparing an image with a disc, file by file. The discs are made by libburnish-image and by xorriso.
#include "check.hpp"
#include "image_fixture.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

namespace fs = std::filesystem;
using namespace image_test;
using burnish::Error;
using burnish::Image;
using burnish::ImageOptions;
using burnish::Result;
namespace status = burnish::status;

namespace {

using Differences = std::map<std::string, std::string>;

struct Outcome {
    Result<void> result;
    Differences differences;
};

Outcome compare(Image &image, const Image::ReadBlocks &blocks, std::uint32_t start = 0) {
    Outcome outcome;
    outcome.result = image.compareWithDisc(
        blocks, start, [&](const std::string &path, const std::string &what) { outcome.differences[path] = what; });
    return outcome;
}

void fill(const Folder &sources) {
    sources.write("a.txt", "contents of a");
    sources.write("empty", "");
    sources.write("folder/deeper/large.bin", pattern(1'000'003, 1));
    sources.write("folder/unicode žluť.txt", "x");
    fs::create_symlink("a.txt", sources / "link");
    sources.makeFolder("void");
    for (int i = 0; i < 300; ++i) {
        sources.write("many/some file with number " + std::to_string(i), std::to_string(i));
    }
}

// Where a file's contents lie in an image file.
std::uint64_t offsetOf(const std::string &iso, const Bytes &contents) {
    const Bytes all = contentsOf(iso);
    const auto found = std::search(all.begin(), all.end(), contents.begin(), contents.end());
    EXPECT(found != all.end());
    return static_cast<std::uint64_t>(found - all.begin());
}

void damage(const std::string &path, std::uint64_t offset) {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(offset));
    const auto byte = static_cast<char>(file.get() ^ 0x55);
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(byte);
}

}  // namespace

TEST(identical) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    const Outcome outcome = compare(*image, blocksOf(work / "a.iso"));
    EXPECT_OK(outcome.result);
    EXPECT(outcome.differences.empty());
    EXPECT_OK(image->compareWithDisc(blocksOf(work / "a.iso"), 0, {}));
}

TEST(identicalWhileAStreamLives) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    const auto stream = streamOf(*image);
    EXPECT_OK(compare(*image, blocksOf(work / "a.iso")).result);
}

TEST(everyKindOfDifference) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto burned = imageOf(sources);
    authorTo(*burned, work / "a.iso");
    sources.write("a.txt", "contents of A");
    sources.write("empty", "not any more");
    fs::remove(sources / "link");
    fs::create_symlink("other", sources / "link");
    fs::remove(sources / "void");
    sources.write("void", "a file");
    fs::remove(sources / "many/some file with number 7");
    sources.write("new/file", "new");
    const auto image = imageOf(sources);
    const Outcome outcome = compare(*image, blocksOf(work / "a.iso"));
    EXPECT_STATUS(outcome.result, status::E_BURN_VERIFICATION_FAILED);
    EXPECT(contains(outcome.result.error().message, "6 places"));
    const Differences expected = {
        {"/a.txt", "differs at byte 12"},
        {"/empty", "has 0 bytes on the disc and 12 in the source"},
        {"/link", "leads to \"a.txt\" on the disc and to \"other\" in the source"},
        {"/many/some file with number 7", "not in the source"},
        {"/new", "missing"},
        {"/void", "is a folder on the disc and a file in the source"},
    };
    EXPECT(outcome.differences == expected);
}

TEST(oneDamagedByteIsFound) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    const std::uint64_t start = offsetOf(work / "a.iso", pattern(1'000'003, 1));
    damage(work / "a.iso", start + 1'000'002);
    const Outcome outcome = compare(*image, blocksOf(work / "a.iso"));
    EXPECT_STATUS(outcome.result, status::E_BURN_VERIFICATION_FAILED);
    const Differences expected = {{"/folder/deeper/large.bin", "differs at byte 1000002"}};
    EXPECT(outcome.differences == expected);
}

TEST(bytesFromMemoryAreCompared) {
    const Folder work;
    const auto image = makeImage();
    EXPECT_OK(image->addBytes(pattern(100'000, 4), "/memory.bin"));
    authorTo(*image, work / "a.iso");
    EXPECT_OK(compare(*image, blocksOf(work / "a.iso")).result);
    damage(work / "a.iso", offsetOf(work / "a.iso", pattern(100'000, 4)) + 70'000);
    const Differences expected = {{"/memory.bin", "differs at byte 70000"}};
    EXPECT(compare(*image, blocksOf(work / "a.iso")).differences == expected);
}

TEST(sourceThatIsGone) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    fs::remove(sources / "a.txt");
    const Outcome outcome = compare(*image, blocksOf(work / "a.iso"));
    EXPECT_STATUS(outcome.result, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(outcome.differences.size(), 1u);
    EXPECT(contains(outcome.differences.at("/a.txt"), "its source cannot be read"));
}

TEST(laterSession) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto first = makeImage();
    EXPECT_OK(first->addBytes({'1'}, "/first"));
    authorTo(*first, work / "a.iso");
    ImageOptions options;
    options.startBlock = 5000;
    const auto image = imageOf(sources, options);
    authorTo(*image, work / "a.iso", 5000);
    EXPECT_OK(compare(*image, blocksOf(work / "a.iso"), 5000).result);
    EXPECT_STATUS(compare(*image, blocksOf(work / "a.iso"), 0).result, status::E_BURN_VERIFICATION_FAILED);
}

TEST(discOfAnotherProgram) {
    const Folder sources;
    const Folder work;
    fill(sources);
    run("genisoimage -quiet -R -J -input-charset utf-8 -o '" + (work / "g.iso") + "' '" + sources.path() + "' 2>&1");
    run("xorriso -as mkisofs -quiet -R -J -o '" + (work / "x.iso") + "' '" + sources.path() + "' 2>&1");
    const auto image = imageOf(sources);
    EXPECT_OK(compare(*image, blocksOf(work / "g.iso")).result);
    EXPECT_OK(compare(*image, blocksOf(work / "x.iso")).result);
}

TEST(filesOfSeveralExtents) {
    const Folder sources;
    sources.writeSparse("huge.bin", 4'400'000'000);
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    Bytes head(Bytes::size_type{1024} * 1024);
    for (std::size_t done = 0; done < head.size();) {
        const auto got = stream->read(std::span(head).subspan(done));
        EXPECT_OK(got);
        done += *got;
    }
    // Behind the folders the disc is all zeros as the source is, but for its last block, of the second extent.
    const std::uint64_t last = stream->length() / 2048 - 1;
    const Outcome outcome = compare(*image, [&](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) {
        const std::size_t offset = std::size_t{lba} * 2048;
        const std::size_t bytes = std::size_t{count} * 2048;
        std::fill_n(target, bytes, std::uint8_t{0});
        if (offset + bytes <= head.size()) {
            std::copy_n(head.begin() + static_cast<std::ptrdiff_t>(offset), bytes, target);
        }
        if (lba <= last && last < lba + std::uint64_t{count}) {
            target[(last - lba) * 2048] = 1;
        }
        return Result<void>();
    });
    const Differences expected = {{"/huge.bin", "differs at byte " + std::to_string(4'400'000'000 / 2048 * 2048)}};
    EXPECT(outcome.differences == expected);
}

TEST(noFileSystem) {
    const Folder work;
    work.writeSparse("blank", 1024 * 1024);
    EXPECT_STATUS(compare(*makeImage(), blocksOf(work / "blank")).result, status::E_NO_SUPPORTED_FILE_SYSTEM);
}

// The root's address in the volume descriptor, in both byte orders.
TEST(damagedFolders) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    const auto setRoot = [&](const std::string &bytes) {
        std::fstream file(work / "a.iso", std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(16 * 2048 + 158);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    };
    setRoot(std::string("\0\0\0\0\0\0\0\0", 8));  // where there are zeros
    EXPECT_STATUS(compare(*image, blocksOf(work / "a.iso")).result, status::E_FILE_SYSTEM_READ_CONSISTENCY_ERROR);
    setRoot("\xff\xff\xff\x7f\x7f\xff\xff\xff");  // behind the end
    EXPECT_STATUS(compare(*image, blocksOf(work / "a.iso")).result, status::E_UNEXPECTED_RESPONSE_FROM_DEVICE);
}

TEST(discThatCannotBeRead) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    const auto blocks = blocksOf(work / "a.iso");
    const auto good = [&](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) {
        return blocks(lba, count, target);
    };
    const std::uint32_t bad = static_cast<std::uint32_t>(offsetOf(work / "a.iso", pattern(1'000'003, 1)) / 2048 + 100);
    const auto covers = [bad](std::uint32_t lba, std::uint32_t count) { return lba <= bad && bad < lba + count; };

    // A scratch spoils one file and no other.
    Error scratch(status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, "The drive cannot read this spot.");
    scratch.sense = burnish::SenseCode{3, 0x11, 0x05};
    const Outcome scratched =
        compare(*image, [&](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) -> Result<void> {
            return covers(lba, count) ? Result<void>(scratch) : good(lba, count, target);
        });
    EXPECT_STATUS(scratched.result, status::E_BURN_VERIFICATION_FAILED);
    EXPECT_EQ(scratched.differences.size(), 1u);
    EXPECT(contains(scratched.differences.at("/folder/deeper/large.bin"), "cannot read this spot"));

    // A drive that is gone ends it.
    const Error gone(status::E_DEV_NOT_EXIST, "The drive was unplugged.");
    const Outcome unplugged =
        compare(*image, [&](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) -> Result<void> {
            return covers(lba, count) ? Result<void>(gone) : good(lba, count, target);
        });
    EXPECT_STATUS(unplugged.result, status::E_DEV_NOT_EXIST);

    // Also while folders are read.
    const Outcome early =
        compare(*image, [&](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) -> Result<void> {
            return lba > 16 ? Result<void>(gone) : good(lba, count, target);
        });
    EXPECT_STATUS(early.result, status::E_DEV_NOT_EXIST);
    const Outcome never =
        compare(*image, [&](std::uint32_t, std::uint32_t, std::uint8_t *) -> Result<void> { return gone; });
    EXPECT_STATUS(never.result, status::E_DEV_NOT_EXIST);
}

// Blocks behind the session may belong to nobody; they are not touched.
TEST(nothingBehindTheSessionIsRead) {
    const Folder sources;
    const Folder work;
    sources.write("a", "a");
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    const auto blocks = blocksOf(work / "a.iso");
    const std::uint64_t end = fs::file_size(work / "a.iso") / 2048;
    bool beyond = false;
    const Outcome outcome = compare(*image, [&](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) {
        beyond = beyond || lba + count > end || count > 32;
        return blocks(lba, count, target);
    });
    EXPECT_OK(outcome.result);
    EXPECT(!beyond);
}

TEST(withoutRockRidge) {
    const Folder sources;
    const Folder work;
    sources.write("what: why?.txt", "1");
    sources.write("what: why*.txt", "2");  // its Joliet name is the same
    sources.write("plain.txt", "3");
    sources.write("no dot", "4");
    sources.write("folder.with.dots/" + std::string(150, 'n') + ".txt", "5");
    ImageOptions options;
    options.rockRidge = false;
    const auto joliet = imageOf(sources, options);
    authorTo(*joliet, work / "j.iso");
    const Outcome withJoliet = compare(*joliet, blocksOf(work / "j.iso"));
    EXPECT(withJoliet.differences.empty());
    EXPECT_OK(withJoliet.result);
    options.joliet = false;
    const auto bare = imageOf(sources, options);
    authorTo(*bare, work / "b.iso");
    const Outcome withoutJoliet = compare(*bare, blocksOf(work / "b.iso"));
    EXPECT(withoutJoliet.differences.empty());
    EXPECT_OK(withoutJoliet.result);
    sources.write("what: why*.txt", "X");
    EXPECT_EQ(compare(*imageOf(sources, options), blocksOf(work / "b.iso")).differences.size(), 2u);
    EXPECT_EQ(compare(*imageOf(sources, options), blocksOf(work / "j.iso")).differences.size(), 2u);
}
