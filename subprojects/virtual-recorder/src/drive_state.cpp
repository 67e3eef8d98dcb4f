// SPDX-License-Identifier: LGPL-2.1-or-later
// The drive's state and what several commands do with it: speeds, time, ending a track.
#include "drive_state.hpp"

#include "medium_catalogue.hpp"

#include <algorithm>
#include <utility>

namespace virtual_recorder {

namespace {

constexpr int RefusalsWithoutPace = 3;

}  // namespace

DriveState::DriveState(const Options &givenOptions, std::unique_ptr<DiscStore> givenStore, Now givenNow)
    : options(givenOptions),
      store(std::move(givenStore)),
      now(std::move(givenNow)),
      modes(!options.noRaw),
      tray(store != nullptr, options.hostWaits),
      buffer(options.bufferKib, options.pace > 0) {
    if (store) {
        loaded = store->opened();
    }
}

const MediumType *DriveState::medium() const {
    return discPresent() ? &loaded->type() : nullptr;
}

const MediumType &DriveState::speedType() const {
    return loaded ? loaded->type() : *findMedium(DefaultMedium);
}

void DriveState::selectWriteSpeed(std::uint32_t kilobytes, bool cav) {
    selectedCav = cav && !speedType().cavSpeeds.empty();
    const auto speeds = selectedCav ? speedType().cavSpeeds : speedType().writeSpeeds;
    const auto fits = std::find_if(speeds.begin(), speeds.end(),
                                   [&](double speed) { return kilobytesPerSecond(speedType(), speed) <= kilobytes; });
    selectedSpeed = fits == speeds.end() ? speeds.back() : *fits;
}

void DriveState::selectDefaultSpeed() {
    selectedSpeed.reset();
    selectedCav = false;
}

double DriveState::writeSpeed() const {
    return selectedSpeed.value_or(speedType().writeSpeeds.front());
}

// The pace is the drive's, unless the host has chosen less than the fastest speed.
double DriveState::blocksPerSecond() const {
    const MediumType &type = speedType();
    const bool slowed = writeSpeed() < type.writeSpeeds.front();
    return type.blocksPerSecondAt1x * (slowed ? std::min(options.pace, writeSpeed()) : options.pace);
}

// Nothing here sleeps: with pace the drive stays busy for the time, and the host learns from takes how long it would
// have waited. Without pace a host that does not wait is refused a few times, as it would be by a drive.
Reply DriveState::work(double seconds, bool immed) {
    Reply reply;
    if (options.pace > 0) {
        const auto duration = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
        operation.startTimed(time(), duration);
        reply.takes = immed ? Duration::zero() : duration;
    } else if (immed) {
        operation.startCounted(RefusalsWithoutPace);
    }
    return reply;
}

Reply DriveState::waitForOperation() {
    Reply reply;
    reply.takes = operation.remaining(time());
    if (reply.takes == Duration::zero()) {
        operation = {};
        settleBlanking();
    }
    return reply;
}

// A disc that cannot be saved stays half blanked.
void DriveState::settleBlanking() {
    if (!blanking || operation.running(time())) {
        return;
    }
    blanking = false;
    Disc blank = *loaded;
    blank.endBlanking();
    if (store->save(blank)) {
        loaded = blank;
    }
}

bool DriveState::settleClosing() {
    if (!closing || operation.running(time())) {
        return true;
    }
    const Disc closed = *std::exchange(closing, std::nullopt);
    if (!store->saveClosedSession(closed)) {
        return false;
    }
    loaded = closed;
    return true;
}

bool DriveState::settle() {
    if (options.pace <= 0) {
        operation = {};
    }
    settleBlanking();
    return settleClosing();
}

void DriveState::saveOpenTrack() {
    if (store && loaded->openTrack() != nullptr) {
        static_cast<void>(store->save(*loaded));
    }
}

// Zeros up to the length that the medium demands.
bool DriveState::padTrack(std::int32_t blocks) {
    const Track &track = *disc().openTrack();
    if (blocks > 0 && !rehearsal && !track.discarded &&
        !store->contents().writeEmpty(track.dataEnd(), track.kind, blocks)) {
        return false;
    }
    disc().append(blocks);
    return true;
}

// A cue sheet is one for the disc in the drive.
void DriveState::openTray() {
    tray.open();
    session.reset();
}

void DriveState::putDisc(std::unique_ptr<DiscStore> newStore) {
    saveOpenTrack();
    store = std::move(newStore);
    loaded.reset();
    if (store) {
        loaded = store->opened();
    }
    rehearsal.reset();
    buffer.stop();
    lastRead = 0;
    selectDefaultSpeed();
    tray.put(store != nullptr);
}

// A track that had been cut off is whole again once it is closed.
bool DriveState::endTrack(bool damaged) {
    writing.reset();
    buffer.stop();
    if (rehearsal) {
        rehearsal.reset();
        return true;
    }
    if (!padTrack(disc().missingToShortest())) {
        return false;
    }
    const bool kept = !disc().openTrack()->discarded;
    disc().closeTrack(damaged);
    const std::int32_t end = disc().sessions().back().tracks.back().end();
    return store->save(disc()) && (!kept || store->contents().endAt(end));
}

}  // namespace virtual_recorder
