// SPDX-License-Identifier: LGPL-2.1-or-later
// ContentDigest: what is remembered of the bytes that went by, to prove later that the disc holds them:
// a SHA-256 of all, and a CRC-32 of each extent of 1 MiB, which tells where a disc differs.
#pragma once

#include "base/result.hpp"

#include <gcrypt.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace burnish {

class ContentDigest {
public:
    static constexpr std::size_t ExtentBytes = 1024 * 1024;

    // bytes: how many will come, so that update() and finish() allocate nothing.
    [[nodiscard]] static Result<ContentDigest> create(bool sha256, bool extents, std::uint64_t bytes);
    ContentDigest(ContentDigest &&other) noexcept;
    ContentDigest &operator=(ContentDigest &&) = delete;
    ~ContentDigest();

    void update(std::span<const std::uint8_t> bytes);
    void finish();

    [[nodiscard]] const std::string &sha256() const { return sha256_; }  // hexadecimal, after finish()
    [[nodiscard]] const std::vector<std::uint32_t> &extents() const { return extents_; }

private:
    ContentDigest() = default;
    void closeExtent();

    gcry_md_hd_t sha_ = nullptr;
    gcry_md_hd_t crc_ = nullptr;
    std::size_t inExtent_ = 0;
    std::vector<std::uint32_t> extents_;
    std::string sha256_;
};

}  // namespace burnish
