// SPDX-License-Identifier: LGPL-2.1-or-later
// Sorts the blocks of a session into tracks and files. In a test write the tracks are those of a rehearsal, and nothing
// reaches the files.
#include "session_writer.hpp"

#include "drive_state.hpp"
#include "sector_encoder.hpp"
#include "sub_channel.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

constexpr std::size_t FrameSize = 16;  // sync and header in front of the data of a sector

std::size_t bytes(std::int32_t blocks, std::size_t size) {
    return static_cast<std::size_t>(blocks) * size;
}

// What the drive writes as P and Q beside the R to W that the host sent.
Bytes withPq(const Region &region, std::int32_t lba, std::int32_t blocks, const std::string &mcn, ByteView sent) {
    Bytes all(sent.begin(), sent.end());
    for (std::int32_t i = 0; i < blocks; ++i) {
        const auto own = std::span(all).subspan(bytes(i, SubChannelSymbols)).first<SubChannelSymbols>();
        std::array<std::uint8_t, SubChannelSymbols> pq{};
        putRawSubChannel(region, lba + i, mcn, pq);
        std::transform(own.begin(), own.end(), pq.begin(), own.begin(), [](std::uint8_t host, std::uint8_t drive) {
            return static_cast<std::uint8_t>((host & 0x3F) | drive);
        });
    }
    return all;
}

}  // namespace

// The track before ends where this one's pre-gap begins.
void SessionWriter::enter(DriveState &drive, std::size_t track) {
    Disc &disc = drive.disc();
    if (begun_ > 0 && disc.openTrack() != nullptr) {
        disc.lastTrack().kind = tracks_[begun_ - 1].kind;
        disc.lastTrack().indexes = tracks_[begun_ - 1].indexes;
        disc.closeTrack(false);
    }
    Track begun = tracks_[track];
    begun.discarded = drive.options.discard;
    disc.beginTrack(begun);
    begun_ = track + 1;
}

// The pre-gap of the disc's first track lies in front of the first block that the files hold.
bool SessionWriter::store(DriveState &drive, const Run &run) {
    if (run.track >= begun_) {
        enter(drive, run.track);
    }
    Disc &disc = drive.disc();
    Track &track = disc.lastTrack();
    Contents &contents = drive.store->contents();
    track.kind.mode = tracks_[run.track].kind.mode;
    const bool kept = !drive.rehearsal && !track.discarded;
    const bool audio = track.kind.audio();
    const std::int32_t before = std::clamp(-run.lba, 0, run.blocks), lba = run.lba + before;
    const std::int32_t blocks = run.blocks - before;
    bool stored = true;
    if (kept && blocks > 0 && run.main.empty()) {
        stored = contents.writeEmpty(lba, track.kind, blocks);
    } else if (kept && blocks > 0) {
        const std::size_t size = run.main.size() / static_cast<std::size_t>(run.blocks);
        const ByteView main = run.main.subspan(bytes(before, size));
        stored = audio               ? contents.writeAudio(lba, main)
                 : size == BlockSize ? contents.write(lba, main)
                                     : contents.writeSectors(lba, track.kind, main);
    }
    if (kept && !run.subChannel.empty()) {
        stored = contents.writeSubChannel(run.lba, run.subChannel) && stored;
    }
    if (run.lba >= track.start) {
        disc.append(run.blocks);
    }
    return stored;
}

// The closing settles with the drive's work. A session that is not whole stays open, and its last track is damaged, as
// after a power cut.
bool SessionWriter::finish(DriveState &drive) {
    if (drive.rehearsal) {
        drive.rehearsal.reset();
        return true;
    }
    Disc &disc = *drive.loaded;
    if (!complete()) {
        if (disc.openTrack() != nullptr) {
            disc.lastTrack().damaged = true;
            std::erase_if(disc.lastTrack().indexes,
                          [&](std::int32_t index) { return index >= disc.lastTrack().blocks; });
            disc.dropEmptyTrack();
        }
        return drive.store->save(disc);
    }
    const WriteParameters parameters = drive.modes.writeParameters();
    constexpr std::uint8_t NextSessionAllowed = 3;
    disc.closeTrack(false);
    disc.setCdText(cdText());
    Disc closed = disc;
    closed.closeSession(format(parameters.sessionFormat));
    if (parameters.multiSession != NextSessionAllowed) {
        closed.finalize();
    }
    disc.beginClosing();  // a power cut before the end leaves a damaged session
    drive.closing = closed;
    return drive.store->save(disc) && (disc.lastTrack().discarded || drive.store->contents().endAt(leadOut()));
}

