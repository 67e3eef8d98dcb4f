// SPDX-License-Identifier: GPL-3.0-or-later
// Image: an ISO 9660 file system with Joliet and Rock Ridge, authored by libisofs and produced while it is read.
#include "image/image.hpp"

#include "image/disc_compare.hpp"
#include "image/image_name.hpp"
#include "image/image_stream.hpp"
#include "image/image_tree.hpp"
#include "image/iso_names.hpp"
#include "image/source_scan.hpp"

#include <cerrno>
#include <ctime>
#include <filesystem>
#include <limits>

namespace burnish {

namespace {

// Block numbers have 32 bits. Folders and descriptors of the largest trees fit into what is left over here.
constexpr std::uint64_t MostBlocks = std::numeric_limits<std::uint32_t>::max() - 0x1000000;
constexpr std::uint64_t BytesPerBlock = 2048;

std::string dateOf(std::time_t time) {
    std::tm parts{};
    localtime_r(&time, &parts);
    char text[16] = "";
    std::strftime(text, sizeof text, "%Y%m%d", &parts);
    return text;
}

timespec currentTime() {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    return now;
}

// The working folder may change before the source is read.
std::string absolutePath(const std::string &path) {
    std::error_code failure;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failure);
    return failure ? path : absolute.string();
}

}  // namespace

class Image::Private {
public:
    explicit Private(const ImageOptions &chosen)
        : options(chosen), created(currentTime()), root(makeImpliedFolder(created)) {}

    [[nodiscard]] Result<void> checkWritable() const;
    [[nodiscard]] Result<void> add(const std::string &target, const std::string &name, NodePointer node);
    [[nodiscard]] Result<void> checkSize() const;

    ImageOptions options;
    const timespec created;
    std::shared_ptr<ImageNode> root;
    std::vector<std::string> sourceNames;  // what was added, for the volume ID
    std::shared_ptr<WarningLog> log = std::make_shared<WarningLog>();
    std::weak_ptr<void> liveStream;
};

Result<void> Image::Private::checkWritable() const {
    if (!liveStream.expired()) {
        return Error(status::E_READONLY,
                     "The image is being read: a stream of it is alive. Change it when that stream is gone.");
    }
    return {};
}

Result<void> Image::Private::add(const std::string &target, const std::string &name, NodePointer node) {
    TRY_ASSIGN(const std::vector<std::string> path, splitTarget(target));
    TRY(insertNode(*root, path, std::move(node), created));
    sourceNames.push_back(name);
    return {};
}

Result<void> Image::Private::checkSize() const {
    std::uint64_t blocks = options.startBlock;
    return forEachNode(*root, "", [&](const std::string &path, ImageNode &node) -> Result<void> {
        blocks += 1 + node.size / BytesPerBlock;
        if (blocks > MostBlocks) {
            return Error(status::E_DATA_TOO_BIG,
                         "With " + inQuotes(path) + " the image grows beyond the 8 TiB that ISO 9660 can address.");
        }
        return {};
    });
}

// E_INVALID_VOLUME_NAME, E_FSI_INTERNAL_ERROR.
Result<std::unique_ptr<Image>> Image::create(const ImageOptions &options) {
    TRY(checkVolumeId(options.volumeId));
    TRY(lockIsoLibrary());
    return std::unique_ptr<Image>(new Image(std::make_unique<Private>(options)));
}

Image::Image(std::unique_ptr<Private> d) : d_(std::move(d)) {}

Image::~Image() = default;

// A folder merges with one that is there already; "/" takes its contents. A source that is itself a symbolic link is
// followed. Nothing was added where this fails: E_FILE_NOT_FOUND, E_ACCESSDENIED, E_NOT_FILE, E_DUP_NAME,
// E_INVALID_PATH, E_READONLY.
Result<void> Image::addPath(const std::string &source, const std::string &target) {
    TRY(d_->checkWritable());
    TRY(splitTarget(target));
    if (source.empty()) {
        return sourceError(source, ENOENT);
    }
    ScanOptions scan;
    scan.followLinks = d_->options.followLinks;
    scan.keepLinks = d_->options.rockRidge;
    std::vector<std::string> warnings;
    TRY_ASSIGN(NodePointer node, scanSource(absolutePath(source), scan, warnings));
    TRY(d_->add(target, lastComponent(source), std::move(node)));
    for (std::string &warning : warnings) {
        d_->log->add(std::move(warning));
    }
    return {};
}

// E_DUP_NAME, E_INVALID_PATH, E_READONLY.
Result<void> Image::addBytes(std::vector<std::uint8_t> bytes, const std::string &target) {
    TRY(d_->checkWritable());
    NodePointer node = makeImpliedFolder(d_->created);
    node->kind = ImageNode::Kind::File;
    node->implied = false;
    node->mode = 0644;
    node->size = bytes.size();
    node->bytes = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    return d_->add(target, lastComponent(target), std::move(node));
}

// Names are looked at each time, as a later name can collide with an earlier one.
std::vector<std::string> Image::warnings() const {
    std::vector<std::string> all = d_->log->all();
    Result<std::vector<std::string>> names = changedNames(*d_->root, d_->options.joliet, d_->options.rockRidge);
    if (names) {
        all.insert(all.end(), names->begin(), names->end());
    }
    return all;
}

std::string Image::volumeId() const {
    if (!d_->options.volumeId.empty()) {
        return d_->options.volumeId;
    }
    const std::string derived = d_->sourceNames.size() == 1 ? volumeIdFromName(d_->sourceNames.front()) : "";
    return derived.empty() ? dateOf(d_->created.tv_sec) : derived;
}

// E_READONLY.
Result<void> Image::setStartBlock(std::uint32_t block) {
    TRY(d_->checkWritable());
    d_->options.startBlock = block;
    return {};
}

// Sizes are taken from the files anew, and from then on they are a promise. Sources are read while the stream is, the
// first of them right now. One stream at a time: E_READONLY. A source that is gone: E_FILE_NOT_FOUND, E_ACCESSDENIED.
Result<std::unique_ptr<Stream>> Image::createStream() {
    TRY(d_->checkWritable());
    TRY(refreshSources(*d_->root));
    TRY(d_->checkSize());
    AuthorOptions options;
    options.volumeId = volumeId();
    options.joliet = d_->options.joliet;
    options.rockRidge = d_->options.rockRidge;
    options.startBlock = d_->options.startBlock;
    options.now = d_->created.tv_sec;
    const auto keepAlive = std::make_shared<char>();
    TRY_ASSIGN(std::unique_ptr<Stream> stream, ImageStream::create(d_->root, options, d_->log, keepAlive));
    d_->liveStream = keepAlive;
    return stream;
}

Result<void> Image::compareWithDisc(const ReadBlocks &readBlocks, std::uint32_t sessionStart,
                                    const Difference &difference) {
    return compareTrees(*d_->root, readBlocks, sessionStart, difference);
}

}  // namespace burnish
