// SPDX-License-Identifier: LGPL-2.1-or-later
// What libburnish-image authors is what xorriso and isoinfo read.
#include "check.hpp"
#include "image_fixture.hpp"

#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace image_test;
using burnish::ImageOptions;
namespace status = burnish::status;

namespace {

// Folders, files of awkward sizes, empty ones, names in several scripts, links.
void fill(const Folder &sources) {
    sources.write("readme.txt", "hello\n");
    sources.write("empty.bin", "");
    sources.makeFolder("empty folder");
    sources.write("photos/2024/first.jpg", pattern(2047, 1));
    sources.write("photos/2024/second.jpg", pattern(2048, 2));
    sources.write("photos/2024/third.jpg", pattern(2049, 3));
    sources.write("photos/large.raw", pattern(3 * 1024 * 1024 + 17, 4));
    sources.write("Grüße/Žluťoučký kůň.txt", "unicode\n");
    sources.write("日本語/ファイル.txt", "wide\n");
    sources.write("emoji/🎵.txt", "beyond the basic plane\n");
    sources.write(".hidden", "dot\n");
    sources.write("no_suffix", "x");
    sources.write("several.dots.in.name.tar.gz", "y");
    fs::create_symlink("photos/2024", sources / "link to folder");
    fs::create_symlink("/nonexistent/target", sources / "dangling");
    fs::permissions(sources / "readme.txt", fs::perms(0640));
    fs::permissions(sources / "photos", fs::perms(0711));
}

// The names of the Joliet tree, in UTF-8; isoinfo shows them in 8-bit encodings only.
std::string jolietNames(const std::string &iso) {
    return run("xorriso -read_fs norock -indev '" + iso + "' -find / -exec echo 2>/dev/null | sed \"s/^'//; s/'$//\"");
}

std::string extract(const std::string &iso, const Folder &target, const std::string &options = "") {
    const std::string out = target / "extracted";
    run("xorriso -osirrox on " + options + " -indev '" + iso + "' -extract / '" + out + "' 2>&1");
    return out;
}

// What a tree is, attributes included; times in whole seconds, as Rock Ridge has them.
std::string listing(const std::string &folder) {
    return run("cd '" + folder + "' && find . -mindepth 1 -printf '%P|%y|%m|%U|%G|%Ts|%l\\n' | LC_ALL=C sort");
}

}  // namespace

TEST(everythingComesBackThroughRockRidge) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    const std::string out = extract(work / "a.iso", work);
    run("diff -r --no-dereference '" + sources.path() + "' '" + out + "'");
    EXPECT_EQ(listing(out), listing(sources.path()));
}

TEST(rockRidgeAndJolietHaveTheNames) {
    const Folder sources;
    const Folder work;
    fill(sources);
    authorTo(*imageOf(sources), work / "a.iso");
    const std::string rockRidge = run("isoinfo -R -f -i '" + (work / "a.iso") + "'");
    EXPECT(hasLine(rockRidge, "/Grüße/Žluťoučký kůň.txt"));
    EXPECT(hasLine(rockRidge, "/several.dots.in.name.tar.gz"));
    EXPECT(hasLine(rockRidge, "/dangling"));
    const std::string joliet = jolietNames(work / "a.iso");
    EXPECT(hasLine(joliet, "/日本語/ファイル.txt"));
    EXPECT(hasLine(joliet, "/photos/2024/third.jpg"));
    EXPECT(hasLine(joliet, "/no_suffix"));
    EXPECT(!contains(joliet, "dangling"));
    const std::string details = run("isoinfo -R -l -i '" + (work / "a.iso") + "'");
    EXPECT(contains(details, "dangling -> /nonexistent/target"));
}

TEST(plainIso9660KeepsToTheStandard) {
    const Folder sources;
    const Folder work;
    fill(sources);
    authorTo(*imageOf(sources), work / "a.iso");
    const std::string names = run("isoinfo -f -i '" + (work / "a.iso") + "'");
    EXPECT(hasLine(names, "/README.TXT;1"));
    EXPECT(hasLine(names, "/PHOTOS/2024/FIRST.JPG;1"));
    run("isoinfo -f -i '" + (work / "a.iso") +
        "' | LC_ALL=C sed 's/;1$//' | LC_ALL=C awk '/[^A-Z0-9_.\\/]/ { exit 1 }'");
}

