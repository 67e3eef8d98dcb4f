// SPDX-License-Identifier: LGPL-2.1-or-later
// Modules through modprobe(8), which knows what depends on what; configfs through mount(2).
#include "kernel_support.hpp"

#include "kernel_file.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mount.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>

extern char **environ;

namespace virtual_recorder::attach {

namespace {

constexpr std::array<const char *, 6> Modules = {"configfs", "target_core_mod", "target_core_user",
                                                 "tcm_loop", "sr_mod",          "sg"};

std::string kernelRelease() {
    utsname names{};
    return ::uname(&names) == 0 ? names.release : "";
}

// 0 where modprobe did it; its output would only confuse.
int loadModule(const std::string &module) {
    std::array<std::string, 3> words = {"modprobe", "-q", module};
    std::array<char *, 4> arguments = {words[0].data(), words[1].data(), words[2].data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    pid_t process = 0;
    const int error = ::posix_spawnp(&process, "modprobe", &actions, &attributes, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    int status = 0;
    return error != 0 || ::waitpid(process, &status, 0) != process ? -1 : WEXITSTATUS(status);
}

bool there(const std::string &path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
}

std::string missing(const Places &places, const std::string &module) {
    const std::string release = kernelRelease();
    std::string text = "The kernel module “" + module + "” cannot be loaded. ";
    if (!there(places.modules + "/" + release)) {
        return text + "The modules of the running kernel " + release +
               " are not installed: on Debian, install linux-image-" + release +
               ", or, where the kernel has just been updated, restart the machine. In a container, the host has to "
               "load "
               "the modules.";
    }
    return text +
           "The kernels of Debian have it (the packages linux-image-amd64, linux-image-arm64 …); the running kernel " +
           release + " may have been made without it. “modprobe " + module + "” says more.";
}

// A module that is built into the kernel, or that another program has loaded, needs no modprobe.
bool loaded(const Places &places, const std::string &module) {
    return there(places.sysfs + "/module/" + module);
}

bool mountConfigFs(const Places &places, std::string &message) {
    if (there(places.target())) {
        return true;
    }
    if (::mount("configfs", places.configfs.c_str(), "configfs", 0, nullptr) != 0 && errno != EBUSY) {
        message = failed("configfs cannot be mounted at " + places.configfs, errno) +
                  " Try: mount -t configfs configfs " + places.configfs;
        return false;
    }
    if (!there(places.target())) {
        message = "configfs is mounted at " + places.configfs + ", but the kernel's targets are not in it.";
        return false;
    }
    return true;
}

}  // namespace

bool permitted(const std::string &command, std::string &message) {
    if (::geteuid() == 0) {
        return true;
    }
    message = "Devices of the kernel are root's to make and to take away. Try: sudo virtual-recorder " + command + " …";
    return false;
}

bool prepareKernel(const Places &places, std::string &message) {
    for (const std::string module : Modules) {
        if (!loaded(places, module) && loadModule(module) != 0 && !loaded(places, module)) {
            message = missing(places, module);
            return false;
        }
    }
    return mountConfigFs(places, message);
}

}  // namespace virtual_recorder::attach
