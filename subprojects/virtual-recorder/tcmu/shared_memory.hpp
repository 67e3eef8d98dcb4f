// SPDX-License-Identifier: LGPL-2.1-or-later
// SharedMemory: the UIO node of a TCMU device and the memory behind it.
#pragma once

#include "places.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace virtual_recorder::attach {

class SharedMemory {
public:
    // Whether the kernel has one for the device with this name.
    [[nodiscard]] static bool exists(const Places &places, const Identity &identity);
    // Of the device with this name. Null, and a sentence for people, where it cannot be had.
    [[nodiscard]] static std::unique_ptr<SharedMemory> open(const Places &places, const Identity &identity,
                                                            std::string &message);
    // Both become this object's.
    SharedMemory(int descriptor, std::span<std::uint8_t> bytes) : descriptor_(descriptor), bytes_(bytes) {}
    ~SharedMemory();
    SharedMemory(const SharedMemory &) = delete;
    SharedMemory &operator=(const SharedMemory &) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] std::span<std::uint8_t> bytes() const { return bytes_; }

private:
    int descriptor_;
    std::span<std::uint8_t> bytes_;
};

}  // namespace virtual_recorder::attach
