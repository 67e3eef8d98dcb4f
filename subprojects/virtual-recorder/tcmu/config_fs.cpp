// SPDX-License-Identifier: LGPL-2.1-or-later
// configfs through system calls.
#include "config_fs.hpp"

#include "kernel_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace virtual_recorder::attach {

namespace {

int resultOf(int value) {
    return value == 0 ? 0 : errno;
}

}  // namespace

int KernelConfigFs::makeFolder(const std::string &path) {
    return resultOf(::mkdir(full(path).c_str(), 0755));
}

int KernelConfigFs::removeFolder(const std::string &path) {
    return resultOf(::rmdir(full(path).c_str()));
}

// An attribute takes its value in one call. It is there already: nothing is made.
int KernelConfigFs::write(const std::string &path, const std::string &value) {
    const int file = ::open(full(path).c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) {
        return errno;
    }
    const ssize_t written = ::write(file, value.data(), value.size());
    const int error = written == static_cast<ssize_t>(value.size()) ? 0 : written < 0 ? errno : EIO;
    ::close(file);
    return error;
}

int KernelConfigFs::link(const std::string &target, const std::string &path) {
    return resultOf(::symlink(full(target).c_str(), full(path).c_str()));
}

int KernelConfigFs::unlink(const std::string &path) {
    return resultOf(::unlink(full(path).c_str()));
}

std::string KernelConfigFs::read(const std::string &path) {
    return readLine(full(path)).value_or("");
}

}  // namespace virtual_recorder::attach
