// SPDX-License-Identifier: GPL-3.0-or-later
// Importing: the tree of a session on a disc, as libisofs reads it.
#pragma once

#include "base/result.hpp"
#include "image/disc_blocks.hpp"
#include "image/image_tree.hpp"
#include "image/iso_library.hpp"
#include "image/iso_names.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace burnish {

struct DiscTree {
    IsoPointer<IsoImage> image;
    NameSpace space = NameSpace::RockRidge;  // the names' origin
};

// trouble: where the source notes why it could not be read. E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, E_OUTOFMEMORY, or the
// trouble. The source outlives the tree.
[[nodiscard]] Result<DiscTree> importTree(BlockSource &source, std::uint32_t sessionStart,
                                          const std::optional<Error> &trouble);
// The same, by who holds lockIsoLibrary() already.
[[nodiscard]] Result<DiscTree> importTreeLocked(BlockSource &source, std::uint32_t sessionStart,
                                                const std::optional<Error> &trouble);

// Where the parts of a file lie.
[[nodiscard]] Result<std::vector<DiscExtent>> extentsOf(IsoFile *file);

// A folder's nodes by name; borrowed from the image.
using DiscChildren = std::map<std::string, IsoNode *>;
[[nodiscard]] DiscChildren childrenOf(IsoDir *folder);

}  // namespace burnish
