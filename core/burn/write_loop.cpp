// SPDX-License-Identifier: LGPL-2.1-or-later
// WriteLoop: WRITE(10) after WRITE(10), with the drive's flow control.
#include "burn/write_loop.hpp"

#include "mmc/commands.hpp"

#include <algorithm>

namespace burnish {

namespace {

// A drive that writes a lead-in or waits for its buffer may refuse a WRITE for long; past this it hangs.
constexpr std::chrono::seconds BusyBudget{200};
constexpr std::chrono::milliseconds LongestBusyPause{25};
constexpr std::chrono::milliseconds BusyPauseStep{2};

}  // namespace

bool isDriveBusy(const Error &error) {
    return error.sense && !error.sense->deferred && error.sense->key == 2 && error.sense->asc == 0x04 &&
           (error.sense->ascq == 0x07 || error.sense->ascq == 0x08);
}

WriteLoop::WriteLoop(Drive &drive, Fifo &fifo, WriteControl &control, ProgressMeter &meter)
    : drive_(drive), fifo_(fifo), control_(control), meter_(meter) {}

Result<void> WriteLoop::run(const WriteExtent &extent, WriteTally &tally) {
    extent_ = extent;
    tally_ = &tally;
    const auto chunkBytes = static_cast<std::size_t>(extent.sectorsPerChunk) * extent.bytesPerSector;
    // The laser starts with a full buffer behind it: a stall of the source right at the start would waste the disc.
    TRY(waitForData(&Fifo::waitForMark));
    while (tally.written < extent.sectors) {
        TRY(waitForData(&Fifo::waitForChunk));
        const auto due = static_cast<std::size_t>(extent.sectors - tally.written) * extent.bytesPerSector;
        const auto chunk = fifo_.front(std::min(chunkBytes, due));
        if (chunk.empty() && extent.openEnd) {
            break;
        }
        if (chunk.size() < std::min(chunkBytes, due) && !extent.openEnd) {
            return errorFromTable(status::E_STREAM_TOO_SHORT);
        }
        TRY(send(extent.startLba + tally.written, chunk));
        fifo_.release(chunk.size());
    }
    refresh();
    return extent.openEnd && tally.written == extent.sectors ? noteRest() : Result<void>();
}

// Whether a stream that did not tell its length has more than there is room for.
Result<void> WriteLoop::noteRest() {
    TRY(waitForData(&Fifo::waitForChunk));
    tally_->moreToCome = !fifo_.front(1).empty();
    return {};
}

// Comes back with data, or with the end of the stream; events go on meanwhile. A source that failed ends the burn at
// once, what it gave before notwithstanding: before the first WRITE that leaves the disc as it was.
Result<void> WriteLoop::waitForData(bool (Fifo::*wait)(Fifo::Time)) {
    while (true) {
        const bool ready = (fifo_.*wait)(meter_.nextDue());
        if (control_.cancelled()) {
            return errorFromTable(status::E_REQUEST_CANCELLED);
        }
        if (auto error = fifo_.takeError()) {
            return std::move(*error);
        }
        tick();
        if (ready) {
            return {};
        }
    }
}

Result<void> WriteLoop::send(std::int32_t lba, std::span<std::uint8_t> chunk) {
    const auto sectors = static_cast<std::int32_t>(chunk.size()) / extent_.bytesPerSector;
    const auto command = mmc::write10(lba, static_cast<std::uint16_t>(sectors));
    auto sent = resendWhileBusy(command, chunk);
    if (!sent.ok()) {
        tally_->driveFailed = sent.error().status != status::E_REQUEST_CANCELLED;
        return sent;
    }
    tally_->written += sectors;
    // Once the source has given all, an emptying fifo tells nothing.
    const auto all = static_cast<std::uint64_t>(extent_.sectors) * static_cast<std::uint64_t>(extent_.bytesPerSector);
    if (fifo_.totalRead() < all) {
        const auto percent = static_cast<std::int32_t>(fifo_.used() * 100 / fifo_.capacity());
        tally_->lowestFifoPercent = std::min(tally_->lowestFifoPercent, percent);
    }
    return {};
}

// 2/04/08 is flow control: the same command again, after a short pause, never the next one.
Result<void> WriteLoop::resendWhileBusy(const mmc::Command &command, std::span<std::uint8_t> chunk) {
    Clock &clock = drive_.clock();
    const auto giveUp = clock.now() + BusyBudget;
    auto pause = BusyPauseStep;
    while (true) {
        auto sent = drive_.run(command, chunk);
        if (sent.ok() && *sent != chunk.size()) {
            Error error(status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
                        "The drive took only a part of a write and called it good; the disc is not usable.",
                        "WRITE(10) moved " + std::to_string(*sent) + " of " + std::to_string(chunk.size()) + " bytes");
            error.lba = command.lba;
            return error;
        }
        if (sent.ok()) {
            return {};
        }
        if (!isDriveBusy(sent.error()) || clock.now() >= giveUp) {
            return std::move(sent.error());
        }
        if (control_.cancelled()) {
            return errorFromTable(status::E_REQUEST_CANCELLED);
        }
        ++tally_->busyRetries;
        clock.sleepFor(pause);
        pause = std::min(pause + BusyPauseStep, LongestBusyPause);
        tick();
    }
}

void WriteLoop::tick() {
    if (!meter_.due()) {
        return;
    }
    refresh();
    if (tally_->written > 0) {
        noteDriveBuffer();  // not before the first WRITE: some drives dislike the question then
    }
    const bool known = extent_.sectors > 0 && !extent_.openEnd;
    const double fraction = extent_.openEnd ? -1.0 : 1.0;
    const std::int32_t all = extent_.sectorsOfAll > 0 ? extent_.sectorsOfAll : extent_.sectors;
    meter_.emit(known ? static_cast<double>(extent_.sectorsBefore + tally_->written) / all : fraction);
}

// What later events go on to say, also those of the stages that follow.
void WriteLoop::refresh() {
    WriteProgress &state = meter_.state();
    const auto read = static_cast<std::int32_t>(fifo_.totalRead() / extent_.bytesPerSector);
    state.lastReadLba = extent_.startLba + std::max(0, read - 1);
    state.lastWrittenLba = extent_.startLba + std::max(0, tally_->written - 1);
    state.totalSystemBuffer = static_cast<std::int32_t>(fifo_.capacity());
    state.usedSystemBuffer = static_cast<std::int32_t>(fifo_.used());
    state.freeSystemBuffer = state.totalSystemBuffer - state.usedSystemBuffer;
}

// READ BUFFER CAPACITY is for the display alone; a drive that does not know it burns as well.
void WriteLoop::noteDriveBuffer() {
    auto capacity = drive_.bufferCapacity();
    if (!capacity.ok() || capacity->totalBytes == 0 || capacity->freeBytes > capacity->totalBytes) {
        return;
    }
    meter_.state().totalDriveBuffer = static_cast<std::int32_t>(capacity->totalBytes);
    meter_.state().freeDriveBuffer = static_cast<std::int32_t>(capacity->freeBytes);
    const auto filled = static_cast<std::int32_t>(std::uint64_t{100} * (capacity->totalBytes - capacity->freeBytes) /
                                                  capacity->totalBytes);
    auto &lowest = tally_->lowestDriveBufferPercent;
    lowest = lowest < 0 ? filled : std::min(lowest, filled);
}

}  // namespace burnish
