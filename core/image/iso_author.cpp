// SPDX-License-Identifier: GPL-3.0-or-later
// Authoring: how burnish tells libisofs to lay out a tree of ImageNodes.
#include "image/iso_author.hpp"

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

// Last name first: libisofs keeps a sorted list and looks for the place from its beginning.
Result<void> addChildren(IsoDir *target, const ImageNode &folder, SourceReader &reader) {
    for (auto child = folder.children.rbegin(); child != folder.children.rend(); ++child) {
        TRY(addNode(target, child->first, *child->second, reader));
    }
    return {};
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
        iso_write_opts_set_fifo_size(made, IsoRingBlocks),
        iso_write_opts_set_tail_blocks(made, 0),
        iso_write_opts_set_pvd_times(made, options.now, options.now, 0, 0, uuid),
    };
    for (const int code : codes) {
        TRY(isoCheck(code, "prepare the image"));
    }
    return result;
}

Result<IsoPointer<IsoImage>> makeIsoImage(const ImageNode &root, const AuthorOptions &options, SourceReader &reader) {
    IsoImage *made = nullptr;
    TRY(isoCheck(iso_image_new(options.volumeId.c_str(), &made), "make an image"));
    IsoPointer<IsoImage> image(made);
    iso_image_set_volume_id(made, options.volumeId.c_str());
    iso_image_set_application_id(made, "BURNISH");
    IsoDir *directory = iso_image_get_root(made);
    setAttributes(reinterpret_cast<IsoNode *>(directory), root);
    TRY(addChildren(directory, root, reader));
    return image;
}

}  // namespace burnish