TEST(sizeIsKnownBeforeTheFirstRead) {
    const Folder sources;
    const Folder work;
    fill(sources);
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    EXPECT_EQ(stream->length() % 2048, 0u);
    const Bytes bytes = readAll(*stream);
    const std::string descriptor = [&] {
        const std::string path = work.write("a.iso", bytes);
        return run("isoinfo -d -i '" + path + "'");
    }();
    EXPECT(hasLine(descriptor, "Volume size is: " + std::to_string(bytes.size() / 2048)));
    EXPECT(hasLine(descriptor, "Logical block size is: 2048"));
    EXPECT(contains(descriptor, "Joliet with UCS level 3 found"));
    EXPECT(contains(descriptor, "Rock Ridge signatures version 1 found"));
}

// Nothing follows the last file: what a CD needs behind its image is the burn's business.
TEST(imageHasNoPadding) {
    const Folder sources;
    const Folder work;
    const Bytes last = pattern(2048, 9);
    sources.write("only.bin", last);
    const auto image = imageOf(sources);
    const Bytes bytes = readAll(*streamOf(*image));
    EXPECT(Bytes(bytes.end() - 2048, bytes.end()) == last);
}

TEST(readingAgainGivesTheSameBytes) {
    const Folder sources;
    fill(sources);
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    const Bytes first = readAll(*stream);
    EXPECT_OK(stream->seek(0));
    EXPECT(readAll(*stream) == first);
    EXPECT_OK(stream->seek(100001));
    Bytes piece(5000);
    const auto got = stream->read(piece);
    EXPECT_OK(got);
    piece.resize(*got);
    EXPECT(!piece.empty());
    EXPECT(std::equal(piece.begin(), piece.end(), first.begin() + 100001));
    EXPECT_OK(stream->seek(first.size()));
    const auto end = stream->read(piece);
    EXPECT_OK(end);
    EXPECT_EQ(*end, 0u);
    EXPECT_STATUS(stream->seek(first.size() + 1), status::E_INVALIDARG);
}

TEST(anyReadSizeWillDo) {
    const Folder sources;
    fill(sources);
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    const Bytes whole = readAll(*stream);
    EXPECT_OK(stream->seek(0));
    Bytes odd;
    Bytes piece(2049);
    while (true) {
        const auto got = stream->read(piece);
        EXPECT_OK(got);
        if (*got == 0) {
            break;
        }
        odd.insert(odd.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(*got));
    }
    EXPECT(odd == whole);
}

TEST(emptyImageIsAnImage) {
    const Folder work;
    const auto image = makeImage();
    authorTo(*image, work / "a.iso");
    EXPECT(run("isoinfo -R -f -i '" + (work / "a.iso") + "'").empty());
    EXPECT(contains(run("isoinfo -d -i '" + (work / "a.iso") + "'"), "Joliet"));
}

TEST(emptyFolderAndEmptyFilesAlone) {
    const Folder sources;
    const Folder work;
    sources.write("nothing", "");
    sources.makeFolder("void");
    authorTo(*imageOf(sources), work / "a.iso");
    const std::string out = extract(work / "a.iso", work);
    EXPECT_EQ(listing(out), listing(sources.path()));
}

TEST(bytesFromMemory) {
    const Folder work;
    const Bytes content = pattern(100000, 5);
    const auto image = makeImage();
    EXPECT_OK(image->addBytes(content, "/made/up/in/memory.bin"));
    EXPECT_OK(image->addBytes({}, "/made/empty"));
    authorTo(*image, work / "a.iso");
    const std::string out = extract(work / "a.iso", work);
    EXPECT(contentsOf(out + "/made/up/in/memory.bin") == content);
    EXPECT(contentsOf(out + "/made/empty").empty());
    EXPECT(contains(run("isoinfo -R -l -i '" + (work / "a.iso") + "'"), "-rw-r--r--"));
}

