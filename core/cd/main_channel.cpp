// SPDX-License-Identifier: LGPL-2.1-or-later
// Sectors out of sources: audio is copied, data encoded, raw data checked.
#include "cd/main_channel.hpp"

#include "stream/concatenation_stream.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

namespace burnish::cd {

namespace {

std::vector<Stream *> pointers(const std::vector<std::shared_ptr<Stream>> &sources) {
    std::vector<Stream *> parts;
    for (const auto &source : sources) {
        parts.push_back(source.get());
    }
    return parts;
}

// A sector without contents. One of form 2 must say so in its sub-header.
void encodeBlank(SectorType type, std::int32_t lba, Sector target) {
    constexpr std::size_t Submode = 2, SecondSubmode = 6;
    constexpr std::uint8_t Form2 = 0x20;
    std::array<std::uint8_t, SectorBytes> source{};
    if (type == SectorType::Mode2Form2) {
        source[Submode] = source[SecondSubmode] = Form2;
    }
    encodeSector(type, lba, std::span(source).first(sourceBytes(type)), target);
}

Sector sectorIn(std::span<std::uint8_t> target, std::size_t at) {
    return target.subspan(at).first<SectorBytes>();
}

}  // namespace

Result<std::unique_ptr<MainChannel>> MainChannel::create(RawGeometry geometry,
                                                         std::vector<std::shared_ptr<Stream>> sources) {
    TRY_ASSIGN(auto joined, ConcatenationStream::create(pointers(sources)));
    return std::unique_ptr<MainChannel>(new MainChannel(std::move(geometry), std::move(sources), std::move(joined)));
}

MainChannel::MainChannel(RawGeometry geometry, std::vector<std::shared_ptr<Stream>> sources,
                         std::unique_ptr<Stream> joined)
    : geometry_(std::move(geometry)),
      sources_(std::move(sources)),
      joined_(std::move(joined)),
      bytes_(MostSectors * SectorBytes) {}

const MainPiece &MainChannel::pieceAt(std::int32_t lba) {
    const auto holds = [lba](const MainPiece &piece) { return lba >= piece.lba && lba < piece.lba + piece.sectors; };
    if (!holds(geometry_.pieces[piece_])) {
        const auto found = std::find_if(geometry_.pieces.begin(), geometry_.pieces.end(), holds);
        piece_ = static_cast<std::size_t>(found - geometry_.pieces.begin());
    }
    return geometry_.pieces[piece_];
}

Result<void> MainChannel::read(std::int32_t lba, std::size_t sectors, std::span<std::uint8_t> target,
                               std::size_t stride) {
    while (sectors > 0) {
        const MainPiece &piece = pieceAt(lba);
        const std::size_t count = std::min(sectors, static_cast<std::size_t>(piece.lba + piece.sectors - lba));
        if (piece.bytes > 0) {
            TRY(readPiece(piece, lba, count, target, stride));
        }
        for (std::size_t i = 0; piece.bytes == 0 && i < count; ++i) {
            encodeBlank(piece.type, lba + static_cast<std::int32_t>(i), sectorIn(target, i * stride));
        }
        sectors -= count;
        lba += static_cast<std::int32_t>(count);
        target = target.subspan(std::min(count * stride, target.size()));
    }
    return {};
}

Result<void> MainChannel::readPiece(const MainPiece &piece, std::int32_t lba, std::size_t sectors,
                                    std::span<std::uint8_t> target, std::size_t stride) {
    const std::size_t size = sourceBytes(piece.type);
    const std::uint64_t from = static_cast<std::uint64_t>(lba - piece.lba) * size;
    const auto there = static_cast<std::size_t>(std::min<std::uint64_t>(sectors * size, piece.bytes - from));
    if (auto fetched = fetch(piece.offset + from, std::span(bytes_).first(there)); !fetched.ok()) {
        return named(std::move(fetched.error()), lba);
    }
    std::memset(bytes_.data() + there, 0, sectors * size - there);
    for (std::size_t i = 0; i < sectors; ++i) {
        const auto at = lba + static_cast<std::int32_t>(i);
        const std::span<const std::uint8_t> source(bytes_.data() + i * size, size);
        const Sector sector = sectorIn(target, i * stride);
        encodeSector(piece.type, at, source, sector);
        if (isRaw(piece.type)) {
            TRY(checkRaw(piece.type, at, sector));
        }
    }
    return {};
}

// All of it, from as many reads as it takes.
Result<void> MainChannel::fetch(std::uint64_t offset, std::span<std::uint8_t> target) {
    if (position_ != offset) {
        position_ = UINT64_MAX;
        TRY(joined_->seek(offset));
        position_ = offset;
    }
    while (!target.empty()) {
        auto got = joined_->read(target);
        if (!got.ok() || *got == 0) {
            position_ = UINT64_MAX;
            return got.ok() ? errorFromTable(status::E_STREAM_TOO_SHORT) : std::move(got.error());
        }
        position_ += *got;
        target = target.subspan(*got);
    }
    return {};
}

Result<void> MainChannel::checkRaw(SectorType type, std::int32_t lba, SectorView sector) const {
    std::array<std::uint8_t, SectorBytes> plain{};
    std::copy(sector.begin(), sector.end(), plain.begin());
    scramble(plain);
    const SectorFaults faults = checkSector(plain, lba, unscrambledType(type));
    if (!faults.any()) {
        return {};
    }
    Error error(status::E_STREAM_READ_FAILURE,
                nameAt(lba) + " cannot be written as it is: in the sector for address " + std::to_string(lba) + " " +
                    faults.text + ". Make the sectors for the place where they come to lie, scrambled.");
    error.lba = lba;
    return error;
}

// The track whose source fills a sector: pre-gaps may be the end of the track before.
std::string MainChannel::nameAt(std::int32_t lba) const {
    std::string name = "The special pre-gap";
    for (const LayoutTrack &track : geometry_.layout.tracks) {
        if (lba >= track.start) {
            name = "Track " + std::to_string(track.number);
        }
    }
    return name;
}

Error MainChannel::named(Error error, std::int32_t lba) const {
    const std::string name = nameAt(lba);
    if (error.status == status::E_STREAM_TOO_SHORT) {
        error.detail = error.message;
        error.message = name +
                        " ended before its announced length; the image is not complete. Make sure that the "
                        "source does not change while it is read.";
    } else {
        error.message = name + ": " + error.message;
    }
    error.lba = lba;
    return error;
}

void MainChannel::interrupt() noexcept {
    interrupted_ = true;
    joined_->interrupt();
}

// Seeking takes the interruption away; the source is not sought in without need, as it may be one that cannot be.
void MainChannel::resume() noexcept {
    if (interrupted_.exchange(false)) {
        position_ = UINT64_MAX;
    }
}

}  // namespace burnish::cd
