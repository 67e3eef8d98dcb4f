// SPDX-License-Identifier: LGPL-2.1-or-later
// The rules that a raw stream keeps to: those of IEC 60908 for P and Q, those of ECMA-130 for sectors of data.
#include "raw_stream.hpp"

#include "crc.hpp"
#include "identifiers.hpp"
#include "scrambler.hpp"
#include "sector_encoder.hpp"
#include "sector_layout.hpp"

#include <algorithm>

namespace virtual_recorder {

namespace {

constexpr std::uint8_t FirstTrackPoint = 0xA0, LastTrackPoint = 0xA1, LeadOutPoint = 0xA2, LeadOutTrack = 0xAA;
constexpr std::uint8_t CopyBit = 0x02, FourChannels = 0x08;
constexpr std::int32_t FirstBlock = -150, LongestAnnouncement = 3 * 75;  // of P, in front of a track
constexpr std::size_t QSize = 12, PAt = 15, ModeAt = 15, DataAt = 16, Form2EdcAt = 2348;

using Sector = std::array<std::uint8_t, 2352>;

bool isP(const RawBlock &block) {
    return (block.symbols[0] & 0x80) != 0;
}

// Where the drive makes the CRC itself, hosts send it inverted or not.
bool crcHolds(const QBytes &q, bool byDrive) {
    const std::uint16_t made = invertedCrc(ByteView(q).first(10)), sent = get16(q, 10);
    return sent == made || (byDrive && sent == static_cast<std::uint16_t>(~made));
}

bool allZero(ByteView bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

// The EDC of form 2 may be left out.
bool proper(std::int32_t lba, SectorMode mode, const Sector &sector) {
    const std::size_t length = mode == SectorMode::Zero ? 0 : mode == SectorMode::One ? 2048 : 2336;
    Sector expected{};
    encodeSector(lba, mode, ByteView(sector).subspan(DataAt, length), expected);
    if (mode == SectorMode::Xa && hasForm2(sector) && allZero(ByteView(sector).subspan(Form2EdcAt))) {
        std::fill(expected.begin() + Form2EdcAt, expected.end(), std::uint8_t{0});
    }
    return sector == expected && (mode != SectorMode::Xa || hasEqualSubHeaders(sector));
}

}  // namespace

bool RawStream::TocEntry::operator==(const TocEntry &other) const {
    return control == other.control && time.minute == other.time.minute && time.second == other.time.second &&
           time.frame == other.time.frame;
}

// Type 1 has the twelve bytes of Q and, in the last bit of sixteen bytes, P. Types 2 and 3 have a byte for each symbol.
void putSubChannel(RawBlock &block, ByteView sent, std::uint8_t blockType) {
    constexpr std::uint8_t PqOnly = 1;
    block.crcByDrive = blockType == PqOnly;
    block.symbols.fill(0);
    if (!block.crcByDrive) {
        std::copy_n(sent.begin(), block.symbols.size(), block.symbols.begin());
        return;
    }
    QBytes q{};
    std::copy_n(sent.begin(), QSize, q.begin());
    putPq(q, (sent[PAt] & 0x80) != 0, block.symbols);
}

std::optional<std::size_t> RawStream::track() const {
    const bool within = current_ >= 0 && current_ < static_cast<int>(tracks_.size());
    return within ? std::optional(static_cast<std::size_t>(current_)) : std::nullopt;
}

bool RawStream::complete() const {
    return !tocIsDue_ && written_ >= type_->firstLeadOut;
}

bool RawStream::take(const RawBlock &block) {
    const QBytes q = qOfSymbols(block.symbols);
    const bool steadyP = std::all_of(block.symbols.begin(), block.symbols.end(),
                                     [&](std::uint8_t symbol) { return ((symbol ^ block.symbols[0]) & 0x80) == 0; });
    if (!crcHolds(q, block.crcByDrive) || !steadyP) {
        return false;
    }
    if (block.lba < FirstBlock) {
        return takeLeadIn(block, q);
    }
    if (tocIsDue_ && !readToc()) {
        return false;
    }
    return takeProgram(block, q);
}

// The TOC is told again and again, and never otherwise.
bool RawStream::takeLeadIn(const RawBlock &block, const QBytes &q) {
    std::array<std::uint8_t, 96> symbols = block.symbols;
    for (auto &symbol : symbols) {
        symbol &= 0x3F;
    }
    if (!cdText_.take(symbols)) {
        return false;
    }
    const bool announced = block.lba >= FirstBlock - LongestAnnouncement;
    if (isP(block) && !announced) {
        return false;
    }
    switch (modeOf(q)) {
        case QMode::Position: {
            const auto time = timeAt(q, 7);
            const auto running = timeAt(q, 3);
            if (q[1] != 0 || q[6] != 0 || !running || (!time && q[2] < FirstTrackPoint)) {
                return false;
            }
            const auto raw = Msf{q[7], q[8], q[9]};  // of A0: a track, and a kind of disc that is no BCD
            const TocEntry entry{controlOf(q), q[2] == FirstTrackPoint ? raw : time.value_or(raw)};
            return toc_.try_emplace(q[2], entry).first->second == entry;
        }
        case QMode::CatalogueNumber:
            return takeIdentifier(block.lba, q);
        default:
            return false;  // no ISRC there, and no pointers to sessions that may not follow
    }
}

// The tracks of A0 to A1, each with its time, and the lead-out behind them.
bool RawStream::readToc() {
    const auto first = toc_.find(FirstTrackPoint), last = toc_.find(LastTrackPoint), end = toc_.find(LeadOutPoint);
    if (first == toc_.end() || last == toc_.end() || end == toc_.end() || !cdText_.whole()) {
        return false;
    }
    format_ = first->second.time.second;
    const int count = last->second.time.minute;
    const auto leadOut = lbaOfMsf(end->second.time);
    const bool format = format_ == 0x00 || format_ == 0x10 || format_ == 0x20;
    if (first->second.time.minute != 1 || !format || first->second.time.frame != 0 || count < 1 ||
        count > type_->mostTracks || static_cast<std::size_t>(count) + 3 != toc_.size() || !leadOut ||
        *leadOut > type_->capacity) {
        return false;
    }
    for (int number = 1; number <= count; ++number) {
        const auto entry = toc_.find(static_cast<std::uint8_t>(number / 10 << 4 | number % 10));
        const auto start = entry == toc_.end() ? std::nullopt : lbaOfMsf(entry->second.time);
        if (!start || *start < 0 || (entry->second.control & FourChannels) != 0) {
            return false;
        }
        Track track;
        track.start = *start;
        track.kind.control = entry->second.control;
        track.pregap = 0;
        track.subChannel = true;
        tracks_.push_back(track);
    }
    tracks_.front().kind.mcn = mcn_;
    copyBits_.resize(tracks_.size());
    leadOut_ = *leadOut;
    tocIsDue_ = false;
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
        const std::int32_t next = i + 1 < tracks_.size() ? tracks_[i + 1].start : leadOut_;
        if (next - tracks_[i].start < type_->shortestTrack) {
            return false;
        }
    }
    return true;
}

std::int32_t RawStream::endOfTrack() const {
    const auto next = static_cast<std::size_t>(current_ + 1);
    return next < tracks_.size() ? tracks_[next].start : leadOut_;
}

bool RawStream::takeProgram(const RawBlock &block, const QBytes &q) {
    bool fits = false;
    switch (modeOf(q)) {
        case QMode::Position:
            fits = takePosition(block.lba, q);
            break;
        case QMode::CatalogueNumber:
        case QMode::RecordingCode: {
            const bool starts = current_ < 0 || (track() && block.lba == endOfTrack()) ||
                                (track() && block.lba == tracks_[*track()].start);
            written_ += track() ? 0 : 1;
            fits = !starts && takeIdentifier(block.lba, q);
            break;
        }
        default:
            break;
    }
    return fits && (!track() || (takeControl(q) && pFits(block) && takeMain(block)));
}

// The absolute time is the block's own; the track is the one before or the next.
bool RawStream::takePosition(std::int32_t lba, const QBytes &q) {
    const auto absolute = timeAt(q, 7);
    const auto index = fromBcd(q[2]);
    if (!absolute || lbaOfMsf(*absolute) != lba || !index || q[6] != 0) {
        return false;
    }
    if (q[1] == LeadOutTrack) {
        return takeLeadOut(lba, q);
    }
    const auto number = fromBcd(q[1]);
    if (!number || *number < 1 || *number > static_cast<int>(tracks_.size())) {
        return false;
    }
    const bool same = *number == current_ + 1;
    const bool next = *number == current_ + 2;
    return (same ? enterIndex(lba, *index) : next && enterTrack(lba, *index)) && relativeTimeFits(lba, q);
}

bool RawStream::takeLeadOut(std::int32_t lba, const QBytes &q) {
    const bool begins = current_ + 1 == static_cast<int>(tracks_.size()) && lba == leadOut_;
    current_ += begins ? 1 : 0;
    const bool within = current_ == static_cast<int>(tracks_.size());
    const auto relative = timeAt(q, 3);
    ++written_;
    return within && q[2] == 0x01 && relative && lbaOfMsf(*relative) == lba - leadOut_ + FirstBlock;
}

// A track begins with its pre-gap, or at its start.
bool RawStream::enterTrack(std::int32_t lba, int index) {
    ++current_;
    Track &track = tracks_[static_cast<std::size_t>(current_)];
    index_ = index;
    track.pregap = track.start - lba;
    return index == 0 ? lba < track.start : index == 1 && lba == track.start;
}

bool RawStream::enterIndex(std::int32_t lba, int index) {
    Track &track = tracks_[static_cast<std::size_t>(current_)];
    if (lba >= endOfTrack() || (index == 0) != (lba < track.start) || index < index_ || index > index_ + 1) {
        return false;
    }
    if (index > index_ && index >= 2) {
        track.indexes.push_back(lba - track.start);
    }
    index_ = index;
    return true;
}

// It runs from zero at the track's start, and in front of it down to zero or, as some hosts count, to one.
bool RawStream::relativeTimeFits(std::int32_t lba, const QBytes &q) const {
    const auto relative = timeAt(q, 3);
    const auto sectors = relative ? lbaOfMsf(*relative) : std::nullopt;
    const std::int32_t place = lba - tracks_[static_cast<std::size_t>(current_)].start;
    if (!sectors) {
        return false;
    }
    const std::int32_t told = *sectors - FirstBlock;
    return place >= 0 ? told == place : told == -place || told == -place - 1;
}

// The same catalogue number wherever it is told, the same ISRC throughout a track.
bool RawStream::takeIdentifier(std::int32_t lba, const QBytes &q) {
    const bool inLeadIn = lba < FirstBlock;
    const auto frame = fromBcd(q[9]);
    if (!frame || (!inLeadIn && *frame != msfOfLba(lba).frame)) {
        return false;
    }
    if (modeOf(q) == QMode::CatalogueNumber) {
        const auto number = catalogueNumberOf(q);
        mcn_ = mcn_.empty() ? number.value_or("") : mcn_;
        if (!tracks_.empty()) {
            tracks_.front().kind.mcn = mcn_;
        }
        return number == mcn_;
    }
    const auto code = recordingCodeOf(q);
    if (!track() || !code) {
        return false;
    }
    std::string &isrc = tracks_[*track()].kind.isrc;
    isrc = isrc.empty() ? *code : isrc;
    return isrc == *code;
}

// As the TOC tells it; only the copy bit may alternate.
bool RawStream::takeControl(const QBytes &q) {
    TrackKind &kind = tracks_[*track()].kind;
    copyBits_[*track()] |= (controlOf(q) & CopyBit) != 0 ? 2 : 1;
    kind.alternatingCopy = copyBits_[*track()] == 3 && kind.audio();
    const int differs = controlOf(q) ^ kind.control;
    return differs == 0 || (differs == CopyBit && kind.audio());
}

// P announces a track: it is one in the last block of a pause, and zero within a track, save a second or two around the
// places where tracks begin.
bool RawStream::pFits(const RawBlock &block) const {
    const Track &own = tracks_[*track()];
    const bool lastOfPause = block.lba == own.start - 1 && *own.pregap > 1;
    const bool within = block.lba > own.start + 1 && block.lba < endOfTrack() - LongestAnnouncement && index_ > 0;
    return lastOfPause ? isP(block) : !within || !isP(block);
}

// As its header tells it. Where the disc is one of CD-ROM XA or CD-I, the first sector of a track in mode 2 tells
// whether all have sub-headers; elsewhere none has.
std::optional<SectorMode> RawStream::modeOfSector(bool startsTrack) const {
    const std::uint8_t told = sector_[ModeAt];
    const SectorMode own = tracks_[*track()].kind.mode;
    if (told < 2) {
        return told == 0 ? SectorMode::Zero : SectorMode::One;
    }
    if (told != 2) {
        return std::nullopt;
    }
    const bool xa = format_ != 0 && (startsTrack ? hasEqualSubHeaders(sector_) : own == SectorMode::Xa);
    return xa ? SectorMode::Xa : SectorMode::Formless;
}

// A sector of data must be what its mode makes of its contents, with the block's own time, and all sectors of a track
// are of one mode. A pause in front of data may still be of the kind before, or silence.
bool RawStream::takeMain(const RawBlock &block) {
    Track &own = tracks_[*track()];
    if (own.kind.audio()) {
        return true;
    }
    std::copy(block.main.begin(), block.main.end(), sector_.begin());
    if (block.lba < own.start && allZero(block.main)) {
        return true;
    }
    scramble(sector_);
    const auto mode = modeOfSector(block.lba <= own.start);
    if (!mode || !proper(block.lba, *mode, sector_)) {
        return false;
    }
    own.kind.mode = block.lba <= own.start ? *mode : own.kind.mode;
    return *mode == own.kind.mode;
}

}  // namespace virtual_recorder
