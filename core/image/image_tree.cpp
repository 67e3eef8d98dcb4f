// SPDX-License-Identifier: GPL-3.0-or-later
// ImageNode: the tree of an image as burnish keeps it: names, attributes, and where each file's bytes are.
//
// The tree is ours and not libisofs's, so that an image can be compared, listed and authored again while a thread of
// libisofs works on its own copy: libisofs's reference counts are not made for two threads.
#include "image/image_tree.hpp"

#include "image/image_name.hpp"

#include <algorithm>

#include <unistd.h>

namespace burnish {

void WarningLog::add(std::string sentence) {
    const std::lock_guard lock(mutex_);
    sentences_.push_back(std::move(sentence));
}

std::vector<std::string> WarningLog::all() const {
    const std::lock_guard lock(mutex_);
    return sentences_;
}

void ImageNode::takeAttributes(const struct stat &info) {
    mode = info.st_mode & 07777;
    owner = info.st_uid;
    group = info.st_gid;
    accessed = info.st_atim;
    modified = info.st_mtim;
    changed = info.st_ctim;
    size = kind == Kind::File ? static_cast<std::uint64_t>(info.st_size) : 0;
    hasOtherNames = kind == Kind::File && info.st_nlink > 1;
    device = info.st_dev;
    inode = info.st_ino;
}

NodePointer makeImpliedFolder(timespec now) {
    auto folder = std::make_unique<ImageNode>();
    folder->implied = true;
    folder->mode = 0755;
    folder->owner = geteuid();
    folder->group = getegid();
    folder->accessed = folder->modified = folder->changed = now;
    return folder;
}

namespace {

Error duplicate(const std::string &path) {
    return Error(status::E_DUP_NAME, "The image already has " + inQuotes(path) +
                                         ". Give one of the two another path in the image, or leave it out.");
}

// What the last session holds gives way to what is added, as long as neither is a folder.
bool replaces(const ImageNode &present, const ImageNode &added) {
    return present.imported && present.kind != ImageNode::Kind::Folder && added.kind != ImageNode::Kind::Folder;
}

// Whether a node may be put where another already is: folders merge, all else is a clash.
Result<void> checkMerge(const ImageNode &present, const ImageNode &added, const std::string &path) {
    if (replaces(present, added)) {
        return {};
    }
    if (present.kind != ImageNode::Kind::Folder || added.kind != ImageNode::Kind::Folder) {
        return duplicate(path.empty() ? "/" : path);
    }
    for (const auto &[name, child] : added.children) {
        if (const auto found = present.children.find(name); found != present.children.end()) {
            TRY(checkMerge(*found->second, *child, path + "/" + name));
        }
    }
    return {};
}

void copyFolderAttributes(ImageNode &target, const ImageNode &from) {
    target.implied = from.implied;
    target.imported = from.imported;
    target.source = from.source;
    target.mode = from.mode;
    target.owner = from.owner;
    target.group = from.group;
    target.accessed = from.accessed;
    target.modified = from.modified;
    target.changed = from.changed;
}

void mergeFolder(ImageNode &present, ImageNode &added) {
    if ((present.implied || present.imported) && !added.implied) {
        copyFolderAttributes(present, added);
    }
    for (auto &[name, child] : added.children) {
        NodePointer &place = present.children[name];
        if (place && !replaces(*place, *child)) {
            mergeFolder(*place, *child);
        } else {
            place = std::move(child);
        }
    }
}

}  // namespace

Result<void> insertNode(ImageNode &root, const std::vector<std::string> &path, NodePointer node, timespec now) {
    // Wrapped into its parents the node is a tree that merges with the root's, checked first and as a whole.
    for (auto part = path.rbegin(); part != path.rend(); ++part) {
        NodePointer parent = makeImpliedFolder(now);
        parent->children.emplace(*part, std::move(node));
        node = std::move(parent);
    }
    if (node->kind != ImageNode::Kind::Folder) {
        return Error(status::E_INVALID_PATH,
                     "A file cannot be the root of an image. Say how it shall be called there, such as \"/name\".");
    }
    TRY(checkMerge(root, *node, ""));
    mergeFolder(root, *node);
    return {};
}

ImageNode *findNode(ImageNode &root, const std::vector<std::string> &path) {
    ImageNode *node = &root;
    for (const std::string &part : path) {
        const auto found = node->children.find(part);
        if (found == node->children.end()) {
            return nullptr;
        }
        node = found->second.get();
    }
    return node;
}

bool eraseNode(ImageNode &root, const std::vector<std::string> &path) {
    if (path.empty()) {
        return false;
    }
    ImageNode *parent = findNode(root, {path.begin(), path.end() - 1});
    return parent != nullptr && parent->children.erase(path.back()) > 0;
}

void dropImported(ImageNode &root) {
    std::erase_if(root.children, [](const auto &entry) {
        ImageNode &child = *entry.second;
        const bool wasImported = child.imported;
        if (child.kind == ImageNode::Kind::Folder) {
            dropImported(child);
        }
        return wasImported && child.children.empty();
    });
    if (root.imported) {
        root.imported = false;
        root.implied = true;
    }
}

namespace {

// Whether dropImported() would take it out.
bool onlyImported(const ImageNode &node) {
    return node.imported && std::all_of(node.children.begin(), node.children.end(),
                                        [](const auto &entry) { return onlyImported(*entry.second); });
}

Result<void> checkUnder(const ImageNode &present, const ImageNode &imported, const std::string &path) {
    for (const auto &[name, child] : imported.children) {
        const auto found = present.children.find(name);
        if (found == present.children.end()) {
            continue;
        }
        const std::string childPath = path + "/" + name;
        if (onlyImported(*found->second)) {
            continue;
        }
        const bool isFolder = found->second->kind == ImageNode::Kind::Folder;
        const bool wasFolder = child->kind == ImageNode::Kind::Folder;
        if (isFolder != wasFolder) {
            return Error(wasFolder ? status::E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE
                                   : status::E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY,
                         inQuotes(childPath) +
                             (wasFolder ? " is a folder in the disc's last session and a file"
                                        : " is a file in the disc's last session and a folder") +
                             " in the image. Give it another path in the image, or burn a session that knows nothing "
                             "of those before it (fresh).");
        }
        TRY(checkUnder(*found->second, *child, childPath));
    }
    return {};
}

void mergeUnder(ImageNode &present, ImageNode &imported) {
    if (present.implied) {
        copyFolderAttributes(present, imported);
    }
    for (auto &[name, child] : imported.children) {
        NodePointer &place = present.children[name];
        if (!place) {
            place = std::move(child);
        } else if (place->kind == ImageNode::Kind::Folder) {
            mergeUnder(*place, *child);
        }
    }
}

}  // namespace

Result<void> checkImport(const ImageNode &root, const ImageNode &imported) {
    return checkUnder(root, imported, "");
}

void mergeImported(ImageNode &root, ImageNode &imported) {
    mergeUnder(root, imported);
}

Result<void> forEachNode(ImageNode &folder, const std::string &path, const NodeVisitor &visit) {
    for (auto &[name, child] : folder.children) {
        const std::string childPath = path + "/" + name;
        TRY(visit(childPath, *child));
        if (child->kind == ImageNode::Kind::Folder) {
            TRY(forEachNode(*child, childPath, visit));
        }
    }
    return {};
}

}  // namespace burnish
