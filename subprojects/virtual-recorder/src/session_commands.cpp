// SPDX-License-Identifier: LGPL-2.1-or-later
// SEND CUE SHEET, and WRITE and SYNCHRONIZE CACHE of a session that is written at once or raw.
#include "commands.hpp"
#include "cue_sheet.hpp"

namespace virtual_recorder {

namespace {

constexpr double SecondsToSpinUp = 1.5;

// Such a session begins where no other is open.
std::optional<Sense> sessionProblem(const DriveState &drive) {
    if (!drive.loaded->writable()) {
        return sense::CannotWriteMedium;
    }
    if (drive.loaded->sessionOpen()) {
        return sense::SessionNotFixated;
    }
    return drive.loaded->nextWritable() ? std::nullopt : std::optional(sense::EndOfUserArea);
}

// The writer is there from SEND CUE SHEET on; raw, the stream tells all.
std::optional<Sense> findWriter(DriveState &drive) {
    if (drive.session) {
        return std::nullopt;
    }
    const WriteParameters parameters = drive.modes.writeParameters();
    if (parameters.writeType != WriteType::Raw) {
        return sense::CommandSequenceError;
    }
    if (!drive.loaded->sessions().empty()) {
        return sense::CannotWriteMedium;  // there is no raw writing of later sessions
    }
    drive.session = std::make_unique<RawWriter>(*drive.loaded, parameters.blockType);
    return std::nullopt;
}

void beginWriting(DriveState &drive) {
    const WriteParameters parameters = drive.modes.writeParameters();
    Writing writing;
    writing.rehearsal = parameters.testWrite;
    writing.underrunProtection = parameters.underrunProtection;
    writing.blockSize = drive.session->blockSize();
    if (writing.rehearsal) {
        drive.rehearsal = drive.loaded;
    }
    drive.writing = writing;
}

// The laser drains so many bytes a second as the blocks that come now are large.
void runBuffer(DriveState &drive) {
    if (drive.options.pace <= 0) {
        return;
    }
    static_cast<void>(drive.buffer.used(drive.time()));
    const std::chrono::duration<double> wait(SecondsToSpinUp);
    drive.buffer.start(drive.time() + std::chrono::duration_cast<Duration>(wait),
                       drive.blocksPerSecond() * drive.session->blockSize());
}

bool endSession(DriveState &drive) {
    const bool ended = drive.session->finish(drive);
    drive.session.reset();
    drive.writing.reset();
    drive.buffer.stop();
    return ended;
}

}  // namespace

Reply sendCueSheet(DriveState &drive, const Request &request) {
    const std::size_t length = get24(request.cdb, 6);
    if (!drive.loaded->type().cd || !sends(request, length) || length > LongestCueSheet) {
        return refused(sense::InvalidFieldInCdb);
    }
    const bool atOnce =
        drive.modes.writeParametersSet() && drive.modes.writeParameters().writeType == WriteType::SessionAtOnce;
    if (!atOnce || drive.writing) {
        return refused(sense::CommandSequenceError);
    }
    if (const auto problem = sessionProblem(drive)) {
        return refused(*problem);
    }
    if (length % CueEntrySize != 0) {
        return refused(sense::ParameterListLengthError);
    }
    drive.session.reset();
    auto sheet = readCueSheet(request.data, *drive.loaded);
    if (!sheet) {
        return refused(sense::InvalidFieldInParameters);
    }
    drive.session = std::make_unique<CueSheetWriter>(std::move(*sheet), *drive.loaded);
    return good(length);
}

Reply writeSession(DriveState &drive, const Request &request, const BlockRange &range) {
    if (!drive.writing) {
        if (const auto problem = sessionProblem(drive)) {
            return refused(*problem);
        }
        if (const auto problem = findWriter(drive)) {
            return refused(*problem);
        }
    }
    SessionWriter &session = *drive.session;
    if (range.lba != session.next()) {
        return refused(sense::InvalidAddressForWrite.at(session.next()));
    }
    if (range.blocks > session.blocksLeft()) {
        return refused(sense::EndOfUserArea);
    }
    if (!sends(request, static_cast<std::size_t>(range.blocks) * static_cast<std::size_t>(session.blockSize()))) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (drive.writing && !drive.writing->underrunProtection && drive.buffer.ranEmpty(drive.time())) {
        const bool ended = endSession(drive);
        return refused(ended ? sense::LossOfStreaming : sense::WriteError);
    }
    if (!drive.buffer.hasRoom(drive.time(), request.data.size())) {
        return refused(sense::LongWriteInProgress);
    }
    if (!drive.writing) {
        beginWriting(drive);
    }
    runBuffer(drive);
    if (const auto problem = session.write(drive, static_cast<std::int32_t>(range.blocks), request.data)) {
        return refused(*problem);
    }
    drive.buffer.fill(drive.time(), request.data.size());
    return good(request.data.size());
}

// Ends the session. One at once gets its lead-out from the drive.
Reply synchronizeSession(DriveState &drive, const Request &request) {
    double seconds = std::chrono::duration<double>(drive.buffer.timeToDrain(drive.time())).count();
    const bool leadOutIsTheDrives = drive.modes.writeParameters().writeType == WriteType::SessionAtOnce;
    if (drive.options.pace > 0 && leadOutIsTheDrives && drive.session->complete()) {
        seconds += drive.loaded->type().closingBlocks / drive.blocksPerSecond();
    }
    if (!endSession(drive)) {
        return refused(sense::WriteError);
    }
    const Reply reply = drive.work(seconds, (request.cdb[1] & 0x02) != 0);
    return drive.settleClosing() ? reply : refused(sense::WriteError);  // settled where it takes no time
}

}  // namespace virtual_recorder
