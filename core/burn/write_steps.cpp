// SPDX-License-Identifier: LGPL-2.1-or-later
// WriteSteps: the commands around the WRITEs, and how long a drive may take over them.
#include "burn/write_steps.hpp"

#include "burn/write_loop.hpp"
#include "mmc/commands.hpp"

#include <algorithm>

namespace burnish {

namespace {

constexpr std::uint8_t WriteParametersPage = 0x05;
// Closing a disc may take long; a drive that is not done after an hour never will be.
constexpr std::chrono::hours ReadyBudget{1};
// After a failure the drive gets this long to come to rest.
constexpr std::chrono::minutes RestBudget{3};

constexpr std::size_t LargestFifo = std::size_t{512} << 20;
constexpr std::size_t FifoSeconds = 5;

}  // namespace

bool isGone(const Error &error) {
    return error.status == status::E_DEV_NOT_EXIST || error.status == status::E_RECORDER_COMMAND_TIMEOUT;
}

std::size_t fifoBytes(std::size_t asked, MediaType type, std::int32_t sectorsPerSecond, std::int32_t sectors,
                      std::int32_t bytesPerSector) {
    if (asked != 0) {
        return asked;
    }
    const std::int32_t speed = sectorsPerSecond > 0 ? sectorsPerSecond : 16 * sectorsPerSecondAt1x(type);
    const auto sectorBytes = static_cast<std::size_t>(bytesPerSector);
    const std::size_t wanted = static_cast<std::size_t>(speed) * FifoSeconds * sectorBytes;
    const std::size_t needed = static_cast<std::size_t>(sectors) * sectorBytes;
    return std::min({wanted, needed, LargestFifo});
}

Result<void> WriteSteps::waitUntilReady() {
    return drive_.waitUntilReady(ReadyBudget, [this](double progress) {
        if (meter_.due()) {
            meter_.emit(progress);
        }
    });
}

// What the drive made of the page is read again: a test-write bit that it dropped would burn the disc.
Result<void> WriteSteps::sendWriteParameters(const mmc::WriteParameters &parameters) {
    TRY_ASSIGN(const auto current, drive_.modePage(WriteParametersPage, mmc::ModePageControl::Current));
    const auto page = mmc::buildWriteParametersPage(current, parameters);
    TRY(drive_.setModePage(page));
    TRY_ASSIGN(const auto taken, drive_.modePage(WriteParametersPage, mmc::ModePageControl::Current));
    constexpr std::uint8_t TestWriteAndType = 0x1F;
    const bool same = taken.size() > 4 && page.size() > 4 && ((taken[2] ^ page[2]) & TestWriteAndType) == 0 &&
                      ((taken[4] ^ page[4]) & 0x0F) == 0;
    if (!same) {
        return Error(status::E_RECORDER_INVALID_MODE_PARAMETERS,
                     "The drive did not take the write mode that it was given; try another drive.",
                     "mode page 05h differs after MODE SELECT(10)");
    }
    return {};
}

// A drive may not know the command, or warn that the calibration area is nearly full; both burn.
Result<void> WriteSteps::calibrate() {
    auto sent = drive_.run(mmc::sendOpc());
    if (!sent.ok()) {
        const auto &sense = sent.error().sense;
        const bool unsupported = sense && sense->key == 5 && (sense->asc == 0x20 || sense->asc == 0x24);
        const bool warning = sense && sense->asc == 0x73 && (sense->ascq == 0x01 || sense->ascq == 0x06);
        if (!unsupported && !warning) {
            return std::move(sent.error());
        }
        if (warning) {
            report_.adjustments.push_back("the power calibration area is almost full");
        }
    }
    return waitUntilReady();
}

// First without waiting, so that progress can be shown; then once more, because some drives report ready too early.
Result<void> WriteSteps::flush() {
    TRY(drive_.run(mmc::synchronizeCache(true)));
    TRY(waitUntilReady());
    TRY(drive_.run(mmc::synchronizeCache(false)));
    return waitUntilReady();
}

// A drive that still flushes bounces the command with 2/04/07: wait, and send it again.
Result<void> WriteSteps::close(CloseFunction function, std::uint16_t track) {
    const auto command = mmc::closeTrackSession(function, track, true);
    auto sent = drive_.run(command);
    for (int attempt = 0; attempt < 3 && !sent.ok() && isDriveBusy(sent.error()); ++attempt) {
        TRY(waitUntilReady());
        sent = drive_.run(command);
    }
    TRY(sent);
    return waitUntilReady();
}

// A drive that let one command time out may have come back; one that is gone, or answers nothing now, is left alone.
bool WriteSteps::stillAnswers(const Error &error) {
    if (!isGone(error)) {
        return true;
    }
    const auto asked = drive_.testUnitReady();
    return asked.ok() || !isGone(asked.error());
}

void WriteSteps::stopWriting() {
    if (drive_.run(mmc::synchronizeCache(true)).ok()) {
        (void)drive_.waitUntilReady(RestBudget).ok();
    }
}

}  // namespace burnish
