// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing: the tree of an image, file by file, with the tree of a session on a disc.
//
// libisofs reads the folders; contents are read here, in pieces as large as a drive likes them, from where the folders
// say that they are. Every difference is reported, and a spot that cannot be read spoils only its own file.
#include "image/disc_compare.hpp"

#include "image/image_name.hpp"
#include "image/iso_names.hpp"
#include "image/source_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <map>
#include <span>
#include <system_error>

#include <unistd.h>

namespace burnish {

namespace {

constexpr std::uint8_t MediumError = 3;  // sense key
constexpr std::size_t PieceSize = BlocksPerRead * BlockSize;

struct DiscTree {
    IsoPointer<IsoImage> image;
    NameSpace space = NameSpace::RockRidge;
};

Error importError(int code, const DiscBlocks &disc) {
    if (disc.trouble()) {
        return *disc.trouble();
    }
    Error error = isoError(code, "read the disc's folders");
    if (error.status != status::E_OUTOFMEMORY) {
        error.status = status::E_FILE_SYSTEM_READ_CONSISTENCY_ERROR;
    }
    return error;
}

// Held under the library's lock: an import changes counters that all of libisofs shares.
Result<DiscTree> importTree(DiscBlocks &disc, std::uint32_t sessionStart) {
    TRY_ASSIGN(const auto lock, lockIsoLibrary());
    IsoImage *image = nullptr;
    TRY(isoCheck(iso_image_new("", &image), "make an image"));
    DiscTree tree{IsoPointer<IsoImage>(image)};
    IsoReadOpts *made = nullptr;
    TRY(isoCheck(iso_read_opts_new(&made, 0), "prepare reading"));
    const IsoPointer<IsoReadOpts> options(made);
    iso_read_opts_set_start_block(made, sessionStart);
    iso_read_opts_set_input_charset(made, "UTF-8");
    iso_read_opts_set_no_aaip(made, 1);
    iso_read_opts_set_no_md5(made, 1);
    iso_read_opts_set_ecma119_map(made, 1);
    iso_read_opts_set_joliet_map(made, 1);
    const IsoPointer<IsoDataSource> source = disc.makeDataSource();
    if (!source) {
        return errorFromTable(status::E_OUTOFMEMORY);
    }
    IsoReadImageFeatures *features = nullptr;
    const int code = iso_image_import(image, source.get(), made, &features);
    const IsoPointer<IsoReadImageFeatures> owner(features);
    if (code < 0) {
        return importError(code, disc);
    }
    const bool joliet = iso_read_image_features_tree_loaded(features) == 1;
    const bool rockRidge = iso_read_image_features_rr_loaded(features) == 1;
    tree.space = rockRidge ? NameSpace::RockRidge : joliet ? NameSpace::Joliet : NameSpace::Iso9660;
    return tree;
}

using DiscChildren = std::map<std::string, IsoNode *>;

// Borrowed from the image.
DiscChildren childrenOf(IsoDir *folder) {
    DiscChildren children;
    IsoDirIter *made = nullptr;
    if (iso_dir_get_children(folder, &made) < 0) {
        return children;
    }
    const IsoPointer<IsoDirIter> iterator(made);
    IsoNode *node = nullptr;
    while (iso_dir_iter_next(made, &node) == 1) {
        children.emplace(iso_node_get_name(node), node);
    }
    return children;
}

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
    Comparison(const DiscBlocks &disc, const NameRules &rules, NameSpace space, const DifferenceReport &report)
        : disc_(disc), rules_(rules), space_(space), report_(report) {}

    Result<void> compareFolder(const ImageNode &folder, IsoDir *onDisc, const std::string &path);
    [[nodiscard]] std::uint64_t differences() const { return differences_; }

private:
    using Piece = std::vector<std::uint8_t>;

    Result<void> compareNode(const ImageNode &node, IsoNode *onDisc, const std::string &path);
    Result<void> compareFile(const ImageNode &node, IsoFile *onDisc, const std::string &path);
    Result<bool> compareExtent(SourceContents &source, std::uint64_t offset, const iso_file_section &extent,
                               const std::string &path);
    Result<IsoNode *> findEqual(const ImageNode &node, const DiscChildren &candidates, const std::string &path);
    Result<std::multimap<std::string, std::string>> namesOnDisc(const ImageNode &folder) const;
    void differ(const std::string &path, const std::string &what);

    const DiscBlocks &disc_;
    const NameRules &rules_;
    const NameSpace space_;
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

Result<void> Comparison::compareFile(const ImageNode &node, IsoFile *onDisc, const std::string &path) {
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
    int count = 0;
    iso_file_section *sections = nullptr;
    TRY(isoCheck(iso_file_get_old_image_sections(onDisc, &count, &sections, 0), "tell where a file lies"));
    const std::unique_ptr<iso_file_section, decltype(&std::free)> owner(sections, &std::free);
    std::uint64_t offset = 0;
    for (int i = 0; i < count; ++i) {
        TRY_ASSIGN(const bool equal, compareExtent(source, offset, sections[i], path));
        if (!equal) {
            return {};
        }
        offset += sections[i].size;
    }
    if (offset != discSize) {
        differ(path,
               "is on the disc in part only: " + std::to_string(offset) + " of " + std::to_string(discSize) + " bytes");
    }
    return {};
}

// false: they differ, and that was reported.
Result<bool> Comparison::compareExtent(SourceContents &source, std::uint64_t offset, const iso_file_section &extent,
                                       const std::string &path) {
    for (std::uint64_t done = 0; done < extent.size; done += PieceSize) {
        const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(PieceSize, extent.size - done));
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
    TRY_ASSIGN(const DiscTree tree, importTree(*disc, sessionStart));
    TRY_ASSIGN(const NameRules rules, NameRules::create());
    Comparison comparison(*disc, rules, tree.space, report);
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
