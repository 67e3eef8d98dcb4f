// SPDX-License-Identifier: GPL-3.0-or-later
// ImageNode: the tree of an image as burnish keeps it: names, attributes, and where each file's bytes are.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <sys/stat.h>

namespace burnish {

// What is reported to the user besides errors. Scanning fills it, and the thread that reads sources.
class WarningLog {
public:
    void add(std::string sentence);
    [[nodiscard]] std::vector<std::string> all() const;

private:
    mutable std::mutex mutex_;
    std::vector<std::string> sentences_;
};

// Where a part of a file lies on a disc.
struct DiscExtent {
    std::uint32_t block = 0;
    std::uint32_t bytes = 0;
    bool operator==(const DiscExtent &) const = default;
};

struct ImageNode {
    enum class Kind { Folder, File, Link };
    using Children = std::map<std::string, std::unique_ptr<ImageNode>>;

    Kind kind = Kind::Folder;
    bool implied = false;      // a folder that was made only because something lies in it
    bool imported = false;     // it is in the disc's last session, and a file's contents stay where they lie there
    bool throughLink = false;  // source is a symbolic link whose target was taken

    std::string source;                                      // file or folder in the file system; empty: none
    std::shared_ptr<const std::vector<std::uint8_t>> bytes;  // of a file without source
    std::vector<DiscExtent> extents;                         // of an imported file
    std::string linkTarget;
    Children children;

    // As in struct stat.
    mode_t mode = 0;
    uid_t owner = 0;
    gid_t group = 0;
    timespec accessed{}, modified{}, changed{};
    std::uint64_t size = 0;
    // Names of one file share device and inode, and its contents are stored once. Only believed where the file system
    // counts more than one name: some make up inode numbers.
    bool hasOtherNames = false;
    dev_t device = 0;
    ino_t inode = 0;

    void takeAttributes(const struct stat &info);
};

using NodePointer = std::unique_ptr<ImageNode>;

[[nodiscard]] NodePointer makeImpliedFolder(timespec now);

// Puts a node at a path; parents are made. An empty path is the root itself, into which a folder's children go.
// Imported files and links are replaced. Nothing has changed where it fails: E_DUP_NAME.
[[nodiscard]] Result<void> insertNode(ImageNode &root, const std::vector<std::string> &path, NodePointer node,
                                      timespec now);

// The node at a path; the root for an empty one, nullptr where there is none.
[[nodiscard]] ImageNode *findNode(ImageNode &root, const std::vector<std::string> &path);
// Takes what lies at a path out of the tree, with all that is in it. false: nothing lies there.
bool eraseNode(ImageNode &root, const std::vector<std::string> &path);

// Takes all out that was imported. Folders stay that hold something else.
void dropImported(ImageNode &root);
// Whether an imported tree can be merged into one, in which what was imported before does not count:
// E_IMPORT_TYPE_COLLISION_FILE_EXISTS_AS_DIRECTORY, E_IMPORT_TYPE_COLLISION_DIRECTORY_EXISTS_AS_FILE.
[[nodiscard]] Result<void> checkImport(const ImageNode &root, const ImageNode &imported);
// Merges it, without what was imported before; the tree's own files and links stay.
void mergeImported(ImageNode &root, ImageNode &imported);

// Calls visit for every node below a folder with its path in the image, in the order of names.
using NodeVisitor = std::function<Result<void>(const std::string &path, ImageNode &node)>;
[[nodiscard]] Result<void> forEachNode(ImageNode &folder, const std::string &path, const NodeVisitor &visit);

}  // namespace burnish
