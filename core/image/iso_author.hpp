// SPDX-License-Identifier: GPL-3.0-or-later
// Authoring: how burnish tells libisofs to lay out a tree of ImageNodes.
#pragma once

#include "base/result.hpp"
#include "image/boot_image.hpp"
#include "image/image_tree.hpp"
#include "image/imported_session.hpp"
#include "image/iso_library.hpp"
#include "image/source_reader.hpp"
#include "image/volume_fields.hpp"

#include <cstdint>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

namespace burnish {

struct AuthorOptions {
    std::string volumeId;
    bool joliet = true;
    bool rockRidge = true;
    std::uint32_t startBlock = 0;
    std::time_t now = 0;  // the volume's time; fixed, so that an image comes out the same each time it is read
    VolumeFields fields;  // a file is named as ISO 9660 has it
    std::vector<std::shared_ptr<const BootImage>> boots;
    std::shared_ptr<ImportedSession> session;  // whose files the tree lists, where they lie
};

constexpr char DefaultApplicationId[] = "BURNISH";
constexpr std::size_t IsoRingBlocks = 1024;  // between libisofs's thread and ours, 2 MiB

// The naming rules alone; start block and time do not matter for them. Needs lockIsoLibrary() before.
[[nodiscard]] Result<IsoPointer<IsoWriteOpts>> makeWriteOptions(const AuthorOptions &options);

// libisofs's copy of the tree, whose files are read through reader.
[[nodiscard]] Result<IsoPointer<IsoImage>> makeIsoImage(const ImageNode &root, const AuthorOptions &options,
                                                        SourceReader &reader);

}  // namespace burnish