TEST(filesAndFoldersGoWhereTheyAreTold) {
    const Folder sources;
    const Folder work;
    sources.write("a.txt", "A");
    sources.write("tree/b.txt", "B");
    sources.write("other/c.txt", "C");
    const auto image = makeImage();
    EXPECT_OK(image->addPath(sources / "a.txt", "/documents/renamed.txt"));
    EXPECT_OK(image->addPath(sources / "tree", "/documents"));
    EXPECT_OK(image->addPath(sources / "other/", "//documents//deeper/"));
    authorTo(*image, work / "a.iso");
    const std::string names = run("isoinfo -R -f -i '" + (work / "a.iso") + "'");
    EXPECT(hasLine(names, "/documents/renamed.txt"));
    EXPECT(hasLine(names, "/documents/b.txt"));
    EXPECT(hasLine(names, "/documents/deeper/c.txt"));
}

TEST(deepTree) {
    const Folder sources;
    const Folder work;
    std::string path;
    for (int level = 0; level < 60; ++level) {
        path += "level" + std::to_string(level) + "/";
    }
    sources.write(path + "bottom.txt", "deep\n");
    authorTo(*imageOf(sources), work / "a.iso");
    run("diff -r '" + sources.path() + "' '" + extract(work / "a.iso", work) + "'");
    EXPECT(hasLine(jolietNames(work / "a.iso"), "/" + path + "bottom.txt"));
}

TEST(twoThousandFiles) {
    const Folder sources;
    const Folder work;
    for (int i = 0; i < 2000; ++i) {
        sources.write("many/file-" + std::to_string(i) + ".txt", "number " + std::to_string(i) + "\n");
    }
    authorTo(*imageOf(sources), work / "a.iso");
    run("diff -r '" + sources.path() + "' '" + extract(work / "a.iso", work) + "'");
}

TEST(namesOfManyFilesThatShareTheirBeginning) {
    const Folder sources;
    const Folder work;
    const std::string beginning(200, 'n');
    for (int i = 0; i < 200; ++i) {
        sources.write(beginning + std::to_string(i), std::to_string(i));
    }
    const auto image = imageOf(sources);
    authorTo(*image, work / "a.iso");
    run("diff -r '" + sources.path() + "' '" + extract(work / "a.iso", work) + "'");
    EXPECT_EQ(image->warnings().size(), 200u);
}

// Level 3: a file of 4 GiB and more has several extents. Its contents, zeros, need not be written to be read.
TEST(filesBeyondFourGibibytes) {
    const Folder sources;
    const Folder work;
    constexpr std::uint64_t Size = 9'000'000'123;
    sources.writeSparse("huge.bin", Size);
    sources.write("tail.txt", "after it");
    const auto image = imageOf(sources);
    const auto stream = streamOf(*image);
    EXPECT(stream->length() > Size);
    EXPECT(stream->length() < Size + 2 * 1024 * 1024);
    Bytes head(1024 * 1024);
    for (std::size_t done = 0; done < head.size();) {
        const auto got = stream->read(std::span(head).subspan(done));
        EXPECT_OK(got);
        done += *got;
    }
    const std::string iso = work.write("a.iso", head);
    fs::resize_file(iso, stream->length());
    const std::string found = run("xorriso -indev '" + iso + "' -find / -name huge.bin -exec lsdl 2>/dev/null");
    EXPECT(contains(found, " " + std::to_string(Size) + " "));
    EXPECT(contains(run("xorriso -indev '" + iso + "' -find / -name huge.bin -exec report_lba 2>/dev/null"),
                    "File data lba:  2"));
}

TEST(moreThanIso9660CanAddressIsRefused) {
    const Folder sources;
    std::error_code failure;
    const std::string path = sources.write("huge.bin", "");
    fs::resize_file(path, 15'000'000'000'000, failure);
    const auto image = imageOf(sources);
    if (failure) {
        // A file system of small files: addresses run out as well where the session begins high.
        EXPECT_OK(image->setStartBlock(UINT32_MAX - 1));
    }
    EXPECT_STATUS(image->createStream(), status::E_DATA_TOO_BIG);
}

