// SPDX-License-Identifier: LGPL-2.1-or-later
// AudioInput: sound on its way from the pipeline's streaming thread to the burning thread.
#include "audio_input.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace discsink {

namespace {

// Threads are not woken for less: waking costs more than copying.
constexpr std::size_t Portion = 262144;

}  // namespace

void AudioInput::reset() {
    const std::lock_guard lock(mutex_);
    clear();
    open_ = false;
}

bool AudioInput::restart() {
    const std::lock_guard lock(mutex_);
    if (!taken_ && !stopped_) {
        clear();
    }
    return !taken_;
}

void AudioInput::clear() {
    tracks_.clear();
    current_ = 0;
    filled_ = drained_ = received_ = 0;
    lowest_ = 100;
    spooling_ = wholeDisc_ = finished_ = stopped_ = succeeded_ = readInterrupted_ = taken_ = false;
    spoolError_ = 0;
}

void AudioInput::open(std::size_t capacity, unsigned prefillPercent) {
    const std::lock_guard lock(mutex_);
    if (capacity != capacity_ || !ring_) {
        ring_ = std::make_unique_for_overwrite<std::uint8_t[]>(capacity);
        capacity_ = capacity;
    }
    // At least the shortest track: so that one that is too short is known before the laser starts.
    const std::size_t shortest = std::min<std::size_t>(capacity, std::size_t{ShortestTrackSectors} * SectorBytes);
    prefill_ = std::max(capacity / 100 * prefillPercent, shortest);
    portion_ = std::min(Portion, capacity / 4);
    room_ = std::max<std::size_t>(capacity / 8, 1);
    open_ = true;
    changed_.notify_all();
}

void AudioInput::spoolTracks(const std::string &folder) {
    const std::lock_guard lock(mutex_);
    spooling_ = true;
    spoolFolder_ = folder;
}

void AudioInput::spoolDisc(const std::string &folder) {
    spoolTracks(folder);
    const std::lock_guard lock(mutex_);
    wholeDisc_ = true;
}

AudioInput::Track &AudioInput::comingIn() {
    if (tracks_.empty() || tracks_.back().ended) {
        tracks_.emplace_back();
    }
    return tracks_.back();
}

const AudioInput::Track *AudioInput::goingOut() const {
    return current_ < tracks_.size() ? &tracks_[current_] : nullptr;
}

AudioInput::Flow AudioInput::waitUntilOpen() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return interrupted_ || stopped_ || finished_ || open_; });
    if (stopped_ || finished_) {
        return Flow::Stopped;
    }
    return interrupted_ ? Flow::Interrupted : Flow::Ok;
}

AudioInput::Flow AudioInput::push(std::span<const std::uint8_t> data, std::size_t *done) {
    *done = 0;
    std::unique_lock lock(mutex_);
    if (spooling_) {
        lock.unlock();
        return pushToFile(data, done);
    }
    while (*done < data.size()) {
        const auto hasRoom = [this](std::size_t least) { return open_ && filled_ - drained_ + least <= capacity_; };
        if (!hasRoom(1)) {
            changed_.wait(lock, [&] { return interrupted_ || stopped_ || finished_ || hasRoom(room_); });
        }
        if (stopped_ || finished_) {
            return Flow::Stopped;
        }
        if (interrupted_) {
            return Flow::Interrupted;
        }
        const auto room = static_cast<std::size_t>(capacity_ - (filled_ - drained_));
        const auto part = data.subspan(*done, std::min(room, data.size() - *done));
        comingIn().bytes += part.size();
        copyIn(part);
        received_ += part.size();
        *done += part.size();
        if (filled_ - drained_ >= wanted_) {
            changed_.notify_all();
        }
    }
    return Flow::Ok;
}

