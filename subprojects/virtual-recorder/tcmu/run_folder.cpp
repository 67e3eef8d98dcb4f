// SPDX-License-Identifier: LGPL-2.1-or-later
// A folder for root alone, and flock(2) in it, which ends with its holder.
#include "run_folder.hpp"

#include "kernel_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace virtual_recorder::attach {

std::unique_ptr<RunFolder> RunFolder::lock(const Places &places, std::string &message) {
    if (::mkdir(places.run.c_str(), 0700) != 0 && errno != EEXIST) {
        message = failed("The folder “" + places.run + "” cannot be made", errno);
        return nullptr;
    }
    const std::string path = places.run + "/lock";
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0 || ::flock(file, LOCK_EX) != 0) {
        message = failed("“" + path + "” cannot be locked", errno);
        ::close(file);
        return nullptr;
    }
    return std::unique_ptr<RunFolder>(new RunFolder(file));
}

RunFolder::~RunFolder() {
    ::close(file_);
}

std::string socketOf(const Places &places, const Identity &identity) {
    return places.run + "/" + identity.name();
}

}  // namespace virtual_recorder::attach
