// SPDX-License-Identifier: LGPL-2.1-or-later
// File: an open file, and the two whole-file operations that a disc folder needs.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace virtual_recorder {

class File {
public:
    File() = default;
    File(File &&other) noexcept;
    File &operator=(File &&other) noexcept;
    ~File();

    // Empty, and errno set, on failure. flags as for open(2).
    [[nodiscard]] static std::optional<File> open(const std::string &path, int flags);

    [[nodiscard]] bool isOpen() const { return descriptor_ >= 0; }
    [[nodiscard]] int descriptor() const { return descriptor_; }
    [[nodiscard]] bool writeAt(std::span<const std::uint8_t> data, std::int64_t offset);
    [[nodiscard]] bool readAt(std::span<std::uint8_t> data, std::int64_t offset) const;  // false when it ends before
    [[nodiscard]] std::int64_t size() const;
    [[nodiscard]] bool resize(std::int64_t size);

private:
    int descriptor_ = -1;
};

// The whole of a small file; nothing, and errno set, when it cannot be read or is larger than limit.
[[nodiscard]] std::optional<std::string> readWholeFile(const std::string &path, std::size_t limit);

enum class Durability : std::uint8_t {
    Any,   // a killed process leaves the old file or the new one
    Safe,  // so does a power cut
};

// Replaces a file by one with this text.
[[nodiscard]] bool replaceFile(const std::string &path, const std::string &text, Durability durability);

// The name that replaceFile() writes to first.
// Also true where there is none.
[[nodiscard]] bool removeFile(const std::string &path);
[[nodiscard]] std::string temporaryName(const std::string &path);

}  // namespace virtual_recorder
