// SPDX-License-Identifier: LGPL-2.1-or-later
// Sessions that take over the one before: images appended to a file, and read by xorriso.
#include "check.hpp"
#include "image_fixture.hpp"

#include <filesystem>
#include <fstream>
#include <set>

namespace fs = std::filesystem;
using namespace image_test;
using burnish::Error;
using burnish::Image;
using burnish::ImageOptions;
using burnish::Result;
namespace status = burnish::status;

namespace {

// A disc in a file: sessions one behind the other.
class Disc {
public:
    [[nodiscard]] std::string path() const { return folder_ / "disc.iso"; }
    [[nodiscard]] Image::ReadBlocks blocks() const { return blocksOf(path()); }
    [[nodiscard]] std::uint32_t last() const { return starts_.back(); }
    // Where the next session begins, on a boundary as discs have them.
    [[nodiscard]] std::uint32_t next() const {
        return starts_.empty() ? 0 : static_cast<std::uint32_t>((fs::file_size(path()) / 2048 + 31) / 32 * 32);
    }
    void import(Image &image) const { EXPECT_OK(image.importSession(blocks(), last(), next())); }
    void append(Image &image) {
        const std::uint32_t start = next();
        if (!starts_.empty() && !image.imported()) {
            import(image);
        }
        const auto stream = streamOf(image);
        const Bytes bytes = readAll(*stream);
        std::ofstream file(path(), std::ios::binary | std::ios::in | std::ios::out | std::ios::app);
        file.close();
        fs::resize_file(path(), std::uint64_t{start} * 2048);
        file.open(path(), std::ios::binary | std::ios::app);
        file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        EXPECT(file.good());
        starts_.push_back(start);
    }
    // The last session as xorriso shows it, in a folder.
    void extract(const std::string &target) const {
        const std::string load = last() > 0 ? "-load sbsector " + std::to_string(last()) + " " : "";
        run("xorriso -abort_on FAILURE -return_with SORRY 32 -osirrox on " + load + "-indev " + path() +
            " -extract / " + target + " 2>&1");
        run("chmod -R u+rwX " + target);
    }

private:
    Folder folder_;
    std::vector<std::uint32_t> starts_;
};

std::unique_ptr<Image> withFile(const std::string &path, const Bytes &bytes) {
    auto image = makeImage();
    EXPECT_OK(image->addBytes(bytes, path));
    return image;
}

Bytes bytesOf(std::string_view text) {
    return {text.begin(), text.end()};
}

}  // namespace

TEST(an_image_with_many_long_names_is_appended) {
    // Names whose continuation areas libisofs reckons wrongly, on both sides of the session's border.
    Disc disc;
    std::set<std::string> names;
    for (const char *prefix : {"first ", "second "}) {
        auto image = makeImage();
        for (int i = 0; i < 200; ++i) {
            const std::string name = prefix + std::to_string(i) + std::string(180, 'n');
            EXPECT_OK(image->addBytes(bytesOf(name), "/folder/" + name));
            names.insert(name);
        }
        disc.append(*image);
    }
    Folder found;
    disc.extract(found / "tree");
    for (const std::string &name : names) {
        EXPECT_EQ(contentsOf(found / ("tree/folder/" + name)), bytesOf(name));
    }
}

TEST(a_stream_of_an_appended_image_can_be_read_twice) {
    Disc disc;
    auto first = withFile("/a", pattern(5000, 1));
    disc.append(*first);
    auto second = withFile("/b", pattern(5000, 2));
    disc.import(*second);
    fs::remove(disc.path());  // while a disc is written, it cannot be read
    const auto stream = streamOf(*second);
    const Bytes once = readAll(*stream);
    EXPECT_OK(stream->seek(0));
    EXPECT(readAll(*stream) == once);
    EXPECT_OK(stream->seek(once.size() - 2048));
    Bytes end(2048);
    EXPECT_EQ(*stream->read(end), end.size());
    EXPECT(std::equal(end.begin(), end.end(), once.end() - 2048));
}

TEST(the_same_session_is_imported_once) {
    Disc disc;
    auto first = withFile("/a", pattern(5000, 1));
    disc.append(*first);
    auto second = withFile("/b", pattern(10, 2));
    Result<burnish::Status> imported = second->importSession(disc.blocks(), 0, 64);
    EXPECT(imported.ok() && *imported == status::S_OK);
    imported = second->importSession(disc.blocks(), 0, 64);
    EXPECT(imported.ok() && *imported == status::S_FALSE);
    EXPECT_EQ(second->imported()->files, 1u);
}

TEST(removing_from_an_image) {
    auto image = withFile("/folder/file", pattern(10, 1));
    EXPECT_STATUS(image->remove("/folder", false), status::E_DIR_NOT_EMPTY);
    EXPECT_STATUS(image->remove("/folder/none", true), status::E_ITEM_NOT_FOUND);
    EXPECT_STATUS(image->remove("/folder/file/none", true), status::E_ITEM_NOT_FOUND);
    EXPECT_STATUS(image->remove("/", true), status::E_INVALID_PATH);
    EXPECT_STATUS(image->remove("folder", true), status::E_INVALID_PATH);
    EXPECT(*image->find("/folder") == Image::Item::Folder);
    EXPECT(*image->find("/folder/file") == Image::Item::File);
    EXPECT(*image->find("/none") == Image::Item::None);
    EXPECT_OK(image->remove("/folder/file", false));
    EXPECT_OK(image->remove("/folder", false));
    EXPECT(*image->find("/folder") == Image::Item::None);
    const auto stream = streamOf(*image);
    EXPECT_STATUS(image->remove("/folder", true), status::E_READONLY);
}