CueSheetWriter::CueSheetWriter(CueSheet sheet, const Disc &disc)
    : SessionWriter(sheet.cdText ? disc.leadInStart() : sheet.spans.front().start, sheet.tracks),
      sheet_(std::move(sheet)),
      begin_(sheet_.spans.front().start) {
    if (drivesFirstPause()) {
        next_ = sheet_.spans.front().end;
    }
}

bool CueSheetWriter::drivesFirstPause() const {
    return !sheet_.cdText && sheet_.spans.front().mainSize == 0;
}

const CueSpan *CueSheetWriter::span(std::int32_t lba) const {
    const auto found = std::find_if(sheet_.spans.begin(), sheet_.spans.end(),
                                    [&](const CueSpan &s) { return lba >= s.start && lba < s.end; });
    return found == sheet_.spans.end() ? nullptr : &*found;
}

std::int32_t CueSheetWriter::sizeAt(std::int32_t lba) const {
    if (lba < begin_) {
        return SubChannelSymbols;
    }
    const CueSpan *own = span(lba);
    return own != nullptr ? own->blockSize() : 0;
}

std::int32_t CueSheetWriter::blockSize() const {
    return sizeAt(next_);
}

std::int32_t CueSheetWriter::blocksLeft() const {
    return sheet_.leadOut - next_;
}

// Symbols for the lead-in, with nothing in the main channel.
std::optional<Sense> CueSheetWriter::takeCdText(std::int32_t blocks, ByteView data) {
    CdTextCollector collected = cdText_;
    for (std::int32_t i = 0; i < blocks; ++i) {
        if (!collected.take(data.subspan(bytes(i, SubChannelSymbols), SubChannelSymbols))) {
            return sense::InvalidFieldInParameters.at(next_ + i);
        }
    }
    const bool ends = next_ + blocks == begin_;
    if (ends && !collected.whole()) {
        return sense::InvalidFieldInParameters.at(begin_ - 1);
    }
    cdText_ = std::move(collected);
    next_ += blocks;
    return std::nullopt;
}

// The main channel of a block, as it is kept. Sync and header are the drive's, as are EDC and ECC.
Bytes CueSheetWriter::mainOf(const CueSpan &span, std::int32_t lba, ByteView sent) const {
    const bool framed = !span.audio && span.mainSize == RawSectorSize;
    const ByteView own = framed ? sent.subspan(FrameSize) : sent;
    const SectorMode mode = tracks_[span.track].kind.mode;
    if (span.audio || mode == SectorMode::One) {
        const ByteView kept = framed ? own.first(BlockSize) : own;
        return {kept.begin(), kept.end()};
    }
    std::array<std::uint8_t, RawSectorSize> sector{};
    encodeSector(lba, mode, own, sector);
    return {sector.begin(), sector.end()};
}

bool CueSheetWriter::storePart(DriveState &drive, const CueSpan &span, std::int32_t blocks, ByteView data) {
    const auto mainSize = static_cast<std::size_t>(span.mainSize),
               blockSize = static_cast<std::size_t>(span.blockSize());
    if (blockSize == BlockSize || (span.audio && blockSize == RawSectorSize)) {  // kept as it comes
        return store(drive, {span.track, next_, blocks, data, {}});
    }
    Bytes main, subChannel;
    for (std::int32_t i = 0; i < blocks; ++i) {
        const ByteView block = data.subspan(bytes(i, blockSize), blockSize), rest = block.subspan(mainSize);
        const Bytes own = mainOf(span, next_ + i, block.first(mainSize));
        main.insert(main.end(), own.begin(), own.end());
        subChannel.insert(subChannel.end(), rest.begin(), rest.end());
    }
    if (!subChannel.empty()) {
        const auto number = static_cast<int>(drive.disc().tracks().size() - begun_ + span.track + 1);
        const Region region{span.audio ? Region::Kind::Audio : Region::Kind::Data,
                            {number, drive.disc().currentSession(), &tracks_[span.track]},
                            span.end};
        subChannel = withPq(region, next_, blocks, tracks_[span.track].kind.mcn, subChannel);
    }
    return store(drive, {span.track, next_, blocks, main, subChannel});
}

