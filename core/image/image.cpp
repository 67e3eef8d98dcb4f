// SPDX-License-Identifier: GPL-3.0-or-later
// Image: an ISO 9660 file system with Joliet and Rock Ridge, authored by libisofs and produced while it is read.
#include "image/image.hpp"

#include "image/disc_compare.hpp"
#include "image/image_name.hpp"
#include "image/image_stream.hpp"
#include "image/image_tree.hpp"
#include "image/imported_session.hpp"
#include "image/iso_names.hpp"
#include "image/source_scan.hpp"

#include <cerrno>
#include <ctime>
#include <filesystem>
#include <limits>
#include <set>

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
    [[nodiscard]] Result<void> addBoot(std::vector<std::uint8_t> bytes, const BootOptions &chosen);
    [[nodiscard]] Result<VolumeFields> fieldsToWrite() const;

    ImageOptions options;
    const timespec created;
    std::shared_ptr<ImageNode> root;
    std::vector<std::string> sourceNames;        // what was added, for the volume ID
    std::set<std::vector<std::string>> removed;  // these paths are not taken over from a session
    std::shared_ptr<ImportedSession> session;
    VolumeFields fields;
    std::vector<std::shared_ptr<const BootImage>> boots;
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
        blocks += node.imported ? 0 : 1 + node.size / BytesPerBlock;
        if (blocks > MostBlocks) {
            return Error(status::E_DATA_TOO_BIG,
                         "With " + inQuotes(path) + " the image grows beyond the 8 TiB that ISO 9660 can address.");
        }
        return {};
    });
}

Result<void> Image::Private::addBoot(std::vector<std::uint8_t> bytes, const BootOptions &chosen) {
    if (session) {
        return Error(status::E_BOOT_OBJECT_CONFLICT,
                     "A boot image belongs into the first session of a disc, and this image takes over a later one.");
    }
    if (boots.size() == MostBootImages) {
        return Error(status::E_BOOT_IMAGE_DATA,
                     "An image has up to " + std::to_string(MostBootImages) + " boot images.");
    }
    TRY_ASSIGN(auto boot, makeBootImage(std::move(bytes), chosen, created));
    boots.push_back(std::move(boot));
    return {};
}

