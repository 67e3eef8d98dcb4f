// SPDX-License-Identifier: GPL-3.0-or-later
// Importing: the tree of a session on a disc, as libisofs reads it.
#include "image/iso_import.hpp"

#include <cstdlib>
#include <memory>

namespace burnish {

namespace {

Error importError(int code, const std::optional<Error> &trouble) {
    if (trouble) {
        return *trouble;
    }
    Error error = isoError(code, "read the disc's folders");
    if (error.status != status::E_OUTOFMEMORY) {
        error.status = status::E_FILE_SYSTEM_READ_CONSISTENCY_ERROR;
    }
    return error;
}

}  // namespace

// Held under the library's lock: an import changes counters that all of libisofs shares.
Result<DiscTree> importTree(BlockSource &source, std::uint32_t sessionStart, const std::optional<Error> &trouble) {
    TRY_ASSIGN(const auto lock, lockIsoLibrary());
    return importTreeLocked(source, sessionStart, trouble);
}

Result<DiscTree> importTreeLocked(BlockSource &source, std::uint32_t sessionStart,
                                  const std::optional<Error> &trouble) {
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
    const IsoPointer<IsoDataSource> dataSource = source.makeDataSource();
    if (!dataSource) {
        return errorFromTable(status::E_OUTOFMEMORY);
    }
    IsoReadImageFeatures *features = nullptr;
    const int code = iso_image_import(image, dataSource.get(), made, &features);
    const IsoPointer<IsoReadImageFeatures> owner(features);
    if (code < 0 || trouble) {  // libisofs passes over a folder deep within that it could not read
        return importError(code, trouble);
    }
    const bool joliet = iso_read_image_features_tree_loaded(features) == 1;
    const bool rockRidge = iso_read_image_features_rr_loaded(features) == 1;
    tree.space = rockRidge ? NameSpace::RockRidge : joliet ? NameSpace::Joliet : NameSpace::Iso9660;
    return tree;
}

Result<std::vector<DiscExtent>> extentsOf(IsoFile *file) {
    int count = 0;
    iso_file_section *sections = nullptr;
    TRY(isoCheck(iso_file_get_old_image_sections(file, &count, &sections, 0), "tell where a file lies"));
    const std::unique_ptr<iso_file_section, decltype(&std::free)> owner(sections, &std::free);
    std::vector<DiscExtent> extents;
    for (int i = 0; i < count; ++i) {
        extents.push_back({sections[i].block, sections[i].size});
    }
    return extents;
}

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

}  // namespace burnish
