// SPDX-License-Identifier: LGPL-2.1-or-later
// DataWriter: the stages of a data write. It decides nothing that the plan did not show.
#include "formats/data_writer.hpp"

#include "burn/read_back.hpp"
#include "burn/stream_reader.hpp"
#include "burn/write_speed.hpp"
#include "formats/data_inspection.hpp"

#include <algorithm>

namespace burnish {

namespace {

constexpr std::int32_t SectorBytes = 2048;

}  // namespace

DataWriter::DataWriter(const DataSettings &settings, Stream &stream, WriteControl &control, DataMeter &meter,
                       Report &report)
    : settings_(settings),
      stream_(stream),
      control_(control),
      meter_(meter),
      report_(report),
      drive_(settings.recorder->drive()),
      steps_(drive_, meter, report) {}

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

// On an appendable CD the drive's next writable address depends on the write type in mode page 05, and another program
// may have left another one there: so it is set before the disc is looked at.
Result<void> DataWriter::validate() {
    TRY(checkCancelled());
    TRY(steps_.waitUntilReady());
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

Result<void> DataWriter::sendWriteParameters() {
    return steps_.sendWriteParameters(*plan_.writeParameters);
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

Result<void> DataWriter::calibrate() {
    TRY(checkCancelled());
    return steps_.calibrate();
}

Result<void> DataWriter::write() {
    TRY(checkCancelled());
    const bool readBack = settings_.verification != VerificationLevel::None && !plan_.simulate;
    TRY_ASSIGN(auto digest, ContentDigest::create(settings_.hash, readBack, stream_.length()));
    TRY_ASSIGN(auto fifo, Fifo::create(fifoBytes(settings_.fifoBytes, plan_.mediaType, plan_.writeSpeed,
                                                 plan_.totalSectors(), SectorBytes),
                                       static_cast<std::size_t>(plan_.sectorsPerChunk) * SectorBytes));
    const std::uint64_t zeros =
        std::uint64_t{SectorBytes} * static_cast<std::uint64_t>(plan_.paddingSectors + plan_.postgapSectors);
    WriteTally tally;
    Result<void> written;
    {
        const StreamReader reader(stream_, {zeros}, digest, *fifo);
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

// From here on a cancel waits: a disc that is closed half is worth less than one that is closed.
Result<void> DataWriter::finalize() {
    TRY(steps_.flush());
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
        return steps_.close(CloseSession, 0);
    }
    TRY_ASSIGN(const auto disc, drive_.discInformation());
    TRY(steps_.close(CloseTrack, disc.lastTrackInLastSession));
    if (plan_.closing == Closing::Session) {
        return steps_.close(CloseSession, 0);
    }
    return steps_.close(plan_.closing == Closing::Disc ? FinalizeDisc : FinalizeMinimalRadius, 0);
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

// Brings the drive to rest after a failure and notes the state that the disc is left in. Best effort: the failure that
// came first is the one that counts.
void DataWriter::bringToRest(const Error &error) {
    if (!steps_.stillAnswers(error)) {
        return;
    }
    if (writing_) {
        steps_.stopWriting();
    }
    if (report_.before && !report_.after) {
        if (auto medium = inspectMedium(drive_); medium.ok()) {
            report_.after = std::move(*medium);
        }
    }
}

}  // namespace burnish
