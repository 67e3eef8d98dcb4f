// SPDX-License-Identifier: GPL-3.0-or-later
// Authoring: how burnish tells libisofs to lay out a tree of ImageNodes.
#include "image/iso_author.hpp"

#include "image/image_name.hpp"
#include "image/iso_import.hpp"

#include <map>

namespace burnish {

namespace {

void setAttributes(IsoNode *target, const ImageNode &node) {
    iso_node_set_permissions(target, node.mode);
    iso_node_set_uid(target, node.owner);
    iso_node_set_gid(target, node.group);
    iso_node_set_atime(target, node.accessed.tv_sec);
    iso_node_set_mtime(target, node.modified.tv_sec);
    iso_node_set_ctime(target, node.changed.tv_sec);
}

int addFile(IsoDir *folder, const std::string &name, const ImageNode &node, SourceReader &reader, IsoNode **made) {
    IsoStream *stream = reader.makeStream(node);
    if (stream == nullptr) {
        return static_cast<int>(ISO_OUT_OF_MEM);
    }
    IsoFile *file = nullptr;
    const int result = iso_tree_add_new_file(folder, name.c_str(), stream, &file);
    if (result < 0) {
        iso_stream_unref(stream);
    }
    *made = reinterpret_cast<IsoNode *>(file);
    return result;
}

Result<void> addChildren(IsoDir *target, const ImageNode &folder, SourceReader &reader);

Result<void> addNode(IsoDir *folder, const std::string &name, const ImageNode &node, SourceReader &reader) {
    IsoNode *made = nullptr;
    int result = 0;
    if (node.kind == ImageNode::Kind::Folder) {
        IsoDir *directory = nullptr;
        result = iso_tree_add_new_dir(folder, name.c_str(), &directory);
        made = reinterpret_cast<IsoNode *>(directory);
    } else if (node.kind == ImageNode::Kind::Link) {
        IsoSymlink *link = nullptr;
        result = iso_tree_add_new_symlink(folder, name.c_str(), node.linkTarget.c_str(), &link);
        made = reinterpret_cast<IsoNode *>(link);
    } else {
        result = addFile(folder, name, node, reader, &made);
    }
    TRY(isoCheck(result, "add \"" + name + "\" to the image"));
    setAttributes(made, node);
    if (node.kind == ImageNode::Kind::Folder) {
        return addChildren(reinterpret_cast<IsoDir *>(made), node, reader);
    }
    return {};
}

using OldNodes = std::map<std::string, IsoPointer<IsoNode>>;

// What an imported folder holds is taken out of it, first name first, as libisofs looks for it from the beginning.
Result<OldNodes> takeOldNodes(IsoDir *folder) {
    OldNodes old;
    for (const auto &[name, node] : childrenOf(folder)) {
        if (iso_node_get_type(node) != LIBISO_BOOT) {
            TRY(isoCheck(iso_node_take(node), "change a folder of the disc's last session"));
            old.emplace(escapedToUtf8(name), node);
        }
    }
    return old;
}

// Whether a node of the tree is this one of the last session; a folder is, also where its attributes are new.
bool isOldNode(const ImageNode &node, IsoNode *old) {
    return node.kind == ImageNode::Kind::Folder ? iso_node_get_type(old) == LIBISO_DIR : node.imported;
}

Result<void> addOldNode(IsoDir *target, const std::string &name, const ImageNode &node, IsoPointer<IsoNode> old,
                        SourceReader &reader) {
    IsoNode *added = old.get();
    if (name != iso_node_get_name(added)) {
        TRY(isoCheck(iso_node_set_name(added, name.c_str()), "rename " + inQuotes(name)));
    }
    TRY(isoCheck(iso_dir_add_node(target, added, ISO_REPLACE_NEVER), "take " + inQuotes(name) + " over"));
    (void)old.release();  // the folder's now
    if (node.kind == ImageNode::Kind::Folder) {
        auto *folder = reinterpret_cast<IsoDir *>(added);
        TRY(addChildren(folder, node, reader));
        setAttributes(added, node);
    }
    return {};
}

// Last name first: libisofs keeps a sorted list and looks for the place from its beginning. What is left of the old
// nodes was removed or replaced.
Result<void> addChildren(IsoDir *target, const ImageNode &folder, SourceReader &reader) {
    TRY_ASSIGN(OldNodes old, takeOldNodes(target));
    for (auto child = folder.children.rbegin(); child != folder.children.rend(); ++child) {
        const auto &[name, node] = *child;
        const auto found = old.find(name);
        if (found != old.end() && isOldNode(*node, found->second.get())) {
            TRY(addOldNode(target, name, *node, std::move(found->second), reader));
        } else {
            TRY(addNode(target, name, *node, reader));
        }
    }
    return {};
}

std::time_t timeOr(const AuthorOptions &options, VolumeTime time, std::time_t otherwise) {
    const auto &chosen = options.fields[time];
    return chosen ? static_cast<std::time_t>(*chosen) : otherwise;
}

}  // namespace

// Where the standards' limits and today's systems part, the systems are followed: folders deeper than eight levels,
// long paths, Joliet names of 103 UTF-16 units. Names in the ISO 9660 tree itself keep to the standard.
// Rock Ridge 1.10 is what every reader knows; it has no inode numbers, which libisofs would give out by the addresses
// of its objects, so that no two readings of an image were the same.
// No padding at the end: a burn that needs blocks behind the image adds them itself.
Result<IsoPointer<IsoWriteOpts>> makeWriteOptions(const AuthorOptions &options) {
    IsoWriteOpts *made = nullptr;
    TRY(isoCheck(iso_write_opts_new(&made, 0), "prepare the image"));
    IsoPointer<IsoWriteOpts> result(made);
    char uuid[] = "";
    const int codes[] = {
        iso_write_opts_set_iso_level(made, 3),
        iso_write_opts_set_rockridge(made, options.rockRidge ? 1 : 0),
        iso_write_opts_set_joliet(made, options.joliet ? 1 : 0),
        iso_write_opts_set_rrip_version_1_10(made, 1),
        iso_write_opts_set_hardlinks(made, 0),
        iso_write_opts_set_aaip(made, 0),
        iso_write_opts_set_allow_deep_paths(made, 1),
        iso_write_opts_set_allow_longer_paths(made, 1),
        iso_write_opts_set_joliet_longer_paths(made, 1),
        iso_write_opts_set_joliet_long_names(made, 1),
        iso_write_opts_set_joliet_utf16(made, 1),
        iso_write_opts_set_omit_version_numbers(made, 2),  // in Joliet alone
        iso_write_opts_set_no_force_dots(made, 2),         // in Joliet alone
        iso_write_opts_set_relaxed_vol_atts(made, 1),
        iso_write_opts_set_dir_rec_mtime(made, 3),  // ISO 9660 and Joliet show when a file was changed
        iso_write_opts_set_replace_timestamps(made, 0),
        iso_write_opts_set_replace_mode(made, 0, 0, 0, 0),
        iso_write_opts_set_always_gmt(made, 1),
        iso_write_opts_set_output_charset(made, "UTF-8"),
        iso_write_opts_set_sort_files(made, 0),
        iso_write_opts_set_ms_block(made, options.startBlock),
        iso_write_opts_set_appendable(made, options.session ? 1 : 0),
        iso_write_opts_set_fifo_size(made, IsoRingBlocks),
        iso_write_opts_set_tail_blocks(made, 0),
        iso_write_opts_set_pvd_times(made, timeOr(options, VolumeTime::Creation, options.now),
                                     timeOr(options, VolumeTime::Modification, options.now),
                                     timeOr(options, VolumeTime::Expiration, 0),
                                     timeOr(options, VolumeTime::Effective, 0), uuid),
    };
    for (const int code : codes) {
        TRY(isoCheck(code, "prepare the image"));
    }
    return result;
}

namespace {

Result<IsoPointer<IsoImage>> newImage() {
    IsoImage *made = nullptr;
    TRY(isoCheck(iso_image_new("", &made), "make an image"));
    return IsoPointer<IsoImage>(made);
}

}  // namespace

Result<IsoPointer<IsoImage>> makeIsoImage(const ImageNode &root, const AuthorOptions &options, SourceReader &reader) {
    TRY_ASSIGN(IsoPointer<IsoImage> image, options.session ? options.session->load() : newImage());
    IsoImage *made = image.get();
    iso_image_set_volume_id(made, options.volumeId.c_str());
    setVolumeTexts(made, options.fields);
    IsoDir *directory = iso_image_get_root(made);
    TRY(addChildren(directory, root, reader));
    setAttributes(reinterpret_cast<IsoNode *>(directory), root);
    TRY(addBootImages(made, root, options.boots, reader));
    return image;
}

}  // namespace burnish
