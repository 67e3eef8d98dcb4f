// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading small files.
#include "kernel_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace virtual_recorder::attach {

std::optional<std::string> readLine(const std::filesystem::path &path) {
    std::ifstream file(path);
    std::string line;
    return std::getline(file, line) ? std::optional(line) : std::nullopt;
}

std::string failed(const std::string &what, int error) {
    std::string text = what + ": " + std::generic_category().message(error) + ".";
    errno = error;  // who asked may want to know it still
    return text;
}

}  // namespace virtual_recorder::attach
