// SPDX-License-Identifier: LGPL-2.1-or-later
// TaoTrackWriter: a track that ends early, because it was cancelled or its source failed, becomes a valid shorter one.
#include "formats/tao_track_writer.hpp"

#include "formats/data_inspection.hpp"
#include "formats/tao_toc.hpp"
#include "mmc/sense.hpp"
#include "stream/memory_stream.hpp"

#include <algorithm>
#include <string>

namespace burnish {

namespace {

constexpr std::int32_t MostPerChunk = 27;  // 63504 bytes

std::int32_t sectorsPerChunk(Drive &drive) {
    const auto most = static_cast<std::int32_t>(drive.transport().maximumTransfer() / AudioSectorBytes);
    return std::clamp(most, 1, MostPerChunk);
}

std::uint64_t bytesOf(std::int32_t sectors) {
    return static_cast<std::uint64_t>(sectors) * AudioSectorBytes;
}

}  // namespace

TaoTrackWriter::TaoTrackWriter(const TaoTrackPlan &plan, Stream &stream, Drive &drive, WriteControl &control,
                               TaoMeter &meter, Report &report, TrackReport &track)
    : plan_(plan),
      stream_(stream),
      drive_(drive),
      control_(control),
      meter_(meter),
      report_(report),
      track_(track),
      steps_(drive, meter, report) {}

Result<void> TaoTrackWriter::run() {
    meter_.enter(TaoAction::Preparing);
    TRY(prepare());
    meter_.enter(TaoAction::Writing);
    auto done = write();
    if (done.ok()) {
        meter_.enter(TaoAction::Finishing);
        done = finish();
    }
    if (!done.ok()) {
        endEarly(done.error());
    }
    return done;
}

// The page goes first: what the drive calls its next writable address depends on it.
Result<void> TaoTrackWriter::prepare() {
    TRY(steps_.waitUntilReady());
    TRY(steps_.sendWriteParameters(plan_.parameters));
    if (plan_.calibrate) {
        TRY(steps_.calibrate());
    }
    TRY_ASSIGN(const auto next, drive_.trackInformation(mmc::TrackAddress::Track, mmc::InvisibleTrack));
    // Some drives name a negative address on a blank CD and mean 0.
    const std::int32_t start = std::max(0, next.nextWritableAddress);
    if (!next.nwaValid || start < plan_.lowestStart) {
        return Error(status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                     "The drive does not say where the next track goes, or names a place that is written already; "
                     "release the disc and use another one.",
                     "next writable address " + std::to_string(start) + ", at least " +
                         std::to_string(plan_.lowestStart) + " expected");
    }
    if (control_.cancelled()) {
        return errorFromTable(status::E_REQUEST_CANCELLED);
    }
    result_.start = result_.end = start;
    result_.control = plan_.parameters.trackMode;
    track_.startLba = start;
    const bool known = plan_.sectors >= 0;
    meter_.setExtent(start, known ? std::max(plan_.sectors, ShortestAudioTrack) : -1);
    return {};
}

Result<void> TaoTrackWriter::write() {
    const bool known = plan_.sectors >= 0;
    const std::int32_t most = known ? std::max(plan_.sectors, ShortestAudioTrack) : plan_.limit;
    TRY_ASSIGN(auto digest, ContentDigest::create(plan_.hash, plan_.sectorCrcs, bytesOf(most), AudioSectorBytes));
    Piece piece{stream_, result_.start, most, !known, {}, plan_.fifoBytes};
    if (known) {
        piece.padding.zeros = bytesOf(most - plan_.sectors);
    } else {
        piece.padding.sectorBytes = AudioSectorBytes;
        piece.padding.leastBytes = bytesOf(ShortestAudioTrack);
    }
    sending_ = true;
    auto sent = send(piece, digest, control_, tally_);
    if (sent.ok()) {
        sent = judgeEnd();
    }
    describe(digest);
    if (!sent.ok() && sent.error().status == status::E_END_OF_MEDIUM) {
        sent.error().status = status::E_DF2TAO_NOT_ENOUGH_SPACE;  // the drive's words and sense stay
    }
    if (sent.ok()) {
        track_.sha256 = digest.sha256();
    }
    return sent;
}

Result<void> TaoTrackWriter::send(const Piece &piece, ContentDigest &digest, WriteControl &control, WriteTally &tally) {
    const std::int32_t chunk = sectorsPerChunk(drive_);
    TRY_ASSIGN(auto fifo, Fifo::create(piece.fifoBytes, static_cast<std::size_t>(bytesOf(chunk))));
    const StreamReader reader(piece.stream, piece.padding, digest, *fifo);
    const WriteControl::Wake wake(control, [&fifo] { fifo->wake(); });
    WriteLoop loop(drive_, *fifo, control, meter_);
    auto sent = loop.run({piece.start, piece.sectors, chunk, AudioSectorBytes, piece.openEnd}, tally);
    streamBytes_ = std::max(streamBytes_, reader.streamBytes());
    return sent;
}

// A stream that did not tell its length may turn out to be empty, or to be more than fits.
Result<void> TaoTrackWriter::judgeEnd() {
    if (tally_.written == 0) {
        return Error(status::E_DF2TAO_STREAM_NOT_SUPPORTED,
                     "There is nothing to burn: the source of track " + std::to_string(plan_.number) + " is empty.");
    }
    if (tally_.moreToCome) {
        return Error(status::E_DF2TAO_NOT_ENOUGH_SPACE,
                     "The disc is full, and the source of track " + std::to_string(plan_.number) +
                         " has more; what fitted is on the disc as a shorter track.");
    }
    return {};
}

void TaoTrackWriter::describe(ContentDigest &digest) {
    const std::uint64_t sent = bytesOf(tally_.written);
    track_.bytes = std::min(streamBytes_, sent);
    track_.sectors = static_cast<std::int32_t>((track_.bytes + AudioSectorBytes - 1) / AudioSectorBytes);
    track_.paddingSectors = tally_.written - track_.sectors;
    result_.written = tally_.written;
    result_.crcs = std::move(digest.sectorCrcs());
    result_.crcs.resize(std::min(result_.crcs.size(), static_cast<std::size_t>(track_.sectors)));
    report_.busyRetries += tally_.busyRetries;
    report_.lowestFifoPercent = std::min(report_.lowestFifoPercent, tally_.lowestFifoPercent);
    if (tally_.lowestDriveBufferPercent >= 0) {
        const auto lowest = tally_.lowestDriveBufferPercent;
        auto &known = report_.lowestDriveBufferPercent;
        known = known < 0 ? lowest : std::min(known, lowest);
    }
}

// SYNCHRONIZE CACHE ends the track. A drive may say GOOD to everything and write nothing, so it is asked what it has.
Result<void> TaoTrackWriter::finish() {
    TRY(steps_.flush());
    sending_ = false;
    if (plan_.simulate) {
        result_.end = result_.start + result_.written;
        return {};
    }
    const std::string name = "track " + std::to_string(plan_.number);
    const auto info = drive_.trackInformation(mmc::TrackAddress::Track, static_cast<std::uint32_t>(plan_.number));
    if (!info.ok()) {
        const auto &sense = info.error().sense;
        return sense && mmc::isRefusal(*sense) ? differsFromPlan(name + " is missing") : info.error();
    }
    if (info->blank || info->nwaValid || info->size == 0) {
        return differsFromPlan(name + " is missing");
    }
    result_.start = info->start;
    result_.end = info->start + info->size;
    if (info->start != track_.startLba) {
        return differsFromPlan(name + " starts at LBA " + std::to_string(info->start) + " instead of " +
                               std::to_string(track_.startLba));
    }
    if (info->size < result_.written || info->size > result_.written + RunOutSectors) {
        return differsFromPlan(name + " has " + std::to_string(info->size) + " sectors instead of " +
                               std::to_string(result_.written));
    }
    if (info->isData() || info->damaged) {
        return differsFromPlan(name + (info->damaged ? " is damaged" : " is no audio track"));
    }
    return {};
}

// Best effort: the failure that came first is the one that counts.
void TaoTrackWriter::endEarly(const Error &error) {
    if (!steps_.stillAnswers(error)) {
        return;
    }
    if (sending_ && !tally_.driveFailed && tally_.written > 0) {
        if (padShortTrack().ok() && finish().ok()) {
            return;
        }
    }
    if (sending_ && tally_.written > 0) {
        steps_.stopWriting();
    }
    adopt();
}

// Nothing cancels the silence that a track needs to be one. It is a moment's work.
Result<void> TaoTrackWriter::padShortTrack() {
    const std::int32_t missing = ShortestAudioTrack - result_.written;
    if (missing <= 0) {
        return {};
    }
    MemoryStream nothing({});
    WriteControl uncancelled;
    WriteTally tally;
    TRY_ASSIGN(auto digest, ContentDigest::create(false, false, 0));
    const Piece silence{nothing,
                        result_.start + result_.written,
                        missing,
                        false,
                        {bytesOf(missing)},
                        static_cast<std::size_t>(bytesOf(missing))};
    auto sent = send(silence, digest, uncancelled, tally);
    result_.written += tally.written;
    track_.paddingSectors += tally.written;
    return sent;
}

// Whatever the drive made of it: if it calls it a track, it is one.
void TaoTrackWriter::adopt() {
    if (plan_.simulate) {
        return;
    }
    const auto info = drive_.trackInformation(mmc::TrackAddress::Track, static_cast<std::uint32_t>(plan_.number));
    const bool there = info.ok() && !info->blank && !info->nwaValid && info->size > 0;
    result_.start = there ? info->start : track_.startLba;
    result_.end = there ? info->start + info->size : result_.start;
}

}  // namespace burnish
