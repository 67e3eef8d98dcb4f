// SPDX-License-Identifier: GPL-3.0-or-later
// Scanning: a file or folder tree of the file system becomes a tree of ImageNodes.
#include "image/source_scan.hpp"

#include "image/image_name.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace burnish {

namespace {

std::string joined(const std::string &folder, const std::string &name) {
    return folder.ends_with('/') ? folder + name : folder + "/" + name;
}

bool isSpecial(mode_t mode) {
    return !S_ISREG(mode) && !S_ISDIR(mode) && !S_ISLNK(mode);
}

const char *specialName(mode_t mode) {
    return S_ISFIFO(mode)   ? "a named pipe"
           : S_ISSOCK(mode) ? "a socket"
           : S_ISBLK(mode)  ? "a block device"
           : S_ISCHR(mode)  ? "a character device"
                            : "a special file";
}

// The names in a folder, sorted by bytes: the order of readdir() is another one on every file system.
Result<std::vector<std::string>> listFolder(const std::string &path) {
    DIR *directory = opendir(path.c_str());
    if (directory == nullptr) {
        return sourceError(path, errno);
    }
    std::vector<std::string> names;
    int failure = 0;
    while (true) {
        errno = 0;
        const dirent *entry = readdir(directory);
        if (entry == nullptr) {
            failure = errno;
            break;
        }
        const std::string name = entry->d_name;
        if (name != "." && name != "..") {
            names.push_back(name);
        }
    }
    closedir(directory);
    if (failure != 0) {
        return sourceError(path, failure);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<std::string> readLink(const std::string &path) {
    std::string target(4097, '\0');
    const ssize_t length = readlink(path.c_str(), target.data(), target.size());
    if (length < 0) {
        return sourceError(path, errno);
    }
    target.resize(static_cast<std::size_t>(length));
    return target;
}

class Scanner {
public:
    Scanner(const ScanOptions &options, std::vector<std::string> &warnings) : options_(options), warnings_(warnings) {}

    Result<NodePointer> scan(const std::string &path, const struct stat &info, bool throughLink);

private:
    // A null pointer: skipped, and the warnings say why.
    Result<NodePointer> scanEntry(const std::string &path);
    Result<NodePointer> followLink(const std::string &path, const struct stat &info);
    Result<NodePointer> keepLink(const std::string &path, const struct stat &info);
    Result<void> scanChildren(const std::string &path, ImageNode &folder);
    std::string nameInImage(const std::string &path, const std::string &name);
    Result<NodePointer> skip(const std::string &path, const std::string &why);

    const ScanOptions &options_;
    std::vector<std::string> &warnings_;
    std::vector<std::pair<dev_t, ino_t>> ancestors_;  // open folders from the source down
};

Result<NodePointer> Scanner::skip(const std::string &path, const std::string &why) {
    warnings_.push_back(inQuotes(path) + " was left out: " + why + ".");
    return NodePointer();
}

Result<NodePointer> Scanner::scan(const std::string &path, const struct stat &info, bool throughLink) {
    auto node = std::make_unique<ImageNode>();
    node->kind = S_ISDIR(info.st_mode) ? ImageNode::Kind::Folder : ImageNode::Kind::File;
    node->source = path;
    node->throughLink = throughLink;
    node->takeAttributes(info);
    if (node->kind == ImageNode::Kind::Folder) {
        ancestors_.emplace_back(info.st_dev, info.st_ino);
        TRY(scanChildren(path, *node));
        ancestors_.pop_back();
    } else if (faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) != 0) {
        return sourceError(path, errno);
    }
    return node;
}

Result<NodePointer> Scanner::scanEntry(const std::string &path) {
    struct stat info {};
    if (lstat(path.c_str(), &info) != 0) {
        return sourceError(path, errno);
    }
    if (isSpecial(info.st_mode)) {
        return skip(path, std::string("it is ") + specialName(info.st_mode) + ", which a disc cannot hold");
    }
    if (S_ISLNK(info.st_mode)) {
        return options_.followLinks ? followLink(path, info) : keepLink(path, info);
    }
    return scan(path, info, false);
}

// A folder that is its own ancestor would never end; the same folder reached twice beside each other is taken twice.
Result<NodePointer> Scanner::followLink(const std::string &path, const struct stat &) {
    struct stat info {};
    if (stat(path.c_str(), &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return skip(path, "it is a symbolic link, and its target does not exist");
        }
        if (errno == ELOOP) {
            return skip(path, "it is a symbolic link that leads back to itself");
        }
        return sourceError(path, errno);
    }
    if (isSpecial(info.st_mode)) {
        return skip(path, std::string("it is a symbolic link to ") + specialName(info.st_mode));
    }
    const std::pair identity(info.st_dev, info.st_ino);
    if (std::find(ancestors_.begin(), ancestors_.end(), identity) != ancestors_.end()) {
        return skip(path, "it is a symbolic link to a folder that it lies in");
    }
    return scan(path, info, true);
}

Result<NodePointer> Scanner::keepLink(const std::string &path, const struct stat &info) {
    if (!options_.keepLinks) {
        return skip(path, "it is a symbolic link, and only Rock Ridge can hold one");
    }
    TRY_ASSIGN(const std::string target, readLink(path));
    auto node = std::make_unique<ImageNode>();
    node->kind = ImageNode::Kind::Link;
    node->source = path;
    node->linkTarget = escapedToUtf8(target);
    node->takeAttributes(info);
    if (!isStorableLinkTarget(node->linkTarget)) {
        return skip(path, "it is a symbolic link, and its target or a name in it is too long for Rock Ridge");
    }
    if (node->linkTarget != target) {
        warnings_.push_back("The target of the symbolic link " + inQuotes(path) + " is not UTF-8. On the disc it is " +
                            inQuotes(node->linkTarget) + ".");
    }
    return node;
}

std::string Scanner::nameInImage(const std::string &path, const std::string &name) {
    std::string escaped = escapedToUtf8(name);
    if (escaped != name) {
        warnings_.push_back("The name of " + inQuotes(path) + " is not UTF-8. On the disc it is " + inQuotes(escaped) +
                            ".");
    }
    return escaped;
}

Result<void> Scanner::scanChildren(const std::string &path, ImageNode &folder) {
    TRY_ASSIGN(const std::vector<std::string> names, listFolder(path));
    for (const std::string &name : names) {
        const std::string childPath = joined(path, name);
        TRY_ASSIGN(NodePointer child, scanEntry(childPath));
        if (!child) {
            continue;
        }
        const std::string onDisc = nameInImage(childPath, name);
        if (onDisc.size() > LongestName) {
            return Error(status::E_INVALID_PATH,
                         "The name of " + inQuotes(childPath) + " is too long for a disc: it may have " +
                             std::to_string(LongestName) + " bytes as UTF-8. Rename it or leave it out.");
        }
        if (!folder.children.emplace(onDisc, std::move(child)).second) {
            return Error(status::E_DUP_NAME, "The folder " + inQuotes(path) + " would have two entries named " +
                                                 inQuotes(onDisc) + " on the disc. Rename one of them.");
        }
    }
    return {};
}

}  // namespace

Error sourceError(const std::string &path, int systemError) {
    const std::string reason = std::system_category().message(systemError);
    const std::string detail = "errno " + std::to_string(systemError);
    switch (systemError) {
        case ENOENT:
        case ENOTDIR:
            return Error(status::E_FILE_NOT_FOUND, "There is no file or folder " + inQuotes(path) + ". Check the path.",
                         detail);
        case EACCES:
        case EPERM:
            return Error(status::E_ACCESSDENIED,
                         "No permission to read " + inQuotes(path) + ". Change its permissions, or leave it out.",
                         detail);
        default:
            return Error(status::E_DATA_STREAM_READ_FAILURE, inQuotes(path) + " cannot be read: " + reason + ".",
                         detail);
    }
}

// The source that was named is taken for what it leads to, as a user means the pictures behind ~/Pictures; links found
// below it are what the option is about.
Result<NodePointer> scanSource(const std::string &source, const ScanOptions &options,
                               std::vector<std::string> &warnings) {
    struct stat named {};
    struct stat info {};
    if (lstat(source.c_str(), &named) != 0 || stat(source.c_str(), &info) != 0) {
        return sourceError(source, errno);
    }
    if (isSpecial(info.st_mode)) {
        return Error(status::E_NOT_FILE, inQuotes(source) + " is " + specialName(info.st_mode) +
                                             ", which a disc cannot hold. Name a file or a folder.");
    }
    return Scanner(options, warnings).scan(source, info, S_ISLNK(named.st_mode));
}

Result<void> refreshSources(ImageNode &root) {
    return forEachNode(root, "", [](const std::string &, ImageNode &node) -> Result<void> {
        if (node.kind != ImageNode::Kind::File || node.source.empty()) {
            return {};
        }
        struct stat info {};
        const int flags = node.throughLink ? 0 : AT_SYMLINK_NOFOLLOW;
        if (fstatat(AT_FDCWD, node.source.c_str(), &info, flags) != 0) {
            return sourceError(node.source, errno);
        }
        if (!S_ISREG(info.st_mode)) {
            return Error(status::E_NOT_FILE,
                         inQuotes(node.source) + " was a file when it was added, and is none any more.");
        }
        node.takeAttributes(info);
        return {};
    });
}

}  // namespace burnish
