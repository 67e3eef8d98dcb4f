// SPDX-License-Identifier: LGPL-2.1-or-later
// The rules by which sessions and tracks grow, driven by the data of the medium's type.
#include "disc.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace virtual_recorder {

std::vector<TrackPlace> Disc::tracks() const {
    std::vector<TrackPlace> places;
    int session = 0;
    for (const Session &one : sessions_) {
        ++session;
        for (const Track &track : one.tracks) {
            places.push_back({static_cast<int>(places.size()) + 1, session, &track});
        }
    }
    return places;
}

const Track *Disc::openTrack() const {
    if (!sessionOpen() || sessions_.back().tracks.back().closed) {
        return nullptr;
    }
    return &sessions_.back().tracks.back();
}

const Session *Disc::lastClosedSession() const {
    const auto closed = std::find_if(sessions_.rbegin(), sessions_.rend(), [](const Session &s) { return s.closed; });
    return closed == sessions_.rend() ? nullptr : &*closed;
}

// Of a finalized disc: the last one. A half-blanked one claims one that nobody can read.
int Disc::currentSession() const {
    const int count = static_cast<int>(sessions_.size());
    return sessionOpen() || finalized_ ? count : count + 1;
}

int Disc::currentTrack() const {
    const int count = static_cast<int>(tracks().size());
    return openTrack() != nullptr || finalized_ || damaged_ ? count : count + 1;
}

int Disc::firstTrackOfCurrentSession() const {
    const int session = currentSession();
    for (const TrackPlace &place : tracks()) {
        if (place.session == session) {
            return place.number;
        }
    }
    return currentTrack();
}

// Where a new track's data would start.
std::int32_t Disc::nextTrackStart() const {
    if (sessions_.empty()) {
        return 0;
    }
    if (sessionOpen()) {
        return sessions_.back().tracks.back().end() + type_->pregap;
    }
    return sessions_.back().leadOut + (sessions_.size() == 1 ? type_->firstSessionGap : type_->laterSessionGap);
}

std::int32_t Disc::leadInStart() const {
    const Session *closed = lastClosedSession();
    if (closed == nullptr) {
        return type_->leadInStart;
    }
    const bool first = closed == &sessions_.front();
    return closed->leadOut + (first ? type_->firstLeadOut : type_->laterLeadOut);
}

std::optional<std::int32_t> Disc::nextWritable() const {
    if (!writable()) {
        return std::nullopt;
    }
    if (const Track *track = openTrack()) {
        return track->dataEnd() + type_->runOut < type_->capacity ? std::optional(track->dataEnd()) : std::nullopt;
    }
    const std::int32_t start = nextTrackStart();
    const std::int32_t least = std::max(type_->shortestTrack, type_->packet) + type_->runOut;
    if (start + least > type_->capacity || static_cast<int>(tracks().size()) >= type_->mostTracks) {
        return std::nullopt;
    }
    return start;
}

// What is left for data; the drive's own run-out is taken off.
std::int32_t Disc::freeBlocks() const {
    const auto next = nextWritable();
    return next ? type_->capacity - *next - type_->runOut : 0;
}

std::string Disc::mcn() const {
    for (const TrackPlace &place : tracks()) {
        if (!place.track->kind.mcn.empty()) {
            return place.track->kind.mcn;
        }
    }
    return {};
}

const std::vector<std::uint8_t> &Disc::cdText() const {
    static const std::vector<std::uint8_t> none;
    const auto told =
        std::find_if(sessions_.begin(), sessions_.end(), [](const Session &s) { return !s.cdText.empty(); });
    return told == sessions_.end() ? none : told->cdText;
}

void Disc::beginTrack(const TrackKind &kind, bool discarded) {
    Track track;
    track.start = nextTrackStart();
    track.kind = kind;
    track.discarded = discarded;
    beginTrack(track);
}

void Disc::beginTrack(const Track &track) {
    if (!sessionOpen()) {
        sessions_.emplace_back();
    }
    sessions_.back().tracks.push_back(track);
}

void Disc::dropEmptyTrack() {
    if (openTrack() == nullptr || openTrack()->blocks > 0) {
        return;
    }
    sessions_.back().tracks.pop_back();
    if (sessions_.back().tracks.empty()) {
        sessions_.pop_back();
    }
}

std::int32_t Disc::missingToPacket() const {
    const std::int32_t over = sessions_.back().tracks.back().blocks % type_->packet;
    return over == 0 ? 0 : type_->packet - over;
}

std::int32_t Disc::missingToShortest() const {
    return std::max(missingToPacket(), type_->shortestTrack - sessions_.back().tracks.back().blocks);
}

void Disc::closeTrack(bool damaged) {
    Track &track = sessions_.back().tracks.back();
    track.runOut = track.pregap ? 0 : type_->runOut;
    track.closed = true;
    track.damaged = damaged;
}

void Disc::closeSession(std::uint8_t format) {
    Session &session = sessions_.back();
    session.closed = true;
    session.format = format;
    session.leadOut = session.tracks.back().end();
    damaged_ = false;
}

void Disc::beginBlanking() {
    sessions_.clear();
    finalized_ = false;
    damaged_ = false;
    halfBlanked_ = true;
}

bool Disc::restore(std::vector<Session> sessions, bool finalized) {
    std::int32_t end = 0;
    for (const Session &session : sessions) {
        const bool lastSession = &session == &sessions.back();
        if (session.cdText.size() % 18 != 0 || session.tracks.empty() ||
            (!session.closed && (!lastSession || finalized))) {
            return false;
        }
        for (const Track &track : session.tracks) {
            const bool lastTrack = &track == &session.tracks.back();
            const bool indexed = std::is_sorted(track.indexes.begin(), track.indexes.end(), std::less_equal<>()) &&
                                 (track.indexes.empty() || track.indexes.front() > 0);
            const bool pausesFit =
                !track.pregap || (type_->cd && track.beginning() >= (end == 0 ? -type_->pregap : end));
            if (!indexed || !pausesFit || track.start < end || track.start > type_->capacity || track.blocks < 0 ||
                track.runOut < 0 || track.blocks > type_->capacity - track.start || track.runOut > type_->runOut ||
                (!track.closed && (session.closed || !lastTrack)) ||
                (!type_->cd && (track.kind.audio() || track.kind.mode != SectorMode::One))) {
                return false;
            }
            end = track.end();
        }
        if (session.closed && session.leadOut != end) {
            return false;
        }
    }
    if (end > type_->capacity || (finalized && sessions.empty())) {
        return false;
    }
    sessions_ = std::move(sessions);
    finalized_ = finalized;
    return true;
}

}  // namespace virtual_recorder
