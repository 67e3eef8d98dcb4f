// SPDX-License-Identifier: LGPL-2.1-or-later
// The program's commands about attached recorders; words are those behind the command.
#pragma once

#include <span>
#include <string>

namespace virtual_recorder::attach {

int attachCommand(std::span<const std::string> words);
int listCommand(std::span<const std::string> words);
int pressCommand(std::span<const std::string> words);
int insertCommand(std::span<const std::string> words);
int detachCommand(std::span<const std::string> words);

}  // namespace virtual_recorder::attach
