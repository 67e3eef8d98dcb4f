// SPDX-License-Identifier: GPL-3.0-or-later
// Scanning: a file or folder tree of the file system becomes a tree of ImageNodes.
#pragma once

#include "base/result.hpp"
#include "image/image_tree.hpp"

#include <string>

namespace burnish {

struct ScanOptions {
    bool followLinks = false;
    bool keepLinks = true;  // false: there is no Rock Ridge, which alone can hold a symbolic link
};

// E_FILE_NOT_FOUND, E_ACCESSDENIED, E_NOT_FILE; what is skipped or renamed goes to warnings.
[[nodiscard]] Result<NodePointer> scanSource(const std::string &source, const ScanOptions &options,
                                             std::vector<std::string> &warnings);

// Takes the attributes and sizes of all files anew. E_FILE_NOT_FOUND, E_ACCESSDENIED.
[[nodiscard]] Result<void> refreshSources(ImageNode &root);

// "\"name\" could not be read (why)." as the error that errno stands for; used for every failure before the burn.
[[nodiscard]] Error sourceError(const std::string &path, int systemError);

}  // namespace burnish
