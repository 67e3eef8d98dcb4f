// SPDX-License-Identifier: LGPL-2.1-or-later
// ByteView: big-endian reading that cannot leave the reply.
#include "base/bytes.hpp"

#include <algorithm>

namespace burnish {

bool ByteView::has(std::size_t offset, std::size_t count) const {
    return offset <= bytes_.size() && count <= bytes_.size() - offset;
}

std::uint8_t ByteView::u8(std::size_t offset) const {
    return offset < bytes_.size() ? bytes_[offset] : std::uint8_t{0};
}

// Through sub(), so that an offset near the largest number does not wrap around.
std::uint16_t ByteView::u16(std::size_t offset) const {
    const ByteView field = sub(offset, 2);
    return static_cast<std::uint16_t>(field.u8(0) << 8 | field.u8(1));
}

std::uint32_t ByteView::u24(std::size_t offset) const {
    const ByteView field = sub(offset, 3);
    return static_cast<std::uint32_t>(field.u8(0)) << 16 | field.u16(1);
}

std::uint32_t ByteView::u32(std::size_t offset) const {
    const ByteView field = sub(offset, 4);
    return static_cast<std::uint32_t>(field.u16(0)) << 16 | field.u16(2);
}

bool ByteView::bit(std::size_t offset, unsigned number) const {
    return (u8(offset) >> number & 1) != 0;
}

// Drives pad with blanks, some with zeros; neither belongs to the text.
std::string ByteView::text(std::size_t offset, std::size_t count) const {
    std::string text;
    for (const std::uint8_t byte : sub(offset, count).bytes()) {
        text.push_back(byte == 0 ? ' ' : byte >= 0x20 && byte <= 0x7E ? static_cast<char>(byte) : '?');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

ByteView ByteView::sub(std::size_t offset) const {
    return ByteView(bytes_.subspan(std::min(offset, bytes_.size())));
}

// What lies past the end is left out: the result may be shorter than count.
ByteView ByteView::sub(std::size_t offset, std::size_t count) const {
    const ByteView rest = sub(offset);
    return ByteView(rest.bytes().first(std::min(count, rest.size())));
}

void storeU16(std::uint8_t *target, std::uint16_t value) {
    target[0] = static_cast<std::uint8_t>(value >> 8);
    target[1] = static_cast<std::uint8_t>(value);
}

void storeU24(std::uint8_t *target, std::uint32_t value) {
    target[0] = static_cast<std::uint8_t>(value >> 16);
    storeU16(target + 1, static_cast<std::uint16_t>(value));
}

void storeU32(std::uint8_t *target, std::uint32_t value) {
    storeU16(target, static_cast<std::uint16_t>(value >> 16));
    storeU16(target + 2, static_cast<std::uint16_t>(value));
}

}  // namespace burnish
