// SPDX-License-Identifier: GPL-3.0-or-later
// Names in an image: paths, characters, volume IDs. No libisofs here.
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace burnish {

constexpr std::size_t LongestName = 255;     // bytes of one name in Rock Ridge
constexpr std::size_t LongestVolumeId = 32;  // characters in the primary volume descriptor
constexpr std::size_t LongestLinkTarget = 1024;
constexpr std::size_t LongestLinkComponent = 248;  // libisofs 1.5.4 garbles links with longer names in their targets

[[nodiscard]] bool isUtf8(std::string_view text);
// Every byte that is no UTF-8 becomes %XX.
[[nodiscard]] std::string escapedToUtf8(std::string_view text);
// For sentences: in quotation marks, one line, always UTF-8.
[[nodiscard]] std::string inQuotes(std::string_view text);
// Half a surrogate pair becomes U+FFFD.
[[nodiscard]] std::string utf8FromUtf16BigEndian(std::string_view bytes);

// The components of an absolute path in an image; empty for "/".
[[nodiscard]] Result<std::vector<std::string>> splitTarget(std::string_view target);
// The last component of a path in the file system; "" where it has none ("/", "..").
[[nodiscard]] std::string lastComponent(const std::string &path);

[[nodiscard]] Result<void> checkVolumeId(const std::string &id);
// Whether Rock Ridge can hold a link with this target, as libisofs writes it.
[[nodiscard]] bool isStorableLinkTarget(std::string_view target);
// A name made of A-Z, 0-9 and _; empty where nothing of it remains.
[[nodiscard]] std::string volumeIdFromName(std::string_view name);

}  // namespace burnish
