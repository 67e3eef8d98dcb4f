// SPDX-License-Identifier: LGPL-2.1-or-later
// RawCdWriter: a disc that is broken off is of no use any more, so a failure ends with the drive at rest, no more.
#include "formats/raw_cd_writer.hpp"

#include "burn/stream_reader.hpp"
#include "mmc/commands.hpp"
#include "stream/memory_stream.hpp"

#include <algorithm>
#include <string>

namespace burnish {

namespace {

constexpr std::int32_t SmallTransfer = 32 * 1024, LargestChunk = 26, LargestAudioChunk = 27;
constexpr std::size_t SmallBlocks = 2048 + cd::SymbolBytes;

// 32 KiB of small blocks; of sectors what fits into 64 KiB.
std::int32_t blocksPerChunk(Drive &drive, std::size_t blockBytes) {
    const auto most = static_cast<std::int32_t>(drive.transport().maximumTransfer() / blockBytes);
    const auto small = SmallTransfer / static_cast<std::int32_t>(blockBytes);
    const std::int32_t large = blockBytes == cd::SectorBytes ? LargestAudioChunk : LargestChunk;
    return std::clamp(most, 1, blockBytes <= SmallBlocks ? small : large);
}

bool isRefused(const Error &error) {
    return error.status == status::E_RECORDER_INVALID_MODE_PARAMETERS || (error.sense && mmc::isRefusal(*error.sense));
}

}  // namespace

RawCdWriter::RawCdWriter(const RawCdPlan &plan, RawCdImage &image, const Medium &medium, Drive &drive,
                         WriteControl &control, RawCdMeter &meter, Report &report)
    : plan_(plan),
      image_(image),
      medium_(medium),
      drive_(drive),
      control_(control),
      meter_(meter),
      report_(report),
      steps_(drive, meter, report) {}

Result<void> RawCdWriter::run() {
    meter_.setSessionAtOnce(plan_.method == RawCdMethod::SessionAtOnce);
    meter_.setExtent(plan_.start, plan_.sectors());
    TRY(prepare());
    if (control_.cancelled()) {
        return errorFromTable(status::E_REQUEST_CANCELLED);
    }
    meter_.enter(RawCdAction::Writing);
    auto done = send();
    if (done.ok()) {
        meter_.enter(RawCdAction::Finishing);
        done = steps_.flush();
    }
    report_.writtenSectors = written_;
    if (!done.ok()) {
        endEarly(done.error());
    }
    return done;
}

Result<void> RawCdWriter::prepare() {
    TRY(steps_.waitUntilReady());
    if (plan_.method == RawCdMethod::SessionAtOnce) {
        return sendCue();
    }
    auto set = steps_.sendWriteParameters(plan_.parameters);
    if (!set.ok()) {
        refused_ = isRefused(set.error());
        return set;
    }
    return calibrate();
}

Result<void> RawCdWriter::calibrate() {
    if (plan_.simulate || calibrated_) {
        return {};
    }
    calibrated_ = true;
    return steps_.calibrate();
}

// A cue sheet whose refusal is overlooked gives a blank disc: each answer counts.
Result<void> RawCdWriter::sendCue() {
    Error last;
    for (const CueVariant &variant : plan_.cues) {
        auto parameters = plan_.parameters;
        parameters.dataBlockType = variant.dataBlockType;
        auto taken = steps_.sendWriteParameters(parameters);
        if (taken.ok()) {
            TRY(calibrate());
            auto bytes = variant.bytes;
            const auto sent = drive_.run(mmc::sendCueSheet(static_cast<std::uint32_t>(bytes.size())), bytes);
            if (sent.ok() && *sent == bytes.size()) {
                report_.adjustments.push_back("cue sheet: " + variant.name);
                return {};
            }
            taken = sent.ok() ? Error(status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                                      "The drive took only a part of the cue sheet and called it good.")
                              : sent.error();
        }
        if (!isRefused(taken.error())) {
            return taken;
        }
        const auto &sense = taken.error().sense;
        report_.refusals.push_back("cue sheet, " + variant.name + ": " +
                                   (sense ? mmc::senseText(*sense) : taken.error().detail));
        last = std::move(taken.error());
    }
    refused_ = true;
    last.status = status::E_DF2RAW_RECORDER_NOT_SUPPORTED;
    last.message =
        "The drive refuses to write this image session at once, in every way of telling it; nothing was "
        "written. Use another recorder, or write track at once.";
    return last;
}

Result<void> RawCdWriter::send() {
    const auto program = std::max(0, image_.layout().leadOut);
    TRY_ASSIGN(auto digest, ProgramDigest::create(plan_.hash, plan_.sectorCrcs, program));
    image_.setDigest(&digest);
    Result<void> sent;
    if (plan_.method == RawCdMethod::Raw) {
        RawBlocks blocks(image_, plan_.start, plan_.end);
        sent = sendRun(blocks, plan_.start, plan_.end, image_.sectorBytes());
    } else {
        sent = sendSession();
    }
    image_.setDigest(nullptr);
    TRY(sent);
    TRY(image_.finish());
    digest.finish();
    report_.sha256 = plan_.hash ? digest.sha256() : "";
    crcs_ = digest.crcs();
    rwCrcs_ = digest.rwCrcs();
    return {};
}

Result<void> RawCdWriter::sendSession() {
    for (const SessionRun &run : plan_.runs) {
        if (run.cdText) {
            const auto bytes = cdTextBlocks(image_.layout().cdText, run.end - run.start);
            MemoryStream blocks(bytes);
            TRY(sendRun(blocks, run.start, run.end, cd::SymbolBytes));
        } else {
            SessionBlocks blocks(image_, run.start, run.end, run.data, run.subChannel);
            TRY(sendRun(blocks, run.start, run.end, SessionBlocks::blockBytes(run.data, run.subChannel)));
        }
    }
    return {};
}

Result<void> RawCdWriter::sendRun(Stream &stream, std::int32_t start, std::int32_t end, std::size_t blockBytes) {
    const std::int32_t chunk = blocksPerChunk(drive_, blockBytes), blocks = end - start;
    const auto size = static_cast<std::int32_t>(blockBytes);
    const std::size_t wanted = fifoBytes(plan_.fifoBytes, medium_.type, report_.writeSpeed, blocks, size);
    const std::size_t buffer = std::min(wanted, static_cast<std::size_t>(blocks) * blockBytes);
    TRY_ASSIGN(auto fifo, Fifo::create(buffer, static_cast<std::size_t>(chunk) * blockBytes));
    TRY_ASSIGN(auto none, ContentDigest::create(false, false, 0));
    const StreamReader reader(stream, {}, none, *fifo);
    const WriteControl::Wake wake(control_, [&fifo] { fifo->wake(); });
    WriteLoop loop(drive_, *fifo, control_, meter_);
    WriteExtent extent{start, blocks, chunk, size};
    extent.sectorsBefore = start - plan_.start;
    extent.sectorsOfAll = plan_.sectors();
    WriteTally tally;
    auto sent = loop.run(extent, tally);
    note(tally);
    if (!sent.ok() && sent.error().status == status::E_END_OF_MEDIUM) {
        sent.error().status = status::E_DF2RAW_NOT_ENOUGH_SPACE;  // the drive's words and sense stay
    }
    return sent;
}

void RawCdWriter::note(const WriteTally &tally) {
    refused_ = tally.driveFailed && written_ == 0 && tally.written == 0;
    written_ += tally.written;
    report_.busyRetries += tally.busyRetries;
    report_.lowestFifoPercent = std::min(report_.lowestFifoPercent, tally.lowestFifoPercent);
    if (tally.lowestDriveBufferPercent >= 0) {
        auto &known = report_.lowestDriveBufferPercent;
        known = known < 0 ? tally.lowestDriveBufferPercent : std::min(known, tally.lowestDriveBufferPercent);
    }
}

void RawCdWriter::endEarly(const Error &error) {
    if (touched() && steps_.stillAnswers(error)) {
        steps_.stopWriting();
    }
}

}  // namespace burnish
