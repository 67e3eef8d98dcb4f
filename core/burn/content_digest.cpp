// SPDX-License-Identifier: LGPL-2.1-or-later
// ContentDigest: libgcrypt does the arithmetic.
#include "burn/content_digest.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

namespace burnish {

namespace {

// libgcrypt wants to be told once per process that its set-up is over; the host program may have done so already.
bool prepareGcrypt() {
    static std::once_flag once;
    static bool usable = false;
    std::call_once(once, [] {
        usable = gcry_check_version(nullptr) != nullptr;
        if (usable && gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P) == 0) {
            gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
            gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
        }
    });
    return usable;
}

constexpr std::size_t Sha256Bytes = 32;
constexpr std::size_t HexadecimalBytes = 2 * Sha256Bytes;

void appendHexadecimal(std::string &text, std::span<const std::uint8_t> bytes) {
    static constexpr std::array<char, 17> digits{"0123456789abcdef"};
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
}

}  // namespace

Result<ContentDigest> ContentDigest::create(bool sha256, bool extents, std::uint64_t bytes) {
    ContentDigest digest;
    const bool opened = prepareGcrypt() && (!sha256 || gcry_md_open(&digest.sha_, GCRY_MD_SHA256, 0) == 0) &&
                        (!extents || gcry_md_open(&digest.crc_, GCRY_MD_CRC32, 0) == 0);
    if (!opened) {
        return Error(status::E_FAIL, "libgcrypt offers no SHA-256 or CRC-32; its installation is damaged.");
    }
    digest.sha256_.reserve(HexadecimalBytes);
    if (extents) {
        digest.extents_.reserve(static_cast<std::size_t>((bytes + ExtentBytes - 1) / ExtentBytes));
    }
    return digest;
}

ContentDigest::ContentDigest(ContentDigest &&other) noexcept
    : sha_(std::exchange(other.sha_, nullptr)),
      crc_(std::exchange(other.crc_, nullptr)),
      inExtent_(other.inExtent_),
      extents_(std::move(other.extents_)),
      sha256_(std::move(other.sha256_)) {}

ContentDigest::~ContentDigest() {
    gcry_md_close(sha_);
    gcry_md_close(crc_);
}

void ContentDigest::update(std::span<const std::uint8_t> bytes) {
    if (sha_ != nullptr) {
        gcry_md_write(sha_, bytes.data(), bytes.size());
    }
    while (crc_ != nullptr && !bytes.empty()) {
        const std::size_t count = std::min(bytes.size(), ExtentBytes - inExtent_);
        gcry_md_write(crc_, bytes.data(), count);
        bytes = bytes.subspan(count);
        inExtent_ += count;
        if (inExtent_ == ExtentBytes) {
            closeExtent();
        }
    }
}

void ContentDigest::closeExtent() {
    const std::uint8_t *value = gcry_md_read(crc_, GCRY_MD_CRC32);
    extents_.push_back(static_cast<std::uint32_t>(value[0]) << 24 | static_cast<std::uint32_t>(value[1]) << 16 |
                       static_cast<std::uint32_t>(value[2]) << 8 | value[3]);
    gcry_md_reset(crc_);
    inExtent_ = 0;
}

void ContentDigest::finish() {
    if (inExtent_ > 0) {
        closeExtent();
    }
    if (sha_ != nullptr) {
        appendHexadecimal(sha256_, {gcry_md_read(sha_, GCRY_MD_SHA256), Sha256Bytes});
    }
}

}  // namespace burnish
