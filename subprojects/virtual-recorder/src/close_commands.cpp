// SPDX-License-Identifier: LGPL-2.1-or-later
// CLOSE TRACK SESSION. Which function does what is told by the medium's type.
#include "commands.hpp"

namespace virtual_recorder {

namespace {

// Work on a disc without pace takes no time; the buffer may still have to be emptied first.
Reply done(DriveState &drive, const Request &request, std::int32_t blocks) {
    const double seconds = drive.options.pace > 0 ? blocks / drive.blocksPerSecond() : 0;
    return drive.work(seconds, (request.cdb[1] & 0x01) != 0);
}

Reply closeTrack(DriveState &drive, const Request &request) {
    const std::uint32_t number = get16(request.cdb, 4);
    const bool current = number == 0xFF || number == static_cast<std::uint32_t>(drive.disc().currentTrack());
    if (!current) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (drive.disc().openTrack() == nullptr) {  // an invisible track
        return good();
    }
    const double draining = std::chrono::duration<double>(drive.buffer.timeToDrain(drive.time())).count();
    const double blocksPerSecond = drive.options.pace > 0 ? drive.blocksPerSecond() : 1;
    if (!drive.endTrack()) {
        return refused(sense::WriteError);
    }
    return done(drive, request, static_cast<std::int32_t>(draining * blocksPerSecond));
}

// A power cut before the end leaves a damaged session.
Reply closeSession(DriveState &drive, const Request &request, bool finalize) {
    Disc disc = *drive.loaded;
    if (drive.disc().openTrack() != nullptr) {
        return refused(sense::IncompleteTrackInSession);
    }
    const bool sessionOpen = disc.sessionOpen();
    if (!sessionOpen && (disc.blank() || !finalize || disc.type().needsWriteParameters)) {
        return good();  // there is nothing to close
    }
    if (sessionOpen) {
        drive.loaded->beginClosing();
        if (!drive.store->save(*drive.loaded)) {
            return refused(sense::WriteError);
        }
        disc.closeSession(disc.type().cd ? drive.modes.writeParameters().sessionFormat : 0);
    }
    if (finalize) {
        disc.finalize();
    }
    drive.closing = disc;
    const Reply reply = done(drive, request, disc.type().closingBlocks);
    return drive.settleClosing() ? reply : refused(sense::WriteError);  // settled where it takes no time
}

}  // namespace

Reply closeTrackSession(DriveState &drive, const Request &request) {
    constexpr std::uint8_t NextSessionAllowed = 3;
    const MediumType &type = drive.loaded->type();
    const CloseAction action = type.close[request.cdb[2] & 0x07];
    const WriteParameters parameters = drive.modes.writeParameters();
    if (action == CloseAction::Refused) {
        return refused(sense::InvalidFieldInCdb);
    }
    if (!drive.disc().writable()) {
        return refused(sense::CannotWriteMedium);
    }
    if (drive.writing && drive.session) {
        return refused(sense::CommandSequenceError);  // nothing but SYNCHRONIZE CACHE ends such a session
    }
    if (type.testWrite && parameters.testWrite && !drive.rehearsal) {
        return good();
    }
    switch (action) {
        case CloseAction::Track:
            return closeTrack(drive, request);
        case CloseAction::Session:
            return closeSession(drive, request, false);
        case CloseAction::SessionByWriteParameters:
            return closeSession(drive, request, parameters.multiSession != NextSessionAllowed);
        default:
            return closeSession(drive, request, true);
    }
}

}  // namespace virtual_recorder
