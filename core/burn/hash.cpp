// SPDX-License-Identifier: LGPL-2.1-or-later
// Hash: libgcrypt does the arithmetic.
#include "burn/hash.hpp"

#include "base/gcrypt_setup.hpp"

#include <array>
#include <utility>

namespace burnish {

namespace {

constexpr std::size_t Sha256Bytes = 32;

}  // namespace

Result<Hash> Hash::open(int algorithm) {
    gcry_md_hd_t handle = nullptr;
    if (!prepareGcrypt() || gcry_md_open(&handle, algorithm, 0) != 0) {
        return Error(status::E_FAIL, "libgcrypt offers no SHA-256 or CRC-32; its installation is damaged.");
    }
    return Hash(handle);
}

Result<Hash> Hash::sha256() {
    return open(GCRY_MD_SHA256);
}

Result<Hash> Hash::crc32() {
    return open(GCRY_MD_CRC32);
}

Hash::Hash(Hash &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}

Hash &Hash::operator=(Hash &&other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

Hash::~Hash() {
    gcry_md_close(handle_);
}

void Hash::update(std::span<const std::uint8_t> bytes) {
    gcry_md_write(handle_, bytes.data(), bytes.size());
}

std::uint32_t Hash::takeCrc32() {
    const std::uint8_t *value = gcry_md_read(handle_, GCRY_MD_CRC32);
    const std::uint32_t crc = static_cast<std::uint32_t>(value[0]) << 24 | static_cast<std::uint32_t>(value[1]) << 16 |
                              static_cast<std::uint32_t>(value[2]) << 8 | value[3];
    gcry_md_reset(handle_);
    return crc;
}

void Hash::takeSha256(std::string &hexadecimal) {
    static constexpr std::array<char, 17> digits{"0123456789abcdef"};
    const std::uint8_t *value = gcry_md_read(handle_, GCRY_MD_SHA256);
    hexadecimal.clear();
    for (std::size_t i = 0; i < Sha256Bytes; ++i) {
        hexadecimal += digits[value[i] >> 4];
        hexadecimal += digits[value[i] & 15];
    }
    gcry_md_reset(handle_);
}

}  // namespace burnish
