// SPDX-License-Identifier: LGPL-2.1-or-later
// DataWriter: the stages of a data write. It decides nothing that the plan did not show.
#include "formats/data_writer.hpp"

#include "burn/read_back.hpp"
#include "burn/stream_reader.hpp"
#include "burn/write_speed.hpp"
#include "formats/data_inspection.hpp"
#include "mmc/commands.hpp"

#include <algorithm>

namespace burnish {

namespace {

constexpr std::int32_t SectorBytes = 2048;
constexpr std::uint8_t WriteParametersPage = 0x05;
// Closing a disc may take long; a drive that is not done after an hour never will be.
constexpr std::chrono::hours ReadyBudget{1};
// After a failure the drive gets this long to come to rest.
constexpr std::chrono::minutes RestBudget{3};

// CLOSE TRACK SESSION, MMC-6 6.3.
enum CloseFunction : std::uint8_t { CloseTrack = 1, CloseSession = 2, FinalizeMinimalRadius = 5, FinalizeDisc = 6 };

constexpr std::size_t LargestFifo = std::size_t{512} << 20;
constexpr std::int32_t FifoSeconds = 5;

std::size_t fifoBytes(const DataSettings &settings, const DataPlan &plan) {
    if (settings.fifoBytes != 0) {
        return settings.fifoBytes;
    }
    const std::int32_t speed = plan.writeSpeed > 0 ? plan.writeSpeed : 16 * sectorsPerSecondAt1x(plan.mediaType);
    const auto wanted = static_cast<std::size_t>(speed) * FifoSeconds * SectorBytes;
    const auto needed = static_cast<std::size_t>(plan.totalSectors()) * SectorBytes;
    return std::min({wanted, needed, LargestFifo});
}

bool isGone(const Error &error) {
    return error.status == status::E_DEV_NOT_EXIST || error.status == status::E_RECORDER_COMMAND_TIMEOUT;
}

}  // namespace

DataWriter::DataWriter(const DataSettings &settings, Stream &stream, WriteControl &control, ProgressMeter &meter,
                       Report &report)
    : settings_(settings),
      stream_(stream),
      control_(control),
      meter_(meter),
      report_(report),
      drive_(settings.recorder->drive()) {}

Result<Status> DataWriter::run() {
    auto done = stages();
    if (!done.ok()) {
        bringToRest(done.error());
        return std::move(done.error());
    }
    return plan_.adjusted;
}

Result<void> DataWriter::stages() {
    meter_.enter(DataAction::ValidatingMedia);
    TRY(validate());
    meter_.enter(DataAction::InitializingHardware);
    TRY(initialize());
    if (!plan_.simulate) {
        meter_.enter(DataAction::CalibratingPower);
        TRY(calibrate());
    }
    meter_.enter(DataAction::WritingData);
    TRY(write());
    meter_.enter(DataAction::Finalization);
    TRY(finalize());
    TRY(inspect());
    if (settings_.verification != VerificationLevel::None && !plan_.simulate) {
        meter_.enter(DataAction::Verifying);
        TRY(verify());
    }
    return {};
}

Result<void> DataWriter::checkCancelled() const {
    if (control_.cancelled()) {
        return errorFromTable(status::E_REQUEST_CANCELLED);
    }
    return {};
}

Result<void> DataWriter::waitUntilReady() {
    return drive_.waitUntilReady(ReadyBudget, [this](double progress) {
        if (meter_.due()) {
            meter_.emit(progress);
        }
    });
}

// On an appendable CD the drive's next writable address depends on the write type in mode page 05, and another program
// may have left another one there: so it is set before the disc is looked at.
Result<void> DataWriter::validate() {
    TRY(checkCancelled());
    TRY(waitUntilReady());
    TRY_ASSIGN(Medium medium, inspectMedium(drive_));
    TRY_ASSIGN(const auto features, drive_.features());
    report_.mediaType = medium.type;
    report_.before = medium;
    TRY_ASSIGN(plan_, planDataWrite(settings_, medium, features, stream_.length()));
    if (plan_.writeParameters && !medium.physicallyBlank) {
        TRY(sendWriteParameters());
        TRY_ASSIGN(medium, inspectMedium(drive_));
        TRY_ASSIGN(plan_, planDataWrite(settings_, medium, features, stream_.length()));
        report_.before = medium;
    }
    meter_.setExtent(plan_.startLba, plan_.totalSectors());
    describePlan();
    return {};
}

void DataWriter::describePlan() {
    report_.startLba = plan_.startLba;
    report_.sectors = plan_.sectors;
    report_.paddingSectors = plan_.paddingSectors;
    report_.postgapSectors = plan_.postgapSectors;
    report_.closing = closingText(plan_.closing);
    if (plan_.closedForLackOfSpace) {
        report_.adjustments.push_back("the disc is closed because at most 2 % of it stay free");
    }
    if (plan_.adjusted != status::S_OK) {
        report_.adjustments.push_back(std::string(findStatus(plan_.adjusted)->meaning));
    }
}

Result<void> DataWriter::initialize() {
    TRY(checkCancelled());
    if (plan_.writeParameters) {
        TRY(sendWriteParameters());
    }
    auto granted =
        setWriteSpeed(drive_, plan_.mediaType, plan_.writeSpeed, report_.before->totalSectors - 1, plan_.writePureCav);
    if (granted.ok()) {
        report_.writeSpeed = *granted;
    } else if (isGone(granted.error())) {
        return std::move(granted.error());
    } else {
        report_.adjustments.push_back("the drive keeps its own speed: " + granted.error().message);
    }
    return checkNextWritableAddress();
}

// What the drive made of the page is read again: a test-write bit that it dropped would burn the disc.
Result<void> DataWriter::sendWriteParameters() {
    TRY_ASSIGN(const auto current, drive_.modePage(WriteParametersPage, mmc::ModePageControl::Current));
    const auto page = mmc::buildWriteParametersPage(current, *plan_.writeParameters);
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

Result<void> DataWriter::checkNextWritableAddress() {
    TRY_ASSIGN(const auto track, drive_.trackInformation(mmc::TrackAddress::Track, mmc::InvisibleTrack));
    // Some drives name a negative address on a blank CD and mean 0.
    const std::int32_t address =
        report_.before->physicallyBlank ? std::max(0, track.nextWritableAddress) : track.nextWritableAddress;
    if (!track.nwaValid || address != plan_.startLba) {
        return Error(
            status::E_RECORDER_INVALID_RESPONSE_FROM_DEVICE,
            "The drive changed its mind about where to write; take the disc out, put it in again and retry.",
            "next writable address " + std::to_string(address) + ", planned " + std::to_string(plan_.startLba));
    }
    return {};
}

// A drive may not know the command, or warn that the calibration area is nearly full; both burn.
Result<void> DataWriter::calibrate() {
    TRY(checkCancelled());
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

Result<void> DataWriter::write() {
    TRY(checkCancelled());
    const bool readBack = settings_.verification != VerificationLevel::None && !plan_.simulate;
    TRY_ASSIGN(auto digest, ContentDigest::create(settings_.hash, readBack, stream_.length()));
    TRY_ASSIGN(auto fifo, Fifo::create(fifoBytes(settings_, plan_),
                                       static_cast<std::size_t>(plan_.sectorsPerChunk) * SectorBytes));
    const std::uint64_t zeros =
        std::uint64_t{SectorBytes} * static_cast<std::uint64_t>(plan_.paddingSectors + plan_.postgapSectors);
    WriteTally tally;
    Result<void> written;
    {
        const StreamReader reader(stream_, zeros, digest, *fifo);
        const WriteControl::Wake wake(control_, [&fifo] { fifo->wake(); });
        WriteLoop loop(drive_, *fifo, control_, meter_);
        writing_ = true;
        written = loop.run({plan_.startLba, plan_.totalSectors(), plan_.sectorsPerChunk, SectorBytes}, tally);
    }
    report_.writtenSectors = tally.written;
    report_.busyRetries = tally.busyRetries;
    report_.lowestFifoPercent = tally.lowestFifoPercent;
    report_.lowestDriveBufferPercent = tally.lowestDriveBufferPercent;
    writing_ = tally.written > 0;
    TRY(written);
    report_.sha256 = digest.sha256();
    sectorCrcs_ = std::move(digest.sectorCrcs());
    return {};
}

// First without waiting, so that progress can be shown; then once more, because some drives report ready too early.
Result<void> DataWriter::flush() {
    TRY(drive_.run(mmc::synchronizeCache(true)));
    TRY(waitUntilReady());
    TRY(drive_.run(mmc::synchronizeCache(false)));
    return waitUntilReady();
}

// From here on a cancel waits: a disc that is closed half is worth less than one that is closed.
Result<void> DataWriter::finalize() {
    TRY(flush());
    writing_ = false;
    switch (plan_.closing) {
        case Closing::None:
            return {};
        case Closing::Session:
        case Closing::Disc:
        case Closing::DiscForConsumers:
            break;
    }
    if (isCd(plan_.mediaType)) {
        return closeTrackOrSession(CloseSession, 0);
    }
    TRY_ASSIGN(const auto disc, drive_.discInformation());
    TRY(closeTrackOrSession(CloseTrack, disc.lastTrackInLastSession));
    if (plan_.closing == Closing::Session) {
        return closeTrackOrSession(CloseSession, 0);
    }
    return closeTrackOrSession(plan_.closing == Closing::Disc ? FinalizeDisc : FinalizeMinimalRadius, 0);
}

// A drive that still flushes bounces the command with 2/04/07: wait, and send it again.
Result<void> DataWriter::closeTrackOrSession(std::uint8_t function, std::uint16_t track) {
    const auto command = mmc::closeTrackSession(function, track, true);
    auto sent = drive_.run(command);
    for (int attempt = 0; attempt < 3 && !sent.ok() && isDriveBusy(sent.error()); ++attempt) {
        TRY(waitUntilReady());
        sent = drive_.run(command);
    }
    TRY(sent);
    return waitUntilReady();
}

Result<void> DataWriter::inspect() {
    TRY_ASSIGN(report_.after, inspectMedium(drive_));
    report_.proof = plan_.simulate ? "test write: nothing was written" : "contents not proven";
    TRY(compareWithPlan(plan_, *report_.before, *report_.after));
    return checkCancelled();
}

Result<void> DataWriter::verify() {
    TRY(readAtFullSpeed(drive_, plan_.mediaType, plan_.writeSpeed));
    ReadBackResult result;
    const BurnedContents burned{plan_.startLba, std::move(sectorCrcs_), report_.sha256};
    auto compared = ReadBack(drive_, control_, meter_).compare(burned, settings_.verification, result);
    report_.verifiedSectors = result.sectors;
    if (!result.bad.empty()) {
        report_.firstBadLba = result.bad.front().start;
    }
    for (const SectorRange &range : result.bad) {
        report_.badExtents.emplace_back(range.start, range.count);
    }
    if (!compared.ok()) {
        const bool bad = compared.error().status == status::E_BURN_VERIFICATION_FAILED;
        report_.proof = bad ? "contents proven bad" : "contents not proven";
        return compared;
    }
    report_.verified = result.sectors == plan_.sectors;
    report_.proof =
        report_.verified ? "contents proven by reading back" : "samples of the contents proven by reading back";
    return {};
}

// A drive that let one command time out may have come back; one that is gone, or answers nothing now, is left alone.
bool DataWriter::stillAnswers(const Error &error) {
    if (!isGone(error)) {
        return true;
    }
    const auto asked = drive_.testUnitReady();
    return asked.ok() || !isGone(asked.error());
}

// Brings the drive to rest after a failure and notes the state that the disc is left in. Best effort: the failure that
// came first is the one that counts.
void DataWriter::bringToRest(const Error &error) {
    if (!stillAnswers(error)) {
        return;
    }
    if (writing_ && drive_.run(mmc::synchronizeCache(true)).ok()) {
        (void)drive_.waitUntilReady(RestBudget).ok();
    }
    if (report_.before && !report_.after) {
        if (auto medium = inspectMedium(drive_); medium.ok()) {
            report_.after = std::move(*medium);
        }
    }
}

}  // namespace burnish
