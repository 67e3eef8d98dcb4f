// SPDX-License-Identifier: LGPL-2.1-or-later
// SessionWriter: writes a whole session in one go, as a cue sheet tells it or as a raw stream does.
#pragma once

#include "bytes.hpp"
#include "cue_sheet.hpp"
#include "raw_stream.hpp"
#include "sense.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace virtual_recorder {

struct DriveState;

class SessionWriter {
public:
    SessionWriter(std::int32_t next, std::vector<Track> tracks) : next_(next), tracks_(std::move(tracks)) {}
    virtual ~SessionWriter() = default;

    [[nodiscard]] std::int32_t next() const { return next_; }   // the block that must be written next
    [[nodiscard]] virtual std::int32_t blockSize() const = 0;   // of that block; 0: nothing is missing
    [[nodiscard]] virtual std::int32_t blocksLeft() const = 0;  // the most that may still come
    [[nodiscard]] virtual bool complete() const = 0;
    [[nodiscard]] virtual std::int32_t leadOut() const = 0;
    [[nodiscard]] virtual std::uint8_t format(std::uint8_t told) const { return told; }  // told: by the mode page
    [[nodiscard]] virtual Bytes cdText() const = 0;

    // Blocks of blockSize() from next() on. Nothing of what is refused is written.
    [[nodiscard]] virtual std::optional<Sense> write(DriveState &drive, std::int32_t blocks, ByteView data) = 0;

    // What is on the disc becomes a session, or what is left of one.
    [[nodiscard]] bool finish(DriveState &drive);

protected:
    // Blocks of one track, in a row.
    struct Run {
        std::size_t track = 0;
        std::int32_t lba = 0;
        std::int32_t blocks = 0;
        ByteView main;        // 2352 bytes a block, or the 2048 of data of mode 1; empty: none, as the drive fills it
        ByteView subChannel;  // 96 bytes a block, or empty
    };
    [[nodiscard]] bool store(DriveState &drive, const Run &run);

    std::int32_t next_;
    std::vector<Track> tracks_;  // as they will be
    std::size_t begun_ = 0;      // how many of them

private:
    void enter(DriveState &drive, std::size_t track);
};

// Session at once.
class CueSheetWriter final : public SessionWriter {
public:
    CueSheetWriter(CueSheet sheet, const Disc &disc);

    [[nodiscard]] std::int32_t blockSize() const override;
    [[nodiscard]] std::int32_t blocksLeft() const override;
    [[nodiscard]] bool complete() const override { return next_ >= sheet_.leadOut; }
    [[nodiscard]] std::int32_t leadOut() const override { return sheet_.leadOut; }
    [[nodiscard]] Bytes cdText() const override { return cdText_.packs(); }
    [[nodiscard]] std::optional<Sense> write(DriveState &drive, std::int32_t blocks, ByteView data) override;

private:
    [[nodiscard]] const CueSpan *span(std::int32_t lba) const;  // null in the lead-in and behind the last
    [[nodiscard]] std::int32_t sizeAt(std::int32_t lba) const;
    [[nodiscard]] std::optional<Sense> takeCdText(std::int32_t blocks, ByteView data);
    [[nodiscard]] Bytes mainOf(const CueSpan &span, std::int32_t lba, ByteView sent) const;
    [[nodiscard]] bool storePart(DriveState &drive, const CueSpan &span, std::int32_t blocks, ByteView data);
    [[nodiscard]] bool drivesFirstPause() const;
    [[nodiscard]] bool fillPauses(DriveState &drive);

    CueSheet sheet_;
    std::int32_t begin_;  // of the first pre-gap
    CdTextCollector cdText_;
};

// Raw.
class RawWriter final : public SessionWriter {
public:
    RawWriter(const Disc &disc, std::uint8_t blockType);

    [[nodiscard]] std::int32_t blockSize() const override;
    [[nodiscard]] std::int32_t blocksLeft() const override;
    [[nodiscard]] bool complete() const override { return stream_.complete(); }
    [[nodiscard]] std::int32_t leadOut() const override { return stream_.leadOut(); }
    [[nodiscard]] std::uint8_t format(std::uint8_t) const override { return stream_.format(); }
    [[nodiscard]] Bytes cdText() const override { return stream_.cdText(); }
    [[nodiscard]] std::optional<Sense> write(DriveState &drive, std::int32_t blocks, ByteView data) override;

private:
    const MediumType *type_;
    std::uint8_t blockType_;
    RawStream stream_;
};

}  // namespace virtual_recorder
