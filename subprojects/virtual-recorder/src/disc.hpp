// SPDX-License-Identifier: LGPL-2.1-or-later
// Disc: sessions and tracks of a medium and the rules by which they grow. No I/O.
#pragma once

#include "medium_type.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace virtual_recorder {

// How the 2336 bytes behind the header of a data sector are laid out.
enum class SectorMode : std::uint8_t {
    Zero,      // mode 0: all of them are zero
    One,       // mode 1: 2048 of data, EDC and ECC
    Formless,  // mode 2: all of them are data
    Xa,        // mode 2 of CD-ROM XA and CD-I: sub-headers, which tell the form of each sector
};

// What a track is to be, as told by the write parameters when it begins.
struct TrackKind {
    std::uint8_t control = 4;           // as in the Q sub-channel
    bool alternatingCopy = false;       // audio whose copy permission alternates: SCMS
    std::string mcn = {};               // of the disc; empty: this track does not tell it
    std::string isrc = {};              // empty: none
    SectorMode mode = SectorMode::One;  // of data

    [[nodiscard]] bool audio() const { return (control & 0x04) == 0; }
};

struct Track {
    std::int32_t start = 0;   // first block of data
    std::int32_t blocks = 0;  // of data, padding included, run-out not
    std::int32_t runOut = 0;
    bool closed = false;
    bool damaged = false;    // the recorder lost power or data in the midst of it
    bool discarded = false;  // its contents were not kept
    TrackKind kind;

    // Of a session that was written at once or raw: what the host wrote in front of the track, from its index 0 on.
    // Without it the drive wrote the pause itself.
    std::optional<std::int32_t> pregap = {};
    std::vector<std::int32_t> indexes = {};  // where index 2 and later ones begin, from the track's start on
    bool subChannel = false;                 // the host sent it as well

    [[nodiscard]] std::int32_t beginning() const { return start - pregap.value_or(0); }  // of what the host wrote
    [[nodiscard]] std::int32_t dataEnd() const { return start + blocks; }
    [[nodiscard]] std::int32_t end() const { return start + blocks + runOut; }
};

struct Session {
    bool closed = false;
    std::uint8_t format = 0;                // 00 CD-DA or CD-ROM, 10 CD-I, 20 XA
    std::int32_t leadOut = 0;               // where a closed session ends
    std::vector<Track> tracks;              // never empty
    std::vector<std::uint8_t> cdText = {};  // packs of 18 bytes
};

// A track with its place on the disc.
struct TrackPlace {
    int number = 0;
    int session = 0;
    const Track *track = nullptr;
};

class Disc {
public:
    explicit Disc(const MediumType &type) : type_(&type) {}

    [[nodiscard]] const MediumType &type() const { return *type_; }
    [[nodiscard]] const std::vector<Session> &sessions() const { return sessions_; }
    [[nodiscard]] std::vector<TrackPlace> tracks() const;

    [[nodiscard]] bool blank() const { return sessions_.empty() && !halfBlanked_; }
    [[nodiscard]] bool finalized() const { return finalized_ || halfBlanked_; }
    [[nodiscard]] bool writable() const { return !finalized() && !damaged_; }
    // Blanking has begun and did not end: the disc can do nothing but be blanked again.
    [[nodiscard]] bool halfBlanked() const { return halfBlanked_; }
    // Closing the last session has begun and did not end: nothing can be added to it, nor behind it.
    [[nodiscard]] bool damaged() const { return damaged_; }
    [[nodiscard]] bool sessionOpen() const { return !sessions_.empty() && !sessions_.back().closed; }
    [[nodiscard]] const Track *openTrack() const;
    [[nodiscard]] const Session *lastClosedSession() const;

    // The session and track that the next WRITE goes to, open or still invisible.
    [[nodiscard]] int currentSession() const;
    [[nodiscard]] int currentTrack() const;
    [[nodiscard]] int firstTrackOfCurrentSession() const;

    [[nodiscard]] std::int32_t nextTrackStart() const;
    [[nodiscard]] std::int32_t leadInStart() const;                  // of the session that would begin now
    [[nodiscard]] std::optional<std::int32_t> nextWritable() const;  // none: nothing more can be written
    [[nodiscard]] std::int32_t freeBlocks() const;

    [[nodiscard]] std::string mcn() const;                          // the first that a track tells; empty: none
    [[nodiscard]] const std::vector<std::uint8_t> &cdText() const;  // of the first session that has any

    void beginTrack(const TrackKind &kind, bool discarded);
    void beginTrack(const Track &track);  // of a session at once or raw, which tells its place
    [[nodiscard]] Track &lastTrack() { return sessions_.back().tracks.back(); }
    void dropEmptyTrack();  // the last one, where it was begun and nothing of it was written
    void setCdText(std::vector<std::uint8_t> packs) { sessions_.back().cdText = std::move(packs); }
    void append(std::int32_t blocks) { sessions_.back().tracks.back().blocks += blocks; }
    [[nodiscard]] std::int32_t missingToPacket() const;    // blocks that fill the open track up to a whole packet
    [[nodiscard]] std::int32_t missingToShortest() const;  // … and to the shortest track permitted
    void closeTrack(bool damaged);
    void beginClosing() { damaged_ = true; }
    void closeSession(std::uint8_t format);
    void finalize() { finalized_ = true; }
    void beginBlanking();
    void endBlanking() { halfBlanked_ = false; }

    // For what is read back from a folder. False when the sessions cannot be.
    [[nodiscard]] bool restore(std::vector<Session> sessions, bool finalized);

private:
    const MediumType *type_;
    std::vector<Session> sessions_;
    bool finalized_ = false;
    bool halfBlanked_ = false;
    bool damaged_ = false;
};

}  // namespace virtual_recorder