// Writing happens without the lock: a slow disk must not hold up the burner, which reads tracks that are complete.
AudioInput::Flow AudioInput::pushToFile(std::span<const std::uint8_t> data, std::size_t *done) {
    std::shared_ptr<SpoolFile> file;
    {
        const std::lock_guard lock(mutex_);
        if (stopped_ || finished_) {
            return Flow::Stopped;
        }
        Track &track = comingIn();
        if (!track.spool) {
            track.spool = SpoolFile::create(spoolFolder_, &spoolError_);
        }
        file = track.spool;
    }
    if (!file) {
        return Flow::SpoolFailed;
    }
    spoolError_ = file->append(data.data(), data.size());
    if (spoolError_ != 0) {
        return Flow::SpoolFailed;
    }
    const std::lock_guard lock(mutex_);
    comingIn().bytes += data.size();
    if (received_ == 0) {
        changed_.notify_all();
    }
    received_ += data.size();
    *done = data.size();
    return Flow::Ok;
}

// An empty ring is filled from its beginning again: where little of it is used, that stays in the cache.
void AudioInput::copyIn(std::span<const std::uint8_t> data) {
    if (filled_ == drained_) {
        filled_ = drained_ = 0;
    }
    const auto at = static_cast<std::size_t>(filled_ % capacity_);
    const std::size_t first = std::min(data.size(), capacity_ - at);
    std::memcpy(ring_.get() + at, data.data(), first);
    std::memcpy(ring_.get(), data.data() + first, data.size() - first);
    filled_ += data.size();
}

std::int64_t AudioInput::copyOut(std::span<std::uint8_t> target) {
    const auto at = static_cast<std::size_t>(drained_ % capacity_);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), filled_ - drained_));
    const std::size_t first = std::min(count, capacity_ - at);
    std::memcpy(target.data(), ring_.get() + at, first);
    std::memcpy(target.data() + first, ring_.get(), count - first);
    drained_ += count;
    return static_cast<std::int64_t>(count);
}

void AudioInput::setNotes(TrackNotes notes) {
    const std::lock_guard lock(mutex_);
    comingIn().notes = std::move(notes);
}

void AudioInput::endTrack() {
    const std::lock_guard lock(mutex_);
    if (!tracks_.empty()) {
        tracks_.back().ended = true;
    }
    changed_.notify_all();
}

void AudioInput::finish() {
    const std::lock_guard lock(mutex_);
    finished_ = true;
    if (!tracks_.empty()) {
        tracks_.back().ended = true;
    }
    changed_.notify_all();
}

AudioInput::Flow AudioInput::waitForOutcome() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return succeeded_ || stopped_ || interrupted_; });
    if (succeeded_) {
        return Flow::Ok;
    }
    return stopped_ ? Flow::Stopped : Flow::Interrupted;
}

bool AudioInput::rest(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return stopped_ || interrupted_; });
}

void AudioInput::interrupt(bool on) {
    const std::lock_guard lock(mutex_);
    interrupted_ = on;
    changed_.notify_all();
}

void AudioInput::stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
}

void AudioInput::dropFiles() {
    const std::lock_guard lock(mutex_);
    for (Track &track : tracks_) {
        track.spool.reset();
    }
}

void AudioInput::succeed() {
    const std::lock_guard lock(mutex_);
    succeeded_ = true;
    changed_.notify_all();
}

std::uint64_t AudioInput::bytesReceived() const {
    const std::lock_guard lock(mutex_);
    return received_;
}

std::size_t AudioInput::tracksReceived() const {
    const std::lock_guard lock(mutex_);
    return tracks_.size();
}

bool AudioInput::finished() const {
    const std::lock_guard lock(mutex_);
    return finished_;
}

bool AudioInput::stopped() const {
    const std::lock_guard lock(mutex_);
    return stopped_;
}

std::size_t AudioInput::capacity() const {
    const std::lock_guard lock(mutex_);
    return capacity_;
}

unsigned AudioInput::level() const {
    const std::lock_guard lock(mutex_);
    return capacity_ == 0 ? 0 : static_cast<unsigned>((filled_ - drained_) * 100 / capacity_);
}

unsigned AudioInput::lowestLevel() const {
    const std::lock_guard lock(mutex_);
    return lowest_;
}

std::uint64_t AudioInput::sectorsOfAllTracks() const {
    const std::lock_guard lock(mutex_);
    std::uint64_t sectors = 0;
    for (const Track &track : tracks_) {
        sectors += track.bytes == 0 ? 0 : sectorsOfTrack(track.bytes / BytesPerFrame);
    }
    return sectors;
}

