// SPDX-License-Identifier: LGPL-2.1-or-later
// Sense data in fixed format.
#include "sense.hpp"

#include "bytes.hpp"

namespace virtual_recorder {

// The same sense, with the LBA in its information field.
Sense Sense::at(std::int32_t lba) const {
    Sense result = *this;
    result.information = lba;
    return result;
}

std::array<std::uint8_t, SenseLength> encode(const Sense &sense) {
    std::array<std::uint8_t, SenseLength> bytes{};
    bytes[0] = sense.deferred ? 0x71 : 0x70;
    bytes[2] = sense.key;
    if (sense.information) {
        bytes[0] |= 0x80;
        putLba(bytes, 3, *sense.information);
    }
    bytes[7] = SenseLength - 8;
    bytes[12] = sense.asc;
    bytes[13] = sense.ascq;
    if (sense.progress) {
        bytes[15] = 0x80;
        put16(bytes, 16, *sense.progress);
    }
    return bytes;
}

}  // namespace virtual_recorder
