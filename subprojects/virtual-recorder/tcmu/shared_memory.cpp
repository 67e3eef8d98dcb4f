// SPDX-License-Identifier: LGPL-2.1-or-later
// Finding the UIO node through sysfs and mapping it.
#include "shared_memory.hpp"

#include "kernel_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>

namespace virtual_recorder::attach {

namespace {

// Where the kernel lists the device; empty: nowhere.
std::filesystem::path uioOf(const Places &places, const Identity &identity) {
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(places.sysfs + "/class/uio", error)) {
        if (readLine(entry.path() / "name") == identity.uioName()) {
            return entry.path();
        }
    }
    return {};
}

}  // namespace

bool SharedMemory::exists(const Places &places, const Identity &identity) {
    return !uioOf(places, identity).empty();
}

std::unique_ptr<SharedMemory> SharedMemory::open(const Places &places, const Identity &identity, std::string &message) {
    const auto uio = uioOf(places, identity);
    if (uio.empty()) {
        message = "The kernel has made no UIO device for " + identity.name() + ".";
        return nullptr;
    }
    const std::string node = places.devices + "/" + uio.filename().string();
    const std::size_t size = std::strtoull(readLine(uio / "maps/map0/size").value_or("").c_str(), nullptr, 0);
    const int descriptor = ::open(node.c_str(), O_RDWR | O_CLOEXEC);
    if (descriptor < 0) {
        message =
            failed("“" + node + "” cannot be opened", errno) +
            (errno == ENOENT ? " Is devtmpfs mounted at /dev? Containers often have no nodes for new devices." : "");
        return nullptr;
    }
    void *memory = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) {
        message = failed("The memory of “" + node + "” cannot be mapped", errno);
        ::close(descriptor);
        return nullptr;
    }
    ::madvise(memory, size, MADV_DONTFORK);  // a child with it would keep the device open
    return std::make_unique<SharedMemory>(descriptor, std::span(static_cast<std::uint8_t *>(memory), size));
}

SharedMemory::~SharedMemory() {
    ::munmap(bytes_.data(), bytes_.size());
    ::close(descriptor_);
}

}  // namespace virtual_recorder::attach
