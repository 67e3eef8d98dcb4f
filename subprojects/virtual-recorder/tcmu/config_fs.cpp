// SPDX-License-Identifier: LGPL-2.1-or-later
// configfs through system calls. While a unit is linked or unlinked, the kernel sends it commands and waits, beyond the
// reach of signals, until the bridge has answered. A process that waits so cannot be killed as a whole: it would keep
// the ring, and nobody else could answer. So these two calls are made by a process of their own, which has nothing to
// keep.
#include "config_fs.hpp"

#include "kernel_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace virtual_recorder::attach {

namespace {

int resultOf(int value) {
    return value == 0 ? 0 : errno;
}

// The call's error comes back as the process's exit status.
template <typename Call>
int inAnotherProcess(Call call) {
    const pid_t process = ::fork();
    if (process < 0) {
        return errno;
    }
    if (process == 0) {
        ::close_range(STDERR_FILENO + 1, ~0U, 0);
        ::_exit(resultOf(call()));
    }
    int status = 0;
    pid_t ended = 0;
    while ((ended = ::waitpid(process, &status, 0)) < 0 && errno == EINTR) {
    }
    return ended != process ? errno : WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
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
    const std::string from = full(target), to = full(path);
    return inAnotherProcess([&] { return ::symlink(from.c_str(), to.c_str()); });
}

int KernelConfigFs::unlink(const std::string &path) {
    const std::string whole = full(path);
    return inAnotherProcess([&] { return ::unlink(whole.c_str()); });
}

std::string KernelConfigFs::read(const std::string &path) {
    return readLine(full(path)).value_or("");
}

}  // namespace virtual_recorder::attach
