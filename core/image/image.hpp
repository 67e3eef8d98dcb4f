// SPDX-License-Identifier: GPL-3.0-or-later
// Image: an ISO 9660 file system with Joliet and Rock Ridge, authored by libisofs and produced while it is read.
#pragma once

#include "base/result.hpp"
#include "image/boot_image.hpp"
#include "image/volume_fields.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
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

// What an image has taken over from a disc.
struct ImportedFacts {
    std::uint32_t start = 0;    // the session's first block
    std::uint32_t files = 0;    // links too
    std::uint32_t folders = 0;  // below the root
    std::string volumeId;
};

class Image {
public:
    // IMAPI2's FsiItemType.
    enum class Item { None = 0, Folder = 1, File = 2 };
    // Reads blocks of 2048 bytes from a disc.
    using ReadBlocks = std::function<Result<void>(std::uint32_t lba, std::uint32_t count, std::uint8_t *target)>;

    [[nodiscard]] static Result<std::unique_ptr<Image>> create(const ImageOptions &options);
    ~Image();
    Image(const Image &) = delete;
    Image &operator=(const Image &) = delete;

    // Adds a file or folder tree under an absolute path in the image; missing parents are made.
    [[nodiscard]] Result<void> addPath(const std::string &source, const std::string &target);
    [[nodiscard]] Result<void> addBytes(std::vector<std::uint8_t> bytes, const std::string &target);

    // Takes a file, a link or an empty folder out of the image; with tree, a folder with all that is in it.
    [[nodiscard]] Result<void> remove(const std::string &target, bool tree);
    [[nodiscard]] Result<Item> find(const std::string &target) const;

    // Takes over the files of the session that begins at start; the new one will begin at next. S_FALSE: this session
    // has been taken over already.
    [[nodiscard]] Result<Status> importSession(const ReadBlocks &readBlocks, std::uint32_t start, std::uint32_t next);
    [[nodiscard]] std::optional<ImportedFacts> imported() const;

    [[nodiscard]] Result<void> setVolumeId(const std::string &id);
    [[nodiscard]] std::string volumeId() const;
    [[nodiscard]] Result<void> setVolumeText(VolumeText field, const std::string &text);
    [[nodiscard]] std::string volumeText(VolumeText field) const;
    [[nodiscard]] Result<void> setVolumeTime(VolumeTime time, std::int64_t seconds);
    [[nodiscard]] std::int64_t volumeTime(VolumeTime time) const;  // 0: none

    [[nodiscard]] Result<void> addBootImage(std::vector<std::uint8_t> bytes, const BootOptions &options);
    [[nodiscard]] Result<void> addBootImageFile(const std::string &path, const BootOptions &options);
    [[nodiscard]] Result<void> removeBootImages();

    // What was skipped or renamed, one sentence each.
    [[nodiscard]] std::vector<std::string> warnings() const;
    [[nodiscard]] Result<void> setStartBlock(std::uint32_t block);

    // Fixes the layout and gives the stream. The length is known. The image outlives the stream.
    [[nodiscard]] Result<std::unique_ptr<Stream>> createStream();

    // Compares every file of this image with the tree of a session on a disc.
    using Difference = std::function<void(const std::string &path, const std::string &what)>;
    [[nodiscard]] Result<void> compareWithDisc(const ReadBlocks &readBlocks, std::uint32_t sessionStart,
                                               const Difference &difference);

private:
    class Private;
    explicit Image(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d_;
};

}  // namespace burnish
