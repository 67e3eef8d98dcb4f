// SPDX-License-Identifier: GPL-3.0-or-later
// Authoring: how burnish tells libisofs to lay out a tree of ImageNodes.
#pragma once

#include "base/result.hpp"
#include "image/image_tree.hpp"
#include "image/iso_library.hpp"
#include "image/source_reader.hpp"

#include <cstdint>
#include <ctime>
#include <string>

namespace burnish {

struct AuthorOptions {
    std::string volumeId;
    bool joliet = true;
    bool rockRidge = true;
    std::uint32_t startBlock = 0;
    std::time_t now = 0;  // the volume's time; fixed, so that an image comes out the same each time it is read
};

constexpr std::size_t IsoRingBlocks = 1024;  // between libisofs's thread and ours, 2 MiB

// The naming rules alone; start block and time do not matter for them. Needs lockIsoLibrary() before.
[[nodiscard]] Result<IsoPointer<IsoWriteOpts>> makeWriteOptions(const AuthorOptions &options);

// libisofs's copy of the tree, whose files are read through reader.
[[nodiscard]] Result<IsoPointer<IsoImage>> makeIsoImage(const ImageNode &root, const AuthorOptions &options,
                                                        SourceReader &reader);

}  // namespace burnish