// A track through the ring begins when enough of it lies there, so that what follows may come late; one through a file
// when it is complete, or when all of the disc is.
bool AudioInput::mayBegin() const {
    const Track *track = goingOut();
    if (wholeDisc_ && !finished_) {
        return false;
    }
    if (track == nullptr || track->ended || finished_) {
        return track != nullptr;
    }
    return !spooling_ && track->bytes > 0 && filled_ - drained_ >= prefill_;
}

void AudioInput::waitForSound() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || finished_ || received_ > 0; });
}

AudioInput::Next AudioInput::waitForTrack() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wanted_ = prefill_;
        changed_.wait(lock, [this] { return stopped_ || mayBegin() || (finished_ && goingOut() == nullptr); });
        if (stopped_) {
            return Next::Stopped;
        }
        const Track *track = goingOut();
        if (track == nullptr) {
            return Next::End;
        }
        if (track->bytes > 0) {
            taken_ = true;
            return Next::Track;
        }
        ++current_;  // a track without sound is none
    }
}

TrackText AudioInput::text() const {
    const std::lock_guard lock(mutex_);
    const Track *track = goingOut();
    return track != nullptr ? track->notes.tagged.text : TrackText{};
}

std::vector<SpooledTrack> AudioInput::spooledTracks() const {
    const std::lock_guard lock(mutex_);
    std::vector<SpooledTrack> found;
    for (const Track &track : tracks_) {
        if (track.bytes > 0 && track.spool) {
            found.push_back({track.notes, track.bytes, track.spool});
        }
    }
    return found;
}

bool AudioInput::trackEnded() const {
    const std::lock_guard lock(mutex_);
    const Track *track = goingOut();
    return track != nullptr && (track->ended || finished_);
}

std::uint64_t AudioInput::trackBytes() const {
    const std::lock_guard lock(mutex_);
    const Track *track = goingOut();
    return track != nullptr ? track->bytes : 0;
}

const char *AudioInput::spool() const {
    const std::lock_guard lock(mutex_);
    return wholeDisc_ ? "disc" : spooling_ ? "track" : "none";
}

std::int64_t AudioInput::read(std::span<std::uint8_t> target, std::chrono::steady_clock::duration *waited) {
    std::unique_lock lock(mutex_);
    *waited = {};
    Track *track = current_ < tracks_.size() ? &tracks_[current_] : nullptr;
    const auto ready = [&](std::uint64_t least) {
        return stopped_ || readInterrupted_ || track == nullptr || track->ended || finished_ ||
               track->bytes - track->read >= least;
    };
    if (!ready(std::min(target.size(), portion_))) {
        wanted_ = portion_;
        const auto began = std::chrono::steady_clock::now();
        changed_.wait(lock, [&] { return ready(portion_); });
        *waited = std::chrono::steady_clock::now() - began;
        lowest_ = 0;
    }
    if (stopped_ || readInterrupted_ || track == nullptr) {
        return -1;
    }
    const auto left = static_cast<std::size_t>(std::min<std::uint64_t>(track->bytes - track->read, target.size()));
    if (left == 0) {
        return 0;
    }
    std::int64_t count = 0;
    if (track->spool) {
        count = track->spool->readAt(track->read, target.data(), left);
    } else {
        if (!track->ended) {
            lowest_ = std::min(lowest_, static_cast<unsigned>((filled_ - drained_) * 100 / capacity_));
        }
        count = copyOut(target.first(left));
    }
    track->read += count > 0 ? static_cast<std::uint64_t>(count) : 0;
    if (filled_ - drained_ + room_ <= capacity_) {
        changed_.notify_all();
    }
    return count == 0 ? -1 : count;  // a file that became shorter is a failure
}

void AudioInput::interruptRead() {
    const std::lock_guard lock(mutex_);
    readInterrupted_ = true;
    changed_.notify_all();
}

void AudioInput::leaveTrack() {
    const std::lock_guard lock(mutex_);
    readInterrupted_ = false;
    if (current_ < tracks_.size()) {
        tracks_[current_].spool.reset();
        ++current_;
    }
}

}  // namespace discsink
