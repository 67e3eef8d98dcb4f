// SPDX-License-Identifier: LGPL-2.1-or-later
// ProgramDigest: a sector that begins with a sync pattern is one of data; the pause in front of data may be silence.
#include "formats/program_digest.hpp"

#include <algorithm>

namespace burnish {

namespace {

bool hasSync(std::span<const std::uint8_t> main) {
    constexpr std::array<std::uint8_t, 12> Sync = {0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0};
    return std::equal(Sync.begin(), Sync.end(), main.begin());
}

}  // namespace

Result<ProgramDigest> ProgramDigest::create(bool sha256, bool crcs, std::int32_t sectors) {
    const auto bytes = static_cast<std::uint64_t>(sectors) * cd::SectorBytes;
    TRY_ASSIGN(auto digest, ContentDigest::create(sha256, crcs, bytes, cd::SectorBytes));
    return ProgramDigest(std::move(digest), sectors);
}

void ProgramDigest::take(std::int32_t lba, std::span<const std::uint8_t> main, bool data) {
    if (lba != next_ || lba >= sectors_) {
        return;
    }
    ++next_;
    if (!data || !hasSync(main)) {
        digest_.update(main);
        return;
    }
    std::copy(main.begin(), main.end(), plain_.begin());
    cd::scramble(plain_);
    digest_.update(plain_);
}

void ProgramDigest::finish() {
    digest_.finish();
}

std::string ProgramDigest::sha256() const {
    return next_ == sectors_ ? digest_.sha256() : std::string();
}

}  // namespace burnish
