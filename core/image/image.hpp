// SPDX-License-Identifier: GPL-3.0-or-later
// Image: an ISO 9660 file system with Joliet and Rock Ridge, authored by libisofs and produced while it is read.
#pragma once

#include "base/result.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace burnish {

struct ImageOptions {
    std::string volumeId;  // up to 32 characters; empty: the single source's name, else the date
    bool joliet = true;
    bool rockRidge = true;
    bool followLinks = false;      // false: symbolic links stay links in Rock Ridge
    std::uint32_t startBlock = 0;  // where the session will begin on the disc
};

class Image {
public:
    [[nodiscard]] static Result<std::unique_ptr<Image>> create(const ImageOptions &options);
    ~Image();
    Image(const Image &) = delete;
    Image &operator=(const Image &) = delete;

    // Adds a file or folder tree under an absolute path in the image; missing parents are made.
    [[nodiscard]] Result<void> addPath(const std::string &source, const std::string &target);
    [[nodiscard]] Result<void> addBytes(std::vector<std::uint8_t> bytes, const std::string &target);

    // What was skipped or renamed, one sentence each.
    [[nodiscard]] std::vector<std::string> warnings() const;
    [[nodiscard]] std::string volumeId() const;
    [[nodiscard]] Result<void> setStartBlock(std::uint32_t block);

    // Fixes the layout and gives the stream. The length is known. The image outlives the stream.
    [[nodiscard]] Result<std::unique_ptr<Stream>> createStream();

    // Compares every file of this image with the tree of a session on a disc. readBlocks reads 2048-byte blocks.
    using ReadBlocks = std::function<Result<void>(std::uint32_t lba, std::uint32_t count, std::uint8_t *target)>;
    using Difference = std::function<void(const std::string &path, const std::string &what)>;
    [[nodiscard]] Result<void> compareWithDisc(const ReadBlocks &readBlocks, std::uint32_t sessionStart,
                                               const Difference &difference);

private:
    class Private;
    explicit Image(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d_;
};

}  // namespace burnish