// Pauses that the drive writes itself, so that the host goes on behind them.
bool CueSheetWriter::fillPauses(DriveState &drive) {
    bool stored = true;
    for (const CueSpan *pause = span(next_); pause != nullptr && pause->mainSize == 0; pause = span(next_)) {
        stored = store(drive, {pause->track, next_, pause->end - next_, {}, {}}) && stored;
        next_ = pause->end;
    }
    return stored;
}

// A command may go from one entry to the next where their blocks are of one size.
std::optional<Sense> CueSheetWriter::write(DriveState &drive, std::int32_t blocks, ByteView data) {
    const std::int32_t size = blockSize();
    if (next_ < begin_) {
        if (next_ + blocks > begin_) {
            return sense::IllegalModeForTrack.at(begin_);
        }
        const auto problem = takeCdText(blocks, data);
        return problem || next_ < begin_ || fillPauses(drive) ? problem : sense::WriteError.at(next_);
    }
    if (begun_ == 0 && drivesFirstPause() && !store(drive, {0, begin_, next_ - begin_, {}, {}})) {
        return sense::WriteError.at(begin_);
    }
    for (std::int32_t lba = next_; lba < next_ + blocks; lba = span(lba)->end) {
        if (sizeAt(lba) != size) {
            return sense::IllegalModeForTrack.at(lba);
        }
    }
    while (blocks > 0) {
        const CueSpan &own = *span(next_);
        const std::int32_t now = std::min(blocks, own.end - next_);
        const std::size_t length = bytes(now, static_cast<std::size_t>(size));
        if (!storePart(drive, own, now, data.first(length))) {
            return sense::WriteError.at(next_);
        }
        next_ += now;
        blocks -= now;
        data = data.subspan(length);
    }
    return fillPauses(drive) ? std::nullopt : std::optional(sense::WriteError.at(next_));
}

RawWriter::RawWriter(const Disc &disc, std::uint8_t blockType)
    : SessionWriter(disc.leadInStart(), {}), type_(&disc.type()), blockType_(blockType), stream_(disc.type()) {}

std::int32_t RawWriter::blockSize() const {
    constexpr std::int32_t PqSize = 16;
    return RawSectorSize + (blockType_ == 1 ? PqSize : static_cast<std::int32_t>(SubChannelSymbols));
}

// The outermost lead-out ends somewhat behind the last possible start of one.
std::int32_t RawWriter::blocksLeft() const {
    return type_->capacity + 2 * type_->firstLeadOut - next_;
}

std::optional<Sense> RawWriter::write(DriveState &drive, std::int32_t blocks, ByteView data) {
    const auto size = static_cast<std::size_t>(blockSize());
    RawStream taken = stream_;
    std::vector<std::optional<std::size_t>> tracks;
    std::vector<RawBlock> sent;
    Bytes content;
    for (std::int32_t i = 0; i < blocks; ++i) {
        RawBlock block;
        block.lba = next_ + i;
        block.main = data.subspan(bytes(i, size), RawSectorSize);
        putSubChannel(block, data.subspan(bytes(i, size) + RawSectorSize, size - RawSectorSize), blockType_);
        if (!taken.take(block)) {
            return sense::InvalidFieldInParameters.at(block.lba);
        }
        tracks.push_back(taken.track());
        const bool isData = taken.track() && !taken.tracks()[*taken.track()].kind.audio();
        const ByteView kept = isData ? taken.sector() : block.main;
        content.insert(content.end(), kept.begin(), kept.end());
        sent.push_back(block);
    }
    stream_ = std::move(taken);
    tracks_ = stream_.tracks();
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const ByteView main = ByteView(content).subspan(i * RawSectorSize, RawSectorSize);
        if (tracks[i] && !store(drive, {*tracks[i], sent[i].lba, 1, main, sent[i].symbols})) {
            return sense::WriteError.at(sent[i].lba);
        }
    }
    if (drive.disc().openTrack() != nullptr) {  // what the stream has told of it meanwhile
        drive.disc().lastTrack().kind = tracks_[begun_ - 1].kind;
        drive.disc().lastTrack().indexes = tracks_[begun_ - 1].indexes;
    }
    next_ += blocks;
    return std::nullopt;
}

}  // namespace virtual_recorder
