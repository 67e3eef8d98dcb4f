// SPDX-License-Identifier: GPL-3.0-or-later
// ImageNode: the tree of an image as burnish keeps it: names, attributes, and where each file's bytes are.
//
// The tree is ours and not libisofs's, so that an image can be compared, listed and authored again while a thread of
// libisofs works on its own copy: libisofs's reference counts are not made for two threads.
#include "image/image_tree.hpp"

#include "image/image_name.hpp"

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

// Whether a node may be put where another already is: folders merge, all else is a clash.
Result<void> checkMerge(const ImageNode &present, const ImageNode &added, const std::string &path) {
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
    target.implied = false;
    target.source = from.source;
    target.mode = from.mode;
    target.owner = from.owner;
    target.group = from.group;
    target.accessed = from.accessed;
    target.modified = from.modified;
    target.changed = from.changed;
}

void mergeFolder(ImageNode &present, ImageNode &added) {
    if (present.implied && !added.implied) {
        copyFolderAttributes(present, added);
    }
    for (auto &[name, child] : added.children) {
        NodePointer &place = present.children[name];
        if (place) {
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
