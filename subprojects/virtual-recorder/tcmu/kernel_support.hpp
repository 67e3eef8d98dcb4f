// SPDX-License-Identifier: LGPL-2.1-or-later
// What attaching needs of the machine: the right to do it, the kernel's modules, configfs.
#pragma once

#include "places.hpp"

#include <string>

namespace virtual_recorder::attach {

// False, and a sentence for people, for everybody but root. command is what was tried.
[[nodiscard]] bool permitted(const std::string &command, std::string &message);
// Loads and mounts what is missing. False, and a sentence for people, where that cannot be.
[[nodiscard]] bool prepareKernel(const Places &places, std::string &message);

}  // namespace virtual_recorder::attach
