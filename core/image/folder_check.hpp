// SPDX-License-Identifier: GPL-3.0-or-later
// Whether all folders of a session on a disc are whole.
#pragma once

#include "base/result.hpp"
#include "image/disc_blocks.hpp"

#include <cstdint>

namespace burnish {

// Walks the folders of a volume descriptor's tree. E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, or the error of reading.
[[nodiscard]] Result<void> checkFolders(DiscBlocks &disc, const DiscBlock &descriptor);

// The descriptor of the Joliet tree; false where there is none.
[[nodiscard]] Result<bool> findJolietDescriptor(DiscBlocks &disc, std::uint32_t sessionStart, DiscBlock &descriptor);

}  // namespace burnish