// The files that fields name, by the names that ISO 9660 gives them.
Result<VolumeFields> Image::Private::fieldsToWrite() const {
    TRY(checkVolumeTimes(fields, created.tv_sec));
    VolumeFields written = fields;
    for (const VolumeText field : {VolumeText::Copyright, VolumeText::Abstract, VolumeText::Bibliography}) {
        std::optional<std::string> &name = written[field];
        if (!name || name->empty()) {
            continue;
        }
        const auto found = root->children.find(*name);
        if (found == root->children.end() || found->second->kind != ImageNode::Kind::File) {
            return Error(status::E_FILE_NOT_FOUND, std::string("The ") + nameOf(field) + " " + inQuotes(*name) +
                                                       " is not in the root folder of the image. Add it there.");
        }
        TRY_ASSIGN(const NameRules rules, NameRules::create());
        TRY_ASSIGN(name, rules.convert(*name, false, NameSpace::Iso9660));
        *name += name->find('.') == std::string::npos ? ".;1" : ";1";  // as ECMA-119, 7.5, has it
    }
    if (session) {
        for (std::size_t i = 0; i < VolumeTexts; ++i) {
            written.texts[i] = written.texts[i] ? written.texts[i] : session->fields().texts[i];
        }
    }
    written[VolumeText::Application] = fields[VolumeText::Application].value_or(DefaultApplicationId);
    return written;
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

// A path that was removed stays so for sessions that are imported later. E_ITEM_NOT_FOUND, E_DIR_NOT_EMPTY,
// E_INVALID_PATH, E_READONLY.
Result<void> Image::remove(const std::string &target, bool tree) {
    TRY(d_->checkWritable());
    TRY_ASSIGN(const std::vector<std::string> path, splitTarget(target));
    if (path.empty()) {
        return Error(status::E_INVALID_PATH, "The root folder cannot be removed. Remove what is in it.");
    }
    const ImageNode *node = findNode(*d_->root, path);
    if (node == nullptr) {
        return Error(status::E_ITEM_NOT_FOUND, "The image has no " + inQuotes(target) + ". Check the path.");
    }
    if (!tree && !node->children.empty()) {
        return Error(status::E_DIR_NOT_EMPTY,
                     "The folder " + inQuotes(target) + " is not empty. Remove its contents first, or the whole tree.");
    }
    eraseNode(*d_->root, path);
    d_->removed.insert(path);
    return {};
}

// E_INVALID_PATH.
Result<Image::Item> Image::find(const std::string &target) const {
    TRY_ASSIGN(const std::vector<std::string> path, splitTarget(target));
    const ImageNode *node = findNode(*d_->root, path);
    return node == nullptr ? Item::None : node->kind == ImageNode::Kind::Folder ? Item::Folder : Item::File;
}

// What was imported before goes; what was added stays and goes before what the session has at the same path; what was
// removed is left out. Nothing has changed where it fails: E_READONLY, E_BOOT_OBJECT_CONFLICT,
// E_NO_SUPPORTED_FILE_SYSTEM, E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, E_IMPORT_READ_FAILURE,
// E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY, E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE, and the drive's.
Result<Status> Image::importSession(const ReadBlocks &readBlocks, std::uint32_t start, std::uint32_t next) {
    TRY(d_->checkWritable());
    if (!d_->boots.empty()) {
        return Error(status::E_BOOT_OBJECT_CONFLICT,
                     "The image has a boot image, which belongs into the first session of a disc. Use a blank disc.");
    }
    std::vector<std::string> warnings;
    TRY_ASSIGN(auto session, ImportedSession::read(readBlocks, start, warnings));
    if (d_->session && d_->session->isSameAs(*session)) {
        d_->options.startBlock = next;
        return status::S_FALSE;
    }
    NodePointer tree = session->takeTree();
    for (const std::vector<std::string> &path : d_->removed) {
        eraseNode(*tree, path);
    }
    TRY(checkImport(*d_->root, *tree));
    dropImported(*d_->root);
    mergeImported(*d_->root, *tree);
    d_->session = std::move(session);
    d_->options.startBlock = next;
    for (std::string &warning : warnings) {
        d_->log->add(std::move(warning));
    }
    return status::S_OK;
}

std::optional<ImportedFacts> Image::imported() const {
    if (!d_->session) {
        return std::nullopt;
    }
    const ImportedSession &session = *d_->session;
    return ImportedFacts{session.start(), session.files(), session.folders(), session.volumeId()};
}

// E_READONLY, E_INVALID_PARAM.
Result<void> Image::setVolumeText(VolumeText field, const std::string &text) {
    TRY(d_->checkWritable());
    TRY(checkVolumeText(field, text));
    d_->fields[field] = text;
    return {};
}

// What was chosen, else what the imported session has. Application is the program that wrote the last session.
std::string Image::volumeText(VolumeText field) const {
    if (const auto &chosen = d_->fields[field]) {
        return *chosen;
    }
    if (field == VolumeText::Application) {
        return DefaultApplicationId;
    }
    return d_->session ? d_->session->fields()[field].value_or("") : "";
}

// E_READONLY, E_INVALID_DATE.
Result<void> Image::setVolumeTime(VolumeTime time, std::int64_t seconds) {
    TRY(d_->checkWritable());
    TRY(checkVolumeTime(seconds));
    d_->fields[time] = seconds;
    return {};
}

std::int64_t Image::volumeTime(VolumeTime time) const {
    const bool given = time == VolumeTime::Creation || time == VolumeTime::Modification;
    return d_->fields[time].value_or(given ? d_->created.tv_sec : 0);
}

// E_READONLY, E_BOOT_OBJECT_CONFLICT, E_BOOT_IMAGE_DATA, E_BOOT_EMULATION_IMAGE_SIZE_MISMATCH, E_INVALID_PARAM.
Result<void> Image::addBootImage(std::vector<std::uint8_t> bytes, const BootOptions &options) {
    TRY(d_->checkWritable());
    return d_->addBoot(std::move(bytes), options);
}

// Besides: E_FILE_NOT_FOUND, E_ACCESSDENIED, E_INVALIDARG (no regular file).
Result<void> Image::addBootImageFile(const std::string &path, const BootOptions &options) {
    TRY(d_->checkWritable());
    TRY_ASSIGN(std::vector<std::uint8_t> bytes, readBootImage(path));
    return d_->addBoot(std::move(bytes), options);
}

// E_READONLY.
Result<void> Image::removeBootImages() {
    TRY(d_->checkWritable());
    d_->boots.clear();
    return {};
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

// Empty: the default again. E_READONLY, E_INVALID_VOLUME_NAME.
Result<void> Image::setVolumeId(const std::string &id) {
    TRY(d_->checkWritable());
    TRY(checkVolumeId(id));
    d_->options.volumeId = id;
    return {};
}

std::string Image::volumeId() const {
    if (!d_->options.volumeId.empty()) {
        return d_->options.volumeId;
    }
    if (d_->session && !d_->session->volumeId().empty()) {
        return d_->session->volumeId();
    }
    const std::string derived = d_->sourceNames.size() == 1 ? volumeIdFromName(d_->sourceNames.front()) : "";
    return derived.empty() ? dateOf(d_->created.tv_sec) : derived;
}

// E_READONLY. E_DISC_MISMATCH: the session that was taken over lies there.
Result<void> Image::setStartBlock(std::uint32_t block) {
    TRY(d_->checkWritable());
    if (d_->session && block <= d_->session->start()) {
        return Error(status::E_DISC_MISMATCH,
                     "The image lists files of a session at block " + std::to_string(d_->session->start()) +
                         ", and no session of that disc can begin at block " + std::to_string(block) +
                         ". Burn it on the disc that it was imported from.");
    }
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
    options.boots = d_->boots;
    options.session = d_->session;
    TRY_ASSIGN(options.fields, d_->fieldsToWrite());
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
