// SPDX-License-Identifier: LGPL-2.1-or-later
// What the tests of images share: folders of sources, images read to files, programs that read them.
#pragma once

#include "image/image.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace image_test {

using Bytes = std::vector<std::uint8_t>;

// A temporary folder that goes with the object.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder &) = delete;
    Folder &operator=(const Folder &) = delete;

    [[nodiscard]] std::string operator/(const std::string &name) const { return path_ / name; }
    [[nodiscard]] std::string path() const { return path_; }
    // Makes a file, and its folders; gives its path.
    std::string write(const std::string &name, std::string_view contents) const;
    std::string write(const std::string &name, const Bytes &contents) const;
    std::string makeFolder(const std::string &name) const;
    // A file that takes no room, full of zeros.
    std::string writeSparse(const std::string &name, std::uint64_t size) const;

private:
    std::filesystem::path path_;
};

// Bytes that nothing else looks like.
[[nodiscard]] Bytes pattern(std::size_t size, std::uint32_t seed);
[[nodiscard]] Bytes contentsOf(const std::string &path);
[[nodiscard]] bool contains(std::string_view text, std::string_view part);
// Whether a line is exactly this.
[[nodiscard]] bool hasLine(const std::string &text, const std::string &line);

// The standard output of a shell command; the test fails where it does not end with 0.
std::string run(const std::string &command);

[[nodiscard]] std::unique_ptr<burnish::Image> makeImage(const burnish::ImageOptions &options = {});
// An image of one folder's contents.
[[nodiscard]] std::unique_ptr<burnish::Image> imageOf(const Folder &sources, const burnish::ImageOptions &options = {});
[[nodiscard]] std::unique_ptr<burnish::Stream> streamOf(burnish::Image &image);
// Reads a stream to its end and holds the count against its length.
[[nodiscard]] Bytes readAll(burnish::Stream &stream);
// Reads as far as it goes: nothing where it reaches its announced end, else the error. before: bytes read already.
[[nodiscard]] burnish::Result<void> readToTheEnd(burnish::Stream &stream, std::uint64_t before = 0);
void readExactly(burnish::Stream &stream, std::uint64_t count);
// Makes the image into a file at an offset of its start block.
void authorTo(burnish::Image &image, const std::string &path, std::uint32_t startBlock = 0);
[[nodiscard]] std::string allWarnings(const burnish::Image &image);

// For tests of permissions, which mean nothing to root: somebody else while the object lives.
class Nobody {
public:
    Nobody();
    ~Nobody();
    Nobody(const Nobody &) = delete;
    Nobody &operator=(const Nobody &) = delete;

private:
    bool wasRoot_;
};

// A drive made of a file. Blocks behind its end cannot be read.
[[nodiscard]] burnish::Image::ReadBlocks blocksOf(const std::string &path);

}  // namespace image_test