TEST(what_is_added_goes_before_what_is_imported) {
    Disc disc;
    auto first = makeImage();
    EXPECT_OK(first->addBytes(bytesOf("old"), "/both"));
    EXPECT_OK(first->addBytes(bytesOf("old"), "/folder/old"));
    disc.append(*first);
    auto before = withFile("/both", bytesOf("new"));  // added, then imported
    EXPECT_OK(before->addBytes(bytesOf("new"), "/folder/new"));
    disc.append(*before);
    Folder found;
    disc.extract(found / "tree");
    EXPECT_EQ(contentsOf(found / "tree/both"), bytesOf("new"));
    EXPECT_EQ(contentsOf(found / "tree/folder/old"), bytesOf("old"));
    EXPECT_EQ(contentsOf(found / "tree/folder/new"), bytesOf("new"));
    auto after = makeImage();  // imported, then added
    disc.import(*after);
    EXPECT_OK(after->addBytes(bytesOf("newer"), "/both"));
    EXPECT_STATUS(after->addBytes(bytesOf("twice"), "/both"), status::E_DUP_NAME);
    EXPECT_STATUS(after->addBytes(bytesOf("x"), "/folder"), status::E_DUP_NAME);
    disc.append(*after);
    disc.extract(found / "later");
    EXPECT_EQ(contentsOf(found / "later/both"), bytesOf("newer"));
    EXPECT_OK(after->compareWithDisc(disc.blocks(), disc.last(), {}));
}

TEST(an_import_that_fails_changes_nothing) {
    Disc disc;
    auto first = withFile("/a/file", pattern(5000, 1));
    disc.append(*first);
    auto image = withFile("/a", bytesOf("a file where the disc has a folder"));
    EXPECT_STATUS(image->importSession(disc.blocks(), 0, 64), status::E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE);
    auto other = withFile("/a/file/deeper", bytesOf("a folder where the disc has a file"));
    EXPECT_STATUS(other->importSession(disc.blocks(), 0, 64), status::E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY);
    EXPECT(!image->imported() && *image->find("/a") == Image::Item::File);
    EXPECT_STATUS(image->importSession(disc.blocks(), 5, 64), status::E_NO_SUPPORTED_FILE_SYSTEM);
    const Image::ReadBlocks broken = [](std::uint32_t, std::uint32_t, std::uint8_t *) -> Result<void> {
        Error error(status::E_FAIL, "The drive failed.");
        return error;
    };
    EXPECT_STATUS(image->importSession(broken, 0, 64), status::E_FAIL);  // no bad spot: the drive's own error
    const auto stream = streamOf(*image);
    EXPECT_STATUS(image->importSession(disc.blocks(), 0, 64), status::E_READONLY);
}

TEST(a_file_of_several_extents_is_taken_over) {
    // Sparse: the disc's file takes no room either.
    Folder sources;
    const std::uint64_t size = (std::uint64_t{4} << 30) + 12345;
    auto first = makeImage();
    EXPECT_OK(first->addPath(sources.writeSparse("huge", size), "/huge"));
    const std::string iso = sources / "disc.iso";
    {
        // Its beginning is all that is read of it: descriptors and folders. The contents are zeros.
        const auto stream = streamOf(*first);
        Bytes start(1024 * 1024);
        std::size_t done = 0;
        while (done < start.size()) {
            const Result<std::size_t> got = stream->read(std::span(start).subspan(done));
            EXPECT_OK(got);
            done += *got;
        }
        sources.write("disc.iso", start);
        fs::resize_file(iso, stream->length());
    }
    auto second = withFile("/small", bytesOf("small"));
    const auto next = static_cast<std::uint32_t>(fs::file_size(iso) / 2048 + 32);
    EXPECT_OK(second->importSession(blocksOf(iso), 0, next));
    {
        const auto stream = streamOf(*second);
        EXPECT(stream->length() < 1024 * 1024);
    }
    authorTo(*second, iso, next);
    EXPECT_OK(second->compareWithDisc(blocksOf(iso), next, {}));
    const std::string listed = run("xorriso -load sbsector " + std::to_string(next) + " -indev " + iso +
                                   " -find /huge -exec lsdl -- 2>/dev/null");
    EXPECT(contains(listed, std::to_string(size)));
}

TEST(twenty_thousand_files_are_authored_and_appended) {
    Disc disc;
    auto first = makeImage();
    for (int i = 0; i < 20'000; ++i) {
        const std::string name = "/folder " + std::to_string(i / 500) + "/file " + std::to_string(i);
        EXPECT_OK(first->addBytes(bytesOf(std::to_string(i)), name));
    }
    disc.append(*first);
    auto second = withFile("/folder 7/file 3999", bytesOf("replaced"));
    disc.import(*second);
    EXPECT_EQ(second->imported()->files, 20'000u);
    EXPECT_EQ(second->imported()->folders, 40u);
    EXPECT_OK(second->remove("/folder 3", true));
    disc.append(*second);
    EXPECT_OK(second->compareWithDisc(disc.blocks(), disc.last(), {}));
    Folder found;
    disc.extract(found / "tree");
    EXPECT_EQ(run("find " + (found / "tree") + " -type f | wc -l"), "19500\n");
    EXPECT_EQ(contentsOf(found / "tree/folder 7/file 3999"), bytesOf("replaced"));
    EXPECT_EQ(contentsOf(found / "tree/folder 39/file 19999"), bytesOf("19999"));
}
