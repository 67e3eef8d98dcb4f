// SPDX-License-Identifier: LGPL-2.1-or-later
// Small files of the kernel, and sentences about what failed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace virtual_recorder::attach {

// The first line; nothing where there is none.
[[nodiscard]] std::optional<std::string> readLine(const std::filesystem::path &path);
// "What: No such file or directory."
[[nodiscard]] std::string failed(const std::string &what, int error);

}  // namespace virtual_recorder::attach
