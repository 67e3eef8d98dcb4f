// SPDX-License-Identifier: GPL-3.0-or-later
// Opening the file, and reading the sectors of a track.
#include "image/nrg_image.hpp"

#include "stream/file_stream.hpp"

#include <algorithm>
#include <cstring>

namespace burnish {

namespace {

constexpr std::size_t FooterBytes = 12;
// 99 tracks and CD-TEXT in all languages take less than 32 KiB.
constexpr std::uint64_t LargestTable = std::uint64_t{16} << 20;
constexpr std::size_t SectorsAtOnce = 16;

Result<void> readAll(Stream &file, std::uint64_t offset, std::span<std::uint8_t> target) {
    TRY(file.seek(offset));
    while (!target.empty()) {
        TRY_ASSIGN(const std::size_t count, file.read(target));
        if (count == 0) {
            return Error(status::E_DATA_STREAM_INCONSISTENCY, "The NRG image ends too early; was it changed?");
        }
        target = target.subspan(count);
    }
    return {};
}

Error named(Error error, const std::string &path) {
    error.message = "\"" + path + "\": " + error.message;
    return error;
}

// What a track's sectors hold besides user data is left out.
class NrgTrackStream final : public Stream {
public:
    NrgTrackStream(std::unique_ptr<FileStream> file, const NrgTrack &track)
        : file_(std::move(file)),
          track_(track),
          layout_(track.layout),
          bytes_(std::uint64_t{layout_.dataBytes} * static_cast<std::uint64_t>(track.sectors)) {}

    [[nodiscard]] std::uint64_t length() const override { return bytes_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

private:
    [[nodiscard]] Result<void> fetch(std::uint64_t sector);
    [[nodiscard]] Result<void> checkSector(const std::uint8_t *sector, std::uint64_t number) const;

    std::unique_ptr<FileStream> file_;
    NrgTrack track_;
    NrgLayout layout_;
    std::uint64_t bytes_;
    std::uint64_t position_ = 0;
    std::vector<std::uint8_t> sectors_;  // as in the file
    std::uint64_t firstSector_ = 0;      // of those
};

Result<void> NrgTrackStream::seek(std::uint64_t offset) {
    if (offset > bytes_) {
        return Error(status::E_INVALIDARG, "Track " + std::to_string(track_.number) + " has no byte " +
                                               std::to_string(offset) + "; it has " + std::to_string(bytes_) + ".");
    }
    position_ = offset;
    return {};
}

// Where nothing is to be left out, straight into the target.
Result<std::size_t> NrgTrackStream::read(std::span<std::uint8_t> target) {
    target = target.first(static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), bytes_ - position_)));
    if (layout_.dataBytes == layout_.sectorBytes && !target.empty()) {
        TRY(readAll(*file_, track_.offset + position_, target));
        position_ += target.size();
        return target.size();
    }
    for (auto left = target; !left.empty();) {
        const std::uint64_t sector = position_ / layout_.dataBytes;
        const std::size_t within = position_ % layout_.dataBytes;
        TRY(fetch(sector));
        const std::size_t at = (sector - firstSector_) * layout_.sectorBytes + layout_.dataOffset + within;
        const std::size_t count = std::min(left.size(), layout_.dataBytes - within);
        std::memcpy(left.data(), sectors_.data() + at, count);
        position_ += count;
        left = left.subspan(count);
    }
    return target.size();
}

// Makes sure that a sector is held.
Result<void> NrgTrackStream::fetch(std::uint64_t sector) {
    const std::size_t held = sectors_.size() / layout_.sectorBytes;
    if (sector >= firstSector_ && sector < firstSector_ + held) {
        return {};
    }
    const auto left = static_cast<std::uint64_t>(track_.sectors) - sector;
    sectors_.resize(std::min<std::uint64_t>(left, SectorsAtOnce) * layout_.sectorBytes);
    firstSector_ = sector;
    auto done = readAll(*file_, track_.offset + sector * layout_.sectorBytes, sectors_);
    for (std::size_t at = 0; done.ok() && at < sectors_.size(); at += layout_.sectorBytes) {
        done = checkSector(sectors_.data() + at, sector + at / layout_.sectorBytes);
    }
    if (!done.ok()) {
        sectors_.clear();
    }
    return done;
}

// Sectors of form 2 have more user data than a data disc's have, and no protection for it.
Result<void> NrgTrackStream::checkSector(const std::uint8_t *sector, std::uint64_t number) const {
    constexpr std::size_t Mode = 15;
    constexpr std::size_t SubMode = 6;  // counted back from the user data
    constexpr std::uint8_t Form2 = 0x20;
    const std::string place = "sector " + std::to_string(number) + " of track " + std::to_string(track_.number);
    const auto mode = static_cast<std::uint8_t>(layout_.type);
    if (layout_.type != NrgTrackType::Audio && layout_.dataOffset > Mode && (sector[Mode] & 0x03) != mode) {
        return Error(status::E_DATA_STREAM_INCONSISTENCY,
                     "The NRG image is damaged: " + place + " is none of mode " + std::to_string(mode) + ".");
    }
    if (layout_.type == NrgTrackType::Mode2 && layout_.dataOffset > 0 &&
        (sector[layout_.dataOffset - SubMode] & Form2) != 0) {
        return Error(status::E_NOTIMPL, "The NRG image has video or sound in form 2, as a Video CD has, at " + place +
                                            "; that cannot be burned as data.");
    }
    return {};
}

}  // namespace

NrgImage::NrgImage(std::string path, std::uint64_t bytes, NrgContents contents)
    : path_(std::move(path)), bytes_(bytes), contents_(std::move(contents)) {}

Result<std::unique_ptr<NrgImage>> NrgImage::open(const std::string &path) {
    TRY_ASSIGN(const auto file, FileStream::open(path));
    const std::uint64_t bytes = file->length();
    std::vector<std::uint8_t> last(static_cast<std::size_t>(std::min<std::uint64_t>(bytes, FooterBytes)));
    TRY(readAll(*file, bytes - last.size(), last));
    const auto start = nrgTableStart(last, bytes);
    if (!start.ok()) {
        return named(start.error(), path);
    }
    if (bytes - *start > LargestTable) {
        return named(
            Error(status::E_DATA_STREAM_INCONSISTENCY, "The NRG image is damaged: its list of tracks is too long."),
            path);
    }
    std::vector<std::uint8_t> table(static_cast<std::size_t>(bytes - *start));
    TRY(readAll(*file, *start, table));
    auto contents = parseNrgTable(table, *start);
    if (!contents.ok()) {
        return named(std::move(contents.error()), path);
    }
    return std::unique_ptr<NrgImage>(new NrgImage(path, bytes, std::move(*contents)));
}

Result<std::unique_ptr<Stream>> NrgImage::createTrackStream(std::int32_t index) const {
    if (index < 0 || static_cast<std::size_t>(index) >= contents_.tracks.size()) {
        return Error(status::E_INVALIDARG, "The NRG image has " + std::to_string(contents_.tracks.size()) +
                                               " tracks, counted from 0; there is none at " + std::to_string(index) +
                                               ".");
    }
    TRY_ASSIGN(auto file, FileStream::open(path_));
    if (file->length() != bytes_) {
        return named(Error(status::E_DATA_STREAM_INCONSISTENCY, "The NRG image was changed after it was opened."),
                     path_);
    }
    return std::unique_ptr<Stream>(
        std::make_unique<NrgTrackStream>(std::move(file), contents_.tracks[static_cast<std::size_t>(index)]));
}

}  // namespace burnish
