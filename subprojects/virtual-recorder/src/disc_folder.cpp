// SPDX-License-Identifier: LGPL-2.1-or-later
// The disc folder: made, told from other folders, and locked. The lock is a flock on disc.lock, which the system
// releases with its holder, however that ends; the file's text only names the holder to others.
#include "disc_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>

namespace virtual_recorder {

namespace {

constexpr const char *LockName = "disc.lock";

// A folder that was being made when its maker died holds no more than these.
bool belongsToBlankFolder(std::string_view name) {
    return name == "." || name == ".." || name == LockName || name == temporaryName(DiscJson);
}

bool isEmptyFolder(const std::string &path) {
    DIR *folder = ::opendir(path.c_str());
    if (folder == nullptr) {
        return false;
    }
    bool empty = true;
    while (const dirent *entry = ::readdir(folder)) {
        empty = empty && belongsToBlankFolder(entry->d_name);
    }
    ::closedir(folder);
    return empty;
}

bool exists(const std::string &path) {
    struct stat status {};
    return ::lstat(path.c_str(), &status) == 0;
}

// Makes the folder or finds it. A parent that is missing is told apart from everything else.
bool makeFolder(const std::string &path, Failure &failure) {
    if (::mkdir(path.c_str(), 0777) == 0) {
        return true;
    }
    const int error = errno;
    struct stat status {};
    if (error != ENOENT && ::stat(path.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) {
            return true;
        }
        failure = {Trouble::NotADisc, "“" + path + "” is not a virtual disc: it is a file. Name a folder.", {}};
        return false;
    }
    if (error == ENOENT) {
        failure = {Trouble::InputOutput,
                   "The virtual disc “" + path +
                       "” cannot be made: the folder that it shall stand in does not exist. "
                       "Make that folder first, or check the path.",
                   {}};
        return false;
    }
    failure = systemFailure("The virtual disc “" + path + "” cannot be made", error);
    return false;
}

Failure inUse(const std::string &path) {
    std::string holder = readWholeFile(path + "/" + LockName, 4096).value_or("");
    holder.erase(std::find(holder.begin(), holder.end(), '\n'), holder.end());
    if (holder.empty()) {
        holder = "another program";
    }
    return {Trouble::InUse, "The virtual disc “" + path + "” is in use by " + holder + ". Try again when it is done.",
            holder};
}

}  // namespace

std::unique_ptr<DiscFolder> DiscFolder::open(const std::string &path, const std::string &holder, Failure &failure) {
    if (!makeFolder(path, failure)) {
        return nullptr;
    }
    if (!exists(path + "/" + DiscJson) && !isEmptyFolder(path)) {
        failure = {Trouble::NotADisc,
                   "“" + path +
                       "” is not a virtual disc: the folder holds other files and no "
                       "disc.json. Name a new folder, or one that was made as a disc.",
                   {}};
        return nullptr;
    }
    auto lock = File::open(path + "/" + LockName, O_RDWR | O_CREAT);
    if (!lock) {
        failure = systemFailure("The virtual disc “" + path + "” cannot be opened for writing", errno);
        return nullptr;
    }
    if (::flock(lock->descriptor(), LOCK_EX | LOCK_NB) != 0) {
        failure = errno == EWOULDBLOCK ? inUse(path)
                                       : systemFailure("The virtual disc “" + path + "” cannot be locked", errno);
        return nullptr;
    }
    const std::string text =
        "process " + std::to_string(::getpid()) + (holder.empty() ? "" : " (" + holder + ")") + "\n";
    if (!lock->resize(0) || !lock->writeAt({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()}, 0)) {
        failure = systemFailure("The virtual disc “" + path + "” cannot be locked", errno);
        return nullptr;
    }
    return std::unique_ptr<DiscFolder>(new DiscFolder(path, std::move(*lock)));
}

DiscFolder::~DiscFolder() {
    static_cast<void>(lock_.resize(0));  // nobody holds it any more
}

bool DiscFolder::hasDisc() const {
    return exists(file(DiscJson));
}

Failure systemFailure(const std::string &what, int error) {
    const bool permission = error == EACCES || error == EPERM || error == EROFS;
    return {permission ? Trouble::NoPermission : Trouble::InputOutput,
            what + ": " + std::generic_category().message(error) + ".",
            {}};
}

}  // namespace virtual_recorder
