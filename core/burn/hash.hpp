// SPDX-License-Identifier: LGPL-2.1-or-later
// Hash: one running SHA-256 or CRC-32. Allocates when it is made and never again.
#pragma once

#include "base/result.hpp"

#include <gcrypt.h>

#include <cstdint>
#include <span>
#include <string>

namespace burnish {

class Hash {
public:
    // E_FAIL where libgcrypt does not offer it.
    [[nodiscard]] static Result<Hash> sha256();
    [[nodiscard]] static Result<Hash> crc32();
    Hash(Hash &&other) noexcept;
    Hash &operator=(Hash &&other) noexcept;
    ~Hash();

    void update(std::span<const std::uint8_t> bytes);
    // Both end the hash: the next one begins with the next update().
    [[nodiscard]] std::uint32_t takeCrc32();
    void takeSha256(std::string &hexadecimal);  // replaces the text; 64 digits

private:
    explicit Hash(gcry_md_hd_t handle) : handle_(handle) {}
    [[nodiscard]] static Result<Hash> open(int algorithm);

    gcry_md_hd_t handle_;
};

}  // namespace burnish