TEST(laterSessionHasAddressesFromItsStart) {
    const Folder sources;
    const Folder work;
    constexpr std::uint32_t Start = 12345;
    fill(sources);
    const auto first = makeImage();
    EXPECT_OK(first->addBytes({'1'}, "/first session"));
    authorTo(*first, work / "a.iso");
    ImageOptions options;
    options.startBlock = Start;
    authorTo(*imageOf(sources, options), work / "a.iso", Start);
    const std::string out = extract(work / "a.iso", work, "-load sbsector " + std::to_string(Start));
    run("diff -r --no-dereference '" + sources.path() + "' '" + out + "'");
    const std::string names = run("isoinfo -R -f -T " + std::to_string(Start) + " -i '" + (work / "a.iso") + "'");
    EXPECT(hasLine(names, "/photos/large.raw"));
}

TEST(startBlockCanBeSetLater) {
    const Folder sources;
    sources.write("a", "a");
    const auto early = imageOf(sources);
    const auto late = imageOf(sources);
    EXPECT_OK(late->setStartBlock(500));
    EXPECT(readAll(*streamOf(*early)) != readAll(*streamOf(*late)));
}

TEST(hardLinksAreStoredOnce) {
    const Folder sources;
    const Folder work;
    sources.write("one.bin", pattern(1024 * 1024, 6));
    fs::create_hard_link(sources / "one.bin", sources / "two.bin");
    const auto image = imageOf(sources);
    EXPECT(streamOf(*image)->length() < 1536 * 1024);
    authorTo(*image, work / "a.iso");
    run("diff -r '" + sources.path() + "' '" + extract(work / "a.iso", work) + "'");
}

TEST(withoutJolietAndRockRidge) {
    const Folder sources;
    const Folder work;
    fill(sources);
    ImageOptions options;
    options.joliet = false;
    authorTo(*imageOf(sources, options), work / "rr.iso");
    EXPECT(contains(run("isoinfo -d -i '" + (work / "rr.iso") + "'"), "NO Joliet present"));
    options.rockRidge = false;
    authorTo(*imageOf(sources, options), work / "bare.iso");
    const std::string bare = run("isoinfo -d -i '" + (work / "bare.iso") + "'");
    EXPECT(contains(bare, "NO Joliet present"));
    EXPECT(contains(bare, "NO Rock Ridge present"));
}

// Names are UTF-8 whatever the locale says; the environment has none here.
TEST(localeDoesNotMatter) {
    const Folder sources;
    const Folder work;
    setenv("LC_ALL", "C", 1);
    fill(sources);
    authorTo(*imageOf(sources), work / "a.iso");
    EXPECT(hasLine(jolietNames(work / "a.iso"), "/日本語/ファイル.txt"));
}

TEST(volumeDescriptorSaysWhatItIs) {
    const Folder sources;
    const Folder work;
    sources.write("a", "a");
    ImageOptions options;
    options.volumeId = "Holiday pictures";
    authorTo(*imageOf(sources, options), work / "a.iso");
    const std::string descriptor = run("isoinfo -d -i '" + (work / "a.iso") + "'");
    EXPECT(hasLine(descriptor, "Volume id: Holiday pictures"));
    EXPECT(hasLine(descriptor, "Application id: BURNISH"));
}

TEST(changedSourcesAreTakenAsTheyAreWhenTheStreamIsMade) {
    const Folder sources;
    const Folder work;
    sources.write("grows.txt", "short");
    const auto image = imageOf(sources);
    sources.write("grows.txt", pattern(10000, 7));
    authorTo(*image, work / "a.iso");
    run("diff -r '" + sources.path() + "' '" + extract(work / "a.iso", work) + "'");
}

TEST(relativeSourcesSurviveAChangeOfFolder) {
    const Folder sources;
    const Folder work;
    sources.write("a.txt", "A");
    fs::current_path(sources.path());
    const auto image = makeImage();
    EXPECT_OK(image->addPath("a.txt", "/a.txt"));
    fs::current_path("/");
    authorTo(*image, work / "a.iso");
    EXPECT(contentsOf(extract(work / "a.iso", work) + "/a.txt") == Bytes{'A'});
}
