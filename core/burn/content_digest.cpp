// SPDX-License-Identifier: LGPL-2.1-or-later
// ContentDigest: cuts the bytes, which come in pieces of any size, at sector ends.
#include "burn/content_digest.hpp"

#include <algorithm>
#include <utility>

namespace burnish {

namespace {

constexpr std::size_t HexadecimalDigits = 64;

}  // namespace

Result<ContentDigest> ContentDigest::create(bool sha256, bool sectors, std::uint64_t bytes, std::size_t sectorBytes) {
    ContentDigest digest;
    digest.sectorBytes_ = sectorBytes;
    if (sha256) {
        TRY_ASSIGN(digest.sha_, Hash::sha256());
        digest.sha256_.reserve(HexadecimalDigits);
    }
    if (sectors) {
        TRY_ASSIGN(digest.crc_, Hash::crc32());
        digest.crcs_.reserve(static_cast<std::size_t>((bytes + sectorBytes - 1) / sectorBytes));
    }
    return digest;
}

void ContentDigest::update(std::span<const std::uint8_t> bytes) {
    if (sha_) {
        sha_->update(bytes);
    }
    while (crc_ && !bytes.empty()) {
        const std::size_t count = std::min(bytes.size(), sectorBytes_ - inSector_);
        crc_->update(bytes.first(count));
        bytes = bytes.subspan(count);
        inSector_ += count;
        if (inSector_ == sectorBytes_) {
            closeSector();
        }
    }
}

void ContentDigest::closeSector() {
    crcs_.push_back(crc_->takeCrc32());
    inSector_ = 0;
}

void ContentDigest::finish() {
    if (inSector_ > 0) {
        closeSector();
    }
    if (sha_) {
        sha_->takeSha256(sha256_);
    }
}

}  // namespace burnish
