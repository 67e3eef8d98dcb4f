// SPDX-License-Identifier: LGPL-2.1-or-later
// ProgramDigest: a sector that begins with a sync pattern is one of data; the pause in front of data may be silence.
#include "formats/program_digest.hpp"

#include "cd/image_survey.hpp"

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
    std::optional<Hash> rw;
    if (crcs) {
        TRY_ASSIGN(rw, Hash::crc32());
    }
    return ProgramDigest(std::move(digest), std::move(rw), sectors);
}

ProgramDigest::ProgramDigest(ContentDigest digest, std::optional<Hash> rw, std::int32_t sectors)
    : digest_(std::move(digest)), rw_(std::move(rw)), sectors_(sectors) {
    if (rw_) {
        rwCrcs_.reserve(static_cast<std::size_t>(sectors));
    }
}

void ProgramDigest::take(std::int32_t lba, std::span<const std::uint8_t> main, bool data,
                         std::span<const std::uint8_t> symbols) {
    if (lba != next_ || lba >= sectors_) {
        return;
    }
    ++next_;
    if (rw_ && !symbols.empty()) {
        usesRw_ = usesRw_ || cd::carriesRw(symbols);
        rwCrcs_.push_back(rwCrc(*rw_, symbols));
    }
    if (!data || !hasSync(main)) {
        digest_.update(main);
        return;
    }
    std::copy(main.begin(), main.end(), plain_.begin());
    cd::scramble(plain_);
    digest_.update(plain_);
}

std::uint32_t rwCrc(Hash &crc, std::span<const std::uint8_t> symbols) {
    std::array<std::uint8_t, cd::SymbolBytes> rw{};
    std::transform(symbols.begin(), symbols.end(), rw.begin(),
                   [](std::uint8_t symbol) { return static_cast<std::uint8_t>(symbol & 0x3F); });
    crc.update(rw);
    return crc.takeCrc32();
}

std::vector<std::uint32_t> ProgramDigest::rwCrcs() const {
    return usesRw_ ? rwCrcs_ : std::vector<std::uint32_t>();
}

void ProgramDigest::finish() {
    digest_.finish();
}

std::string ProgramDigest::sha256() const {
    return next_ == sectors_ ? digest_.sha256() : std::string();
}

}  // namespace burnish
