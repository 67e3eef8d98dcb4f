// SPDX-License-Identifier: GPL-3.0-or-later
// ImportedSession: the file system of a disc's last session, read once, for a new session that lists its files too.
//
// libisofs can only take files over from a session that it has imported itself, and needs an image of its own for each
// reading of ours. So the blocks that the first import reads (descriptors and folders, no contents) are kept, and later
// imports read those: while a disc is written, it cannot be read.
#include "image/imported_session.hpp"

#include "image/folder_check.hpp"
#include "image/image_name.hpp"

namespace burnish {

namespace {

constexpr std::uint8_t MediumError = 3, BlankCheck = 8, IllegalRequest = 5;  // sense keys
constexpr std::uint8_t AddressOutOfRange = 0x21, IllegalModeForTrack = 0x64;

// A spot of the disc, and not the drive: bad, never written, or no data.
bool isUnreadableSpot(const Error &error) {
    return error.sense && (error.sense->key == MediumError || error.sense->key == BlankCheck ||
                           (error.sense->key == IllegalRequest &&
                            (error.sense->asc == AddressOutOfRange || error.sense->asc == IllegalModeForTrack)));
}

// What went wrong, and the way round it.
Error importFailure(Error error) {
    const bool unreadable = isUnreadableSpot(error);
    if (unreadable) {
        error.status = status::E_IMPORT_READ_FAILURE;
    }
    if (unreadable || error.status == status::E_NO_SUPPORTED_FILE_SYSTEM ||
        error.status == status::E_FILE_SYSTEM_READ_CONSISTENCY_ERROR) {
        error.message = "The disc's last session cannot be taken over into a new one: " + error.message +
                        " Use another disc, or burn fresh: a session that lists only the new files.";
    }
    return error;
}

// Where the names come from Joliet, libisofs has read that tree and not the one that was looked at.
Result<void> checkJoliet(DiscBlocks &disc, std::uint32_t start) {
    DiscBlock descriptor{};
    TRY_ASSIGN(const bool found, findJolietDescriptor(disc, start, descriptor));
    if (found) {
        return checkFolders(disc, descriptor);
    }
    return {};
}

timespec timeOf(std::time_t seconds) {
    timespec time{};
    time.tv_sec = seconds;
    return time;
}

void copyAttributes(IsoNode *from, ImageNode &to) {
    to.imported = true;
    to.mode = iso_node_get_permissions(from);
    to.owner = iso_node_get_uid(from);
    to.group = iso_node_get_gid(from);
    to.accessed = timeOf(iso_node_get_atime(from));
    to.modified = timeOf(iso_node_get_mtime(from));
    to.changed = timeOf(iso_node_get_ctime(from));
}

std::string orEmpty(const char *text) {
    return text != nullptr ? text : "";
}

}  // namespace

// nullptr: it cannot be taken over.
NodePointer ImportedSession::copyNode(IsoNode *node, const std::string &path, std::vector<std::string> &warnings) {
    auto copy = std::make_unique<ImageNode>();
    copyAttributes(node, *copy);
    switch (iso_node_get_type(node)) {
        case LIBISO_DIR:
            ++folders_;
            copyChildren(reinterpret_cast<IsoDir *>(node), *copy, path, warnings);
            return copy;
        case LIBISO_FILE: {
            ++files_;
            auto *file = reinterpret_cast<IsoFile *>(node);
            copy->kind = ImageNode::Kind::File;
            copy->size = static_cast<std::uint64_t>(iso_file_get_size(file));
            if (Result<std::vector<DiscExtent>> extents = extentsOf(file)) {
                copy->extents = std::move(*extents);
            }
            return copy;
        }
        case LIBISO_SYMLINK:
            ++files_;
            copy->kind = ImageNode::Kind::Link;
            copy->linkTarget = orEmpty(iso_symlink_get_dest(reinterpret_cast<IsoSymlink *>(node)));
            return copy;
        case LIBISO_BOOT:
            return nullptr;  // the boot catalog is libisofs's business
        default:
            warnings.push_back(inQuotes(path) + " of the disc's last session is a special file and was left out.");
            return nullptr;
    }
}

void ImportedSession::copyChildren(IsoDir *from, ImageNode &to, const std::string &path,
                                   std::vector<std::string> &warnings) {
    for (const auto &[name, node] : childrenOf(from)) {
        const std::string inImage = escapedToUtf8(name);
        const std::string childPath = path + "/" + inImage;
        NodePointer child = copyNode(node, childPath, warnings);
        if (!child) {
            continue;
        }
        if (inImage != name) {
            warnings.push_back("A name in the disc's last session is not UTF-8. In the new one it is " +
                               inQuotes(childPath) + ".");
        }
        to.children.emplace(inImage, std::move(child));
    }
}

Result<std::shared_ptr<ImportedSession>> ImportedSession::read(const DiscBlocks::ReadBlocks &readBlocks,
                                                               std::uint32_t start,
                                                               std::vector<std::string> &warnings) {
    Result<std::unique_ptr<DiscBlocks>> disc = DiscBlocks::open(readBlocks, start);
    if (!disc) {
        return importFailure(std::move(disc.error()));
    }
    std::shared_ptr<ImportedSession> session(new ImportedSession);
    session->start_ = start;
    session->descriptor_ = (*disc)->descriptor();
    (*disc)->keepIn(session->blocks_);
    if (Result<void> whole = checkFolders(**disc, (*disc)->descriptor()); !whole) {
        return importFailure(std::move(whole.error()));
    }
    Result<DiscTree> tree = importTree(**disc, start, (*disc)->trouble());
    if (!tree) {
        return importFailure(std::move(tree.error()));
    }
    if (tree->space == NameSpace::Joliet) {
        if (Result<void> whole = checkJoliet(**disc, start); !whole) {
            return importFailure(std::move(whole.error()));
        }
    }
    IsoImage *image = tree->image.get();
    session->volumeId_ = orEmpty(iso_image_get_volume_id(image));
    session->fields_ = volumeTextsOf(image);
    session->tree_ = session->copyNode(reinterpret_cast<IsoNode *>(iso_image_get_root(image)), "", warnings);
    --session->folders_;  // the root is none of them
    return session;
}

bool ImportedSession::isSameAs(const ImportedSession &other) const {
    return start_ == other.start_ && descriptor_ == other.descriptor_;
}

Result<IsoPointer<IsoImage>> ImportedSession::load() {
    TRY_ASSIGN(DiscTree tree, importTreeLocked(blocks_, start_, std::nullopt));
    return std::move(tree.image);
}

}  // namespace burnish
