// SPDX-License-Identifier: LGPL-2.1-or-later
// Building mode page 05h.
#include "mmc/write_parameters.hpp"

#include "base/bytes.hpp"

#include <algorithm>

namespace burnish::mmc {

namespace {

constexpr std::uint8_t PageCode = 0x05;
constexpr std::size_t StandardLength = 0x32;  // after page code and length byte
constexpr std::size_t McnOffset = 16;
constexpr std::size_t McnDigits = 13;
constexpr std::size_t IsrcOffset = 32;
constexpr std::size_t IsrcCharacters = 12;
constexpr std::size_t SubHeaderOffset = 48;

std::vector<std::uint8_t> startingPage(std::span<const std::uint8_t> current) {
    const bool usable = current.size() >= StandardLength + 2 && (current[0] & 0x3F) == PageCode &&
                        current[1] >= StandardLength && current.size() >= std::size_t{current[1]} + 2;
    if (usable) {
        return {current.begin(), current.begin() + current[1] + 2};
    }
    std::vector<std::uint8_t> page(StandardLength + 2);
    page[1] = StandardLength;
    return page;
}

void setBits(std::uint8_t &byte, std::uint8_t mask, unsigned value) {
    byte = static_cast<std::uint8_t>((byte & ~mask) | (value & mask));
}

// 16 bytes: a valid bit, the characters, zeros.
void setText(std::uint8_t *field, const std::string &text, std::size_t characters) {
    std::fill_n(field, 16, std::uint8_t{0});
    if (!text.empty()) {
        field[0] = 0x80;
        std::copy_n(text.begin(), std::min(text.size(), characters), field + 1);
    }
}

}  // namespace

// Drives come up with illegal defaults, so nothing that is ours is left as it was; reserved and vendor's bytes stay the
// drive's. The application code is 0 on every disc for unrestricted use. PS is reserved in MODE SELECT.
std::vector<std::uint8_t> buildWriteParametersPage(std::span<const std::uint8_t> currentPage,
                                                   const WriteParameters &parameters) {
    auto page = startingPage(currentPage);
    page[0] = PageCode;
    setBits(page[2], 0x7F,
            (parameters.bufferUnderrunFree ? 0x40U : 0U) | (parameters.linkSize != 0 ? 0x20U : 0U) |
                (parameters.testWrite ? 0x10U : 0U) | static_cast<unsigned>(parameters.writeType));
    page[3] = static_cast<std::uint8_t>(static_cast<unsigned>(parameters.multiSession) << 6 |
                                        (parameters.fixedPacket ? 0x20U : 0U) | (parameters.copy ? 0x10U : 0U) |
                                        (parameters.trackMode & 0x0FU));
    setBits(page[4], 0x0F, parameters.dataBlockType);
    page[5] = parameters.linkSize;
    setBits(page[7], 0x3F, 0);
    page[8] = parameters.sessionFormat;
    storeU32(&page[10], parameters.packetSize);
    storeU16(&page[14], parameters.audioPauseLength);
    setText(&page[McnOffset], parameters.mediaCatalogNumber, McnDigits);
    setText(&page[IsrcOffset], parameters.isrc, IsrcCharacters);
    std::fill_n(&page[SubHeaderOffset], 4, std::uint8_t{0});
    return page;
}

}  // namespace burnish::mmc
