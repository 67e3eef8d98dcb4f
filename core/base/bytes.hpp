// SPDX-License-Identifier: LGPL-2.1-or-later
// Big-endian views: reading a drive's reply never goes past its end, whatever the bytes are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace burnish {

// Bytes past the end read as zero; has() tells whether they were there.
class ByteView {
public:
    ByteView() = default;
    explicit ByteView(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }
    [[nodiscard]] bool has(std::size_t offset, std::size_t count = 1) const;
    [[nodiscard]] std::uint8_t u8(std::size_t offset) const;
    [[nodiscard]] std::uint16_t u16(std::size_t offset) const;
    [[nodiscard]] std::uint32_t u24(std::size_t offset) const;
    [[nodiscard]] std::uint32_t u32(std::size_t offset) const;
    [[nodiscard]] bool bit(std::size_t offset, unsigned number) const;
    // ASCII without trailing blanks; bytes outside 20h..7Eh become '?'.
    [[nodiscard]] std::string text(std::size_t offset, std::size_t count) const;
    [[nodiscard]] ByteView sub(std::size_t offset) const;
    [[nodiscard]] ByteView sub(std::size_t offset, std::size_t count) const;
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bytes_; }

private:
    std::span<const std::uint8_t> bytes_;
};

void storeU16(std::uint8_t *target, std::uint16_t value);
void storeU24(std::uint8_t *target, std::uint32_t value);
void storeU32(std::uint8_t *target, std::uint32_t value);

}  // namespace burnish
