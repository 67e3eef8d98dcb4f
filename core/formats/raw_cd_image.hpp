// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdImage: a stream that holds a raw image, as sectors with addresses. It tells what disc the image makes before the
// laser is on, and hands its sectors out while it is written.
#pragma once

#include "cd/disc_layout.hpp"
#include "cd/image_survey.hpp"
#include "cd/raw_image_stream.hpp"
#include "formats/program_digest.hpp"
#include "stream/stream.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace burnish {

class RawCdImage {
public:
    // Runs from time to time while much is read; an error ends it.
    using Tick = std::function<Result<void>()>;

    // start: LBA of the stream's first sector.
    RawCdImage(Stream &stream, cd::SubChannelType type, std::int32_t start);
    RawCdImage(const RawCdImage &) = delete;
    RawCdImage &operator=(const RawCdImage &) = delete;

    // Finds the disc's lead-in in the image and learns what the image makes of the disc: from the image itself where it
    // was made here, by reading it whole where it can be read twice, else from its lead-in.
    // E_DF2RAW_STREAM_LEADIN_TOO_SHORT, E_DF2RAW_STREAM_NOT_SUPPORTED, the stream's errors.
    [[nodiscard]] Result<void> examine(std::int32_t leadInStart, const Tick &tick);
    // Reads all of it, whatever it says of itself. Only where it can be read twice.
    [[nodiscard]] Result<void> survey(const Tick &tick);

    [[nodiscard]] bool rewindable() const { return rewindable_; }
    // After examine(). Of an image that can be read once it is whole when the image was read.
    [[nodiscard]] const cd::DiscLayout &layout() const { return layout_; }
    // After survey(): sub-channels R to W of the program area carry something.
    [[nodiscard]] bool usesRw() const { return usesRw_; }
    [[nodiscard]] std::int32_t firstSector() const { return first_; }
    [[nodiscard]] std::int32_t end() const { return layout_.leadOut + cd::ImageSurvey::LeadOut; }
    [[nodiscard]] cd::SubChannelType type() const { return type_; }
    [[nodiscard]] std::size_t sectorBytes() const { return sectorBytes_; }
    // What is left out: sectors of the stream behind the lead-out; 0 where the stream does not tell its length.
    [[nodiscard]] std::int64_t excess() const;

    // For the reader thread. Back to a sector; then sectors in order, each shown to the digest.
    void setDigest(ProgramDigest *digest) { digest_ = digest; }
    [[nodiscard]] Result<void> moveTo(std::int32_t lba);
    // Whole sectors, as many as fit and are wanted. E_STREAM_TOO_SHORT where the image ends.
    [[nodiscard]] Result<void> read(std::span<std::uint8_t> sectors);
    // After the last one: an image that could be read only once knows its layout now.
    [[nodiscard]] Result<void> finish();
    void interrupt() noexcept { stream_.interrupt(); }

private:
    [[nodiscard]] Result<void> checkShape(std::int32_t leadInStart) const;
    [[nodiscard]] Result<void> checkOwn(const cd::RawImageStream &own) const;
    [[nodiscard]] Result<void> lookAhead(const Tick &tick);
    [[nodiscard]] Result<std::size_t> fill(std::span<std::uint8_t> target);
    [[nodiscard]] Result<std::size_t> fillFromStream(std::span<std::uint8_t> target);
    [[nodiscard]] Result<void> show(std::span<const std::uint8_t> sectors);

    Stream &stream_;
    const cd::SubChannelType type_;
    const std::size_t sectorBytes_;
    const std::int32_t start_;
    std::int32_t first_ = 0;
    bool rewindable_ = false;
    cd::DiscLayout layout_;
    bool usesRw_ = false;
    std::int32_t position_;                 // of the sector that read() gives next
    std::optional<cd::ImageSurvey> along_;  // of an image that can be read once, up to surveyed_
    std::int32_t surveyed_;
    std::vector<std::uint8_t> ahead_;  // read before its time: from aheadFrom_ on
    std::int32_t aheadFrom_ = 0;
    ProgramDigest *digest_ = nullptr;
};

}  // namespace burnish
