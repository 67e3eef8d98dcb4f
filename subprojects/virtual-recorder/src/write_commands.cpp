// SPDX-License-Identifier: LGPL-2.1-or-later
// WRITE, SYNCHRONIZE CACHE, READ BUFFER CAPACITY, SEND OPC INFORMATION.
#include "commands.hpp"

#include <algorithm>
#include <utility>

namespace virtual_recorder {

namespace {

constexpr double SecondsToSpinUp = 1.5;  // and to find the place and calibrate the power

std::optional<Sense> addressProblem(const Disc &disc, const BlockRange &range) {
    const MediumType &type = disc.type();
    const auto next = disc.nextWritable();
    if (range.lba < 0 || range.lba >= type.capacity) {
        return sense::AddressOutOfRange;
    }
    if (!next) {
        return sense::EndOfUserArea;
    }
    if (range.lba != *next) {
        return sense::InvalidAddressForWrite.at(*next);
    }
    if (range.lba + range.blocks > type.capacity - type.runOut) {
        return sense::EndOfUserArea;
    }
    return std::nullopt;
}

// The track breaks off where the buffer ran empty.
Reply loseStreaming(DriveState &drive) {
    return refused(drive.endTrack(true) ? sense::LossOfStreaming : sense::WriteError);
}

TrackKind kindOf(const MediumType &type, WriteParameters parameters) {
    if (!type.cd) {
        return {};
    }
    TrackKind kind{parameters.trackMode, false, std::move(parameters.mcn).value_or(""), {}};
    if (parameters.audio()) {
        kind.alternatingCopy = parameters.alternatingCopy;
        kind.isrc = std::move(parameters.isrc).value_or("");
    }
    return kind;
}

// Of the track that is being written, or that the write parameters would begin.
std::int32_t blockSize(const DriveState &drive) {
    if (drive.writing) {
        return drive.writing->blockSize;
    }
    return drive.loaded->type().cd && drive.modes.writeParameters().audio() ? RawSectorSize : BlockSize;
}

// A track that was cut off is continued as what it was begun as.
bool continuesAsOtherKind(const DriveState &drive) {
    const Track *open = drive.loaded->openTrack();
    return !drive.writing && open != nullptr && open->kind.audio() != (blockSize(drive) == RawSectorSize);
}

// The first WRITE of a track latches the write parameters, opens the track and starts the laser.
bool beginWriting(DriveState &drive) {
    const MediumType &type = drive.loaded->type();
    const WriteParameters parameters = drive.modes.writeParameters();
    Writing writing;
    writing.blockSize = blockSize(drive);
    if (type.needsWriteParameters) {
        writing.rehearsal = type.testWrite && parameters.testWrite;
        writing.underrunProtection = parameters.underrunProtection;
    }
    if (writing.rehearsal) {
        drive.rehearsal = drive.loaded;
    }
    Disc &disc = drive.disc();
    if (disc.openTrack() == nullptr) {
        disc.beginTrack(kindOf(type, parameters), drive.options.discard);
        if (!writing.rehearsal && !drive.store->save(disc)) {
            return false;
        }
    }
    drive.writing = writing;
    if (drive.options.pace > 0) {
        const double blocksPerSecond = drive.blocksPerSecond();
        const std::chrono::duration<double> wait(SecondsToSpinUp + type.pregap / blocksPerSecond);
        drive.buffer.start(drive.time() + std::chrono::duration_cast<Duration>(wait),
                           blocksPerSecond * writing.blockSize);
    }
    return true;
}

Reply store(DriveState &drive, const BlockRange &range, std::span<const std::uint8_t> data) {
    Disc &disc = drive.disc();
    const Track &track = *disc.openTrack();
    if (!drive.writing->rehearsal && !track.discarded) {
        const auto lba = static_cast<std::int32_t>(range.lba);
        Contents &contents = drive.store->contents();
        if (!(track.kind.audio() ? contents.writeAudio(lba, data) : contents.write(lba, data))) {
            return refused(sense::WriteError.at(lba));
        }
    }
    disc.append(static_cast<std::int32_t>(range.blocks));
    drive.buffer.fill(drive.time(), data.size());
    return good(data.size());
}

}  // namespace

Reply writeBlocks(DriveState &drive, const Request &request) {
    const BlockRange range = *blockRange(request.cdb);
    Disc &disc = drive.disc();
    const MediumType &type = disc.type();
    if (!disc.writable()) {
        return refused(sense::CannotWriteMedium);
    }
    if (type.needsWriteParameters && !drive.modes.writeParametersSet()) {
        return refused(sense::CommandSequenceError);
    }
    if (range.blocks == 0) {
        return good();
    }
    const bool wholeSession = drive.writing ? drive.session != nullptr : drive.modes.writeParameters().wholeSession();
    if (type.cd && wholeSession) {
        return writeSession(drive, request, range);
    }
    if (const auto problem = addressProblem(disc, range)) {
        return refused(*problem);
    }
    if (continuesAsOtherKind(drive)) {
        return refused(sense::IllegalModeForTrack);
    }
    if (!sends(request, static_cast<std::size_t>(range.blocks) * static_cast<std::size_t>(blockSize(drive)))) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (drive.writing && !drive.writing->underrunProtection && drive.buffer.ranEmpty(drive.time())) {
        return loseStreaming(drive);
    }
    if (!drive.buffer.hasRoom(drive.time(), request.data.size())) {
        return refused(sense::LongWriteInProgress);
    }
    if (!drive.writing && !beginWriting(drive)) {
        return refused(sense::WriteError);
    }
    return store(drive, range, request.data);
}

// Empties the buffer. Track at once, it ends the track; elsewhere it fills the last packet. While the drive is busy
// already, it is the one command on the medium that waits instead of being refused: that is what it is for.
Reply synchronizeCache(DriveState &drive, const Request &request) {
    if (drive.operation.running(drive.time())) {
        return (request.cdb[1] & 0x02) != 0 ? good() : drive.waitForOperation();
    }
    if (!drive.writing) {
        return good();
    }
    if (drive.session) {
        return synchronizeSession(drive, request);
    }
    const double seconds = std::chrono::duration<double>(drive.buffer.timeToDrain(drive.time())).count();
    const bool whole =
        drive.loaded->type().syncEndsTrack ? drive.endTrack() : drive.padTrack(drive.disc().missingToPacket());
    if (!whole) {
        return refused(sense::WriteError);
    }
    drive.writing.reset();
    drive.buffer.stop();
    return drive.work(seconds, (request.cdb[1] & 0x02) != 0);
}

Reply readBufferCapacity(DriveState &drive, const Request &request) {
    Bytes reply(12);
    put16(reply, 0, static_cast<std::uint32_t>(reply.size() - 2));
    put32(reply, 4, drive.buffer.capacity());
    put32(reply, 8, drive.buffer.capacity() - drive.buffer.used(drive.time()));
    return answered(request, reply, get16(request.cdb, 7));
}

// A calibration always succeeds; there is nothing to remember of it.
Reply sendOpcInformation(DriveState &drive, const Request &) {
    if (!drive.disc().writable()) {
        return refused(sense::CannotWriteMedium);
    }
    return drive.writing ? refused(sense::CommandSequenceError) : good();
}

}  // namespace virtual_recorder
