// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing: the tree of an image, file by file, with the tree of a session on a disc.
//
// libisofs reads the folders; contents are read here, in pieces as large as a drive likes them, from where the folders
// say that they are. Every difference is reported, and a spot that cannot be read spoils only its own file.
#include "image/disc_compare.hpp"

#include "image/image_name.hpp"
#include "image/iso_import.hpp"
#include "image/iso_names.hpp"
#include "image/source_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>
#include <span>
#include <system_error>

#include <unistd.h>

namespace burnish {

namespace {

constexpr std::uint8_t MediumError = 3;  // sense key
constexpr std::size_t PieceSize = BlocksPerRead * BlockSize;

const char *kindName(IsoNodeType type) {
    return type == LIBISO_DIR       ? "a folder"
           : type == LIBISO_SYMLINK ? "a symbolic link"
           : type == LIBISO_FILE    ? "a file"
                                    : "a special file";
}

IsoNodeType typeOf(const ImageNode &node) {
    return node.kind == ImageNode::Kind::Folder ? LIBISO_DIR
           : node.kind == ImageNode::Kind::Link ? LIBISO_SYMLINK
                                                : LIBISO_FILE;
}

std::string systemReason() {
    return std::system_category().message(errno);
}

// A file's contents where they come from.
class SourceContents {
public:
    // An empty string, or why it cannot be read.
    std::string open(const ImageNode &node);
    [[nodiscard]] std::uint64_t size() const { return size_; }
    // Fills the span, or says why not.
    std::string read(std::uint64_t offset, std::span<std::uint8_t> target);

private:
    const std::vector<std::uint8_t> *bytes_ = nullptr;
    FileDescriptor file_;
    std::uint64_t size_ = 0;
};

std::string SourceContents::open(const ImageNode &node) {
    if (node.bytes) {
        bytes_ = node.bytes.get();
        size_ = bytes_->size();
        return {};
    }
    file_ = FileDescriptor(openSource(node));
    struct stat info {};
    if (file_.get() < 0 || fstat(file_.get(), &info) != 0) {
        return systemReason();
    }
    if (!S_ISREG(info.st_mode)) {
        return "it is no file any more";
    }
    size_ = static_cast<std::uint64_t>(info.st_size);
    return {};
}

std::string SourceContents::read(std::uint64_t offset, std::span<std::uint8_t> target) {
    if (bytes_ != nullptr) {
        std::memcpy(target.data(), bytes_->data() + offset, target.size());
        return {};
    }
    while (!target.empty()) {
        const ssize_t got = pread(file_.get(), target.data(), target.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got < 0 ? systemReason() : "it became shorter";
        }
        target = target.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return {};
}

class Comparison {
public:
    Comparison(const DiscBlocks &disc, const NameRules &rules, NameSpace space, std::uint32_t sessionStart,
               const DifferenceReport &report)
        : disc_(disc), rules_(rules), space_(space), sessionStart_(sessionStart), report_(report) {}

    Result<void> compareFolder(const ImageNode &folder, IsoDir *onDisc, const std::string &path);
    [[nodiscard]] std::uint64_t differences() const { return differences_; }

private:
    using Piece = std::vector<std::uint8_t>;

    Result<void> compareNode(const ImageNode &node, IsoNode *onDisc, const std::string &path);
    Result<void> compareFile(const ImageNode &node, IsoFile *onDisc, const std::string &path);
    Result<void> compareImported(const ImageNode &node, IsoFile *onDisc, const std::string &path);
    Result<bool> isCarriedOver(IsoNode *onDisc) const;
    Result<bool> compareExtent(SourceContents &source, std::uint64_t offset, const DiscExtent &extent,
                               const std::string &path);
    Result<IsoNode *> findEqual(const ImageNode &node, const DiscChildren &candidates, const std::string &path);
    Result<std::multimap<std::string, std::string>> namesOnDisc(const ImageNode &folder) const;
    void differ(const std::string &path, const std::string &what);

    const DiscBlocks &disc_;
    const NameRules &rules_;
    const NameSpace space_;
    const std::uint32_t sessionStart_;
    const DifferenceReport &report_;
    bool silent_ = false;
    std::uint64_t differences_ = 0;
    Piece discPiece_ = Piece(PieceSize);
    Piece sourcePiece_ = Piece(PieceSize);
};

void Comparison::differ(const std::string &path, const std::string &what) {
    ++differences_;
    if (!silent_ && report_) {
        report_(path, what);
    }
}

// The names that a folder's children should have on the disc, with their names in the image.
Result<std::multimap<std::string, std::string>> Comparison::namesOnDisc(const ImageNode &folder) const {
    std::multimap<std::string, std::string> names;
    for (const auto &[name, child] : folder.children) {
        if (child->kind == ImageNode::Kind::Link && space_ != NameSpace::RockRidge) {
            continue;
        }
        TRY_ASSIGN(std::string onDisc, rules_.convert(name, child->kind == ImageNode::Kind::Folder, space_));
        names.emplace(std::move(onDisc), name);
    }
    return names;
}

// Without Rock Ridge, names that collide got numbers. Which got which is told by what they hold.
Result<IsoNode *> Comparison::findEqual(const ImageNode &node, const DiscChildren &candidates,
                                        const std::string &path) {
    const std::uint64_t before = differences_;
    const bool wasSilent = std::exchange(silent_, true);
    IsoNode *found = nullptr;
    for (const auto &[name, candidate] : candidates) {
        differences_ = 0;
        TRY(compareNode(node, candidate, path));
        if (differences_ == 0) {
            found = candidate;
            break;
        }
    }
    silent_ = wasSilent;
    differences_ = before;
    return found;
}

Result<void> Comparison::compareFolder(const ImageNode &folder, IsoDir *onDisc, const std::string &path) {
    DiscChildren rest = childrenOf(onDisc);
    TRY_ASSIGN(const auto names, namesOnDisc(folder));
    std::vector<std::string> colliding;
    for (const auto &[discName, name] : names) {
        const std::string childPath = path + "/" + name;
        if (names.count(discName) > 1) {
            colliding.push_back(name);
        } else if (const auto found = rest.find(discName); found != rest.end()) {
            TRY(compareNode(*folder.children.at(name), found->second, childPath));
            rest.erase(found);
        } else {
            differ(childPath, "missing");
        }
    }
    for (const std::string &name : colliding) {
        const std::string childPath = path + "/" + name;
        TRY_ASSIGN(IsoNode *const equal, findEqual(*folder.children.at(name), rest, childPath));
        if (equal == nullptr) {
            differ(childPath, "missing, or different under a name with a number");
        } else {
            std::erase_if(rest, [&](const auto &entry) { return entry.second == equal; });
        }
    }
    for (const auto &[name, node] : rest) {
        TRY_ASSIGN(const bool carriedOver, isCarriedOver(node));
        if (carriedOver) {
            continue;
        }
        differ(path + "/" + name, "not in the source");
    }
    return {};
}

Result<void> Comparison::compareNode(const ImageNode &node, IsoNode *onDisc, const std::string &path) {
    const IsoNodeType expected = typeOf(node);
    const IsoNodeType found = iso_node_get_type(onDisc);
    if (expected != found) {
        differ(path,
               std::string("is ") + kindName(found) + " on the disc and " + kindName(expected) + " in the source");
        return {};
    }
    if (expected == LIBISO_DIR) {
        return compareFolder(node, reinterpret_cast<IsoDir *>(onDisc), path);
    }
    if (expected == LIBISO_FILE) {
        return compareFile(node, reinterpret_cast<IsoFile *>(onDisc), path);
    }
    const char *target = iso_symlink_get_dest(reinterpret_cast<IsoSymlink *>(onDisc));
    if (target == nullptr || node.linkTarget != target) {
        differ(path, "leads to " + inQuotes(target != nullptr ? target : "") + " on the disc and to " +
                         inQuotes(node.linkTarget) + " in the source");
    }
    return {};
}

// Whether a session only lists it for those before it: a file lies before the session's beginning, a folder holds
// nothing else. Where a link or an empty file or folder comes from cannot be told; in a later session they pass too.
Result<bool> Comparison::isCarriedOver(IsoNode *onDisc) const {
    const IsoNodeType type = iso_node_get_type(onDisc);
    if (type == LIBISO_BOOT) {
        return true;  // the boot catalog is no file of the source
    }
    if (sessionStart_ == 0) {
        return false;
    }
    if (type == LIBISO_FILE) {
        TRY_ASSIGN(const auto extents, extentsOf(reinterpret_cast<IsoFile *>(onDisc)));
        return std::all_of(extents.begin(), extents.end(), [this](const DiscExtent &extent) {
            return extent.bytes == 0 || extent.block < sessionStart_;
        });
    }
    if (type == LIBISO_DIR) {
        for (const auto &[name, child] : childrenOf(reinterpret_cast<IsoDir *>(onDisc))) {
            TRY_ASSIGN(const bool carriedOver, isCarriedOver(child));
            if (!carriedOver) {
                return false;
            }
        }
    }
    return true;
}

// The contents of a file that was taken over are where they were, or they are others.
Result<void> Comparison::compareImported(const ImageNode &node, IsoFile *onDisc, const std::string &path) {
    TRY_ASSIGN(const auto extents, extentsOf(onDisc));
    const auto discSize = static_cast<std::uint64_t>(iso_file_get_size(onDisc));
    if (discSize != node.size || (node.size > 0 && extents != node.extents)) {
        differ(path, "is not the file that the session before had");
    }
    return {};
}

Result<void> Comparison::compareFile(const ImageNode &node, IsoFile *onDisc, const std::string &path) {
    if (node.imported) {
        return compareImported(node, onDisc, path);
    }
    SourceContents source;
    if (const std::string reason = source.open(node); !reason.empty()) {
        differ(path, "its source cannot be read: " + reason);
        return {};
    }
    const auto discSize = static_cast<std::uint64_t>(iso_file_get_size(onDisc));
    if (discSize != source.size()) {
        differ(path, "has " + std::to_string(discSize) + " bytes on the disc and " + std::to_string(source.size()) +
                         " in the source");
        return {};
    }
    TRY_ASSIGN(const auto extents, extentsOf(onDisc));
    std::uint64_t offset = 0;
    for (const DiscExtent &extent : extents) {
        TRY_ASSIGN(const bool equal, compareExtent(source, offset, extent, path));
        if (!equal) {
            return {};
        }
        offset += extent.bytes;
    }
    if (offset != discSize) {
        differ(path,
               "is on the disc in part only: " + std::to_string(offset) + " of " + std::to_string(discSize) + " bytes");
    }
    return {};
}

// false: they differ, and that was reported.
Result<bool> Comparison::compareExtent(SourceContents &source, std::uint64_t offset, const DiscExtent &extent,
                                       const std::string &path) {
    for (std::uint64_t done = 0; done < extent.bytes; done += PieceSize) {
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(PieceSize, extent.bytes - done));
        const auto lba = static_cast<std::uint32_t>(extent.block + done / BlockSize);
        const auto blocks = static_cast<std::uint32_t>((length + BlockSize - 1) / BlockSize);
        const std::uint64_t position = offset + done;
        if (position + length > source.size()) {
            differ(path, "has more bytes on the disc than in the source");
            return false;
        }
        if (const std::string reason = source.read(position, std::span(sourcePiece_.data(), length)); !reason.empty()) {
            differ(path, "its source cannot be read: " + reason);
            return false;
        }
        if (Result<void> result = disc_.read(lba, blocks, discPiece_.data()); !result) {
            Error &error = result.error();
            if (!error.sense || error.sense->key != MediumError) {
                return std::move(error);
            }
            differ(path, "cannot be read from the disc: " + error.message);
            return false;
        }
        if (std::memcmp(discPiece_.data(), sourcePiece_.data(), length) != 0) {
            const auto mismatch = std::mismatch(discPiece_.begin(), discPiece_.end(), sourcePiece_.begin()).first;
            const auto at = position + static_cast<std::uint64_t>(mismatch - discPiece_.begin());
            differ(path, "differs at byte " + std::to_string(at));
            return false;
        }
    }
    return true;
}

}  // namespace

Result<void> compareTrees(const ImageNode &root, const DiscBlocks::ReadBlocks &readBlocks, std::uint32_t sessionStart,
                          const DifferenceReport &report) {
    TRY_ASSIGN(const auto disc, DiscBlocks::open(readBlocks, sessionStart));
    TRY_ASSIGN(const DiscTree tree, importTree(*disc, sessionStart, disc->trouble()));
    TRY_ASSIGN(const NameRules rules, NameRules::create());
    Comparison comparison(*disc, rules, tree.space, sessionStart, report);
    TRY(comparison.compareFolder(root, iso_image_get_root(tree.image.get()), ""));
    if (const std::uint64_t count = comparison.differences(); count > 0) {
        return Error(status::E_BURN_VERIFICATION_FAILED, "The disc differs from its source in " +
                                                             std::to_string(count) +
                                                             (count == 1 ? " place." : " places.") +
                                                             " Burn it again, at a lower speed or on another disc.");
    }
    return {};
}

}  // namespace burnish
