// SPDX-License-Identifier: GPL-3.0-or-later
// What names become in the trees that cannot hold them as they are.
#pragma once

#include "base/result.hpp"
#include "image/image_tree.hpp"
#include "image/iso_library.hpp"

#include <string>
#include <vector>

namespace burnish {

// RockRidge keeps every name; Joliet is UTF-16 with some characters forbidden; Iso9660 is capitals of ASCII.
enum class NameSpace { RockRidge, Joliet, Iso9660 };

class NameRules {
public:
    [[nodiscard]] static Result<NameRules> create();

    // A name as a reader of that tree shows it, without version number; names that collide get numbers besides.
    [[nodiscard]] Result<std::string> convert(const std::string &name, bool folder, NameSpace space) const;

private:
    explicit NameRules(IsoPointer<IsoWriteOpts> options) : options_(std::move(options)) {}
    IsoPointer<IsoWriteOpts> options_;
};

// A sentence for each name that a user of the disc will find changed: in Joliet where the image has it; in ISO 9660
// where that is the only tree.
[[nodiscard]] Result<std::vector<std::string>> changedNames(const ImageNode &root, bool joliet, bool rockRidge);

}  // namespace burnish
