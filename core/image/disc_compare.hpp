// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing: the tree of an image, file by file, with the tree of a session on a disc.
#pragma once

#include "base/result.hpp"
#include "image/disc_blocks.hpp"
#include "image/image_tree.hpp"

#include <functional>
#include <string>

namespace burnish {

using DifferenceReport = std::function<void(const std::string &path, const std::string &what)>;

// E_BURN_VERIFICATION_FAILED after reporting what differs; E_NO_SUPPORTED_FILE_SYSTEM,
// E_FILE_SYSTEM_READ_CONSISTENCY_ERROR; the errors of reading.
[[nodiscard]] Result<void> compareTrees(const ImageNode &root, const DiscBlocks::ReadBlocks &readBlocks,
                                        std::uint32_t sessionStart, const DifferenceReport &report);

}  // namespace burnish
