// SPDX-License-Identifier: LGPL-2.1-or-later
// What the tests of images share: folders of sources, images read to files, programs that read them.
#include "image_fixture.hpp"

#include "check.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using burnish::Image;
using burnish::ImageOptions;
using burnish::Result;
using burnish::Stream;

namespace image_test {

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "burnish-image-XXXXXX").string();
    EXPECT(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Folder::write(const std::string &name, std::string_view contents) const {
    const std::filesystem::path path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out.write(contents.data(), static_cast<std::streamsize>(contents.size()));
    out.close();
    EXPECT(out.good());
    return path;
}

std::string Folder::write(const std::string &name, const Bytes &contents) const {
    return write(name, std::string_view(reinterpret_cast<const char *>(contents.data()), contents.size()));
}

std::string Folder::makeFolder(const std::string &name) const {
    std::filesystem::create_directories(path_ / name);
    return path_ / name;
}

std::string Folder::writeSparse(const std::string &name, std::uint64_t size) const {
    const std::string path = write(name, "");
    std::filesystem::resize_file(path, size);
    return path;
}

Bytes pattern(std::size_t size, std::uint32_t seed) {
    std::mt19937 random(seed);
    Bytes bytes(size);
    for (std::uint8_t &byte : bytes) {
        byte = static_cast<std::uint8_t>(random());
    }
    return bytes;
}

Bytes contentsOf(const std::string &path) {
    std::ifstream in(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(in), {});
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

bool hasLine(const std::string &text, const std::string &line) {
    return contains("\n" + text + "\n", "\n" + line + "\n");
}

std::string run(const std::string &command) {
    FILE *pipe = popen(("export LC_ALL=C.UTF-8; " + command).c_str(), "r");
    EXPECT(pipe != nullptr);
    std::string output;
    std::array<char, 4096> piece{};
    while (const std::size_t got = fread(piece.data(), 1, piece.size(), pipe)) {
        output.append(piece.data(), got);
    }
    const int result = pclose(pipe);
    if (!WIFEXITED(result) || WEXITSTATUS(result) != 0) {
        test::fail(__FILE__, __LINE__, "`" + command + "` failed: " + output);
    }
    return output;
}

std::unique_ptr<Image> makeImage(const ImageOptions &options) {
    Result<std::unique_ptr<Image>> image = Image::create(options);
    EXPECT_OK(image);
    return std::move(*image);
}

std::unique_ptr<Image> imageOf(const Folder &sources, const ImageOptions &options) {
    std::unique_ptr<Image> image = makeImage(options);
    EXPECT_OK(image->addPath(sources.path(), "/"));
    return image;
}

std::unique_ptr<Stream> streamOf(Image &image) {
    Result<std::unique_ptr<Stream>> stream = image.createStream();
    EXPECT_OK(stream);
    return std::move(*stream);
}

Bytes readAll(Stream &stream) {
    Bytes all;
    Bytes piece(64 * 1024);
    while (true) {
        const Result<std::size_t> got = stream.read(piece);
        EXPECT_OK(got);
        if (*got == 0) {
            break;
        }
        all.insert(all.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(*got));
    }
    EXPECT_EQ(all.size(), stream.length());
    return all;
}

Result<void> readToTheEnd(Stream &stream, std::uint64_t before) {
    Bytes piece(64 * 1024);
    std::uint64_t total = before;
    while (true) {
        TRY_ASSIGN(const std::size_t got, stream.read(piece));
        total += got;
        if (got == 0) {
            EXPECT_EQ(total, stream.length());
            return {};
        }
    }
}

void readExactly(Stream &stream, std::uint64_t count) {
    Bytes piece(64 * 1024);
    while (count > 0) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(count, piece.size()));
        const Result<std::size_t> got = stream.read(std::span(piece.data(), wanted));
        EXPECT_OK(got);
        EXPECT(*got > 0);
        count -= *got;
    }
}

void authorTo(Image &image, const std::string &path, std::uint32_t startBlock) {
    const std::unique_ptr<Stream> stream = streamOf(image);
    std::ofstream(path, std::ios::binary | std::ios::app).flush();  // a session is added to what is there
    std::fstream out(path, std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(static_cast<std::streamoff>(startBlock) * 2048);
    Bytes piece(64 * 1024);
    std::uint64_t total = 0;
    while (true) {
        const Result<std::size_t> got = stream->read(piece);
        EXPECT_OK(got);
        if (*got == 0) {
            break;
        }
        out.write(reinterpret_cast<const char *>(piece.data()), static_cast<std::streamsize>(*got));
        total += *got;
    }
    out.close();
    EXPECT(out.good());
    EXPECT_EQ(total, stream->length());
}

std::string allWarnings(const Image &image) {
    std::string all;
    for (const std::string &sentence : image.warnings()) {
        all += sentence + "\n";
    }
    return all;
}

Nobody::Nobody() : wasRoot_(geteuid() == 0) {
    if (wasRoot_) {
        EXPECT_EQ(setegid(65534), 0);
        EXPECT_EQ(seteuid(65534), 0);
    }
}

// A process that changed its user cannot be traced, which the leak check of a sanitizer does at the end.
Nobody::~Nobody() {
    if (wasRoot_) {
        const bool back = seteuid(0) == 0 && setegid(0) == 0 && prctl(PR_SET_DUMPABLE, 1) == 0;
        if (!back) {
            std::abort();
        }
    }
}

Image::ReadBlocks blocksOf(const std::string &path) {
    const auto file = std::shared_ptr<FILE>(std::fopen(path.c_str(), "rb"), [](FILE *open) { std::fclose(open); });
    EXPECT(file != nullptr);
    return [file](std::uint32_t lba, std::uint32_t count, std::uint8_t *target) -> Result<void> {
        const std::size_t bytes = std::size_t{count} * 2048;
        if (pread(fileno(file.get()), target, bytes, static_cast<off_t>(lba) * 2048) != static_cast<ssize_t>(bytes)) {
            return burnish::Error(burnish::status::E_UNEXPECTED_RESPONSE_FROM_DEVICE, "behind the end of the disc");
        }
        return {};
    };
}

}  // namespace image_test
