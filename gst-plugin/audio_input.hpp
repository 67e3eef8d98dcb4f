// SPDX-License-Identifier: LGPL-2.1-or-later
// AudioInput: sound on its way from the pipeline's streaming thread to the burning thread, track by track: through a
// ring of bytes, each track through a temporary file, or all of them before anything is burned. Knows nothing of
// GStreamer.
#pragma once

#include "layout.hpp"
#include "spool_file.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

namespace discsink {

// A track that lies in a file.
struct SpooledTrack {
    TrackNotes notes;
    std::uint64_t bytes = 0;
    std::shared_ptr<const SpoolFile> file;
};

class AudioInput {
public:
    // What came of a call of the streaming thread.
    enum class Flow {
        Ok,
        Interrupted,  // interrupt() was called; nothing is lost, the call may be made again
        Stopped,      // the session is over: cancelled or failed
        SpoolFailed,  // spoolError() tells why
    };
    // What there is to burn.
    enum class Next { Track, End, Stopped };

    // A new session, with nothing in it.
    void reset();
    // The same in a session whose sound nobody has begun to take; false where somebody has.
    [[nodiscard]] bool restart();
    // The burner is ready: bytes of the ring, per cent of it before a track begins. Nothing goes in before that.
    void open(std::size_t capacity, unsigned prefillPercent);
    // Each track goes through a file in that folder. To be called before the first push().
    void spoolTracks(const std::string &folder);
    // The same, and nothing is burned before all of them are there.
    void spoolDisc(const std::string &folder);

    // The streaming thread's side.
    [[nodiscard]] Flow waitUntilOpen();
    // *done says how much was taken, also when it was interrupted.
    [[nodiscard]] Flow push(std::span<const std::uint8_t> data, std::size_t *done);
    void setNotes(TrackNotes notes);  // of the track that is coming in, or of the next one where that has ended
    void endTrack();                  // what comes next is another track
    void finish();                    // no more sound
    [[nodiscard]] Flow waitForOutcome();
    [[nodiscard]] bool rest(std::chrono::milliseconds time);  // false: something came in between
    [[nodiscard]] int spoolError() const { return spoolError_; }

    // Any thread.
    void interrupt(bool on);
    void stop();       // ends the session: everybody comes back
    void dropFiles();  // after that: the temporary files are gone
    [[nodiscard]] std::uint64_t bytesReceived() const;
    [[nodiscard]] std::size_t tracksReceived() const;
    [[nodiscard]] bool finished() const;
    [[nodiscard]] bool stopped() const;
    [[nodiscard]] unsigned level() const;        // per cent
    [[nodiscard]] std::size_t capacity() const;  // bytes of the ring
    [[nodiscard]] unsigned lowestLevel() const;
    [[nodiscard]] std::uint64_t sectorsOfAllTracks() const;  // so far

    // The burner's side.
    void waitForSound();                // until some has come in, or none will
    [[nodiscard]] Next waitForTrack();  // until the next track may begin
    [[nodiscard]] TrackText text() const;
    [[nodiscard]] std::vector<SpooledTrack> spooledTracks() const;  // all that have sound
    [[nodiscard]] bool trackEnded() const;                          // its length is known
    [[nodiscard]] std::uint64_t trackBytes() const;                 // so far
    [[nodiscard]] const char *spool() const;                        // as the property names it: none, track, disc
    // Bytes of the track, 0 at its end, -1 where the session is over. *waited: how long there was nothing to read.
    [[nodiscard]] std::int64_t read(std::span<std::uint8_t> target, std::chrono::steady_clock::duration *waited);
    void interruptRead();  // any thread: read() comes back with -1 until the track is left
    void leaveTrack();     // done with it
    void succeed();        // the session is burned

private:
    void clear();
    struct Track {
        TrackNotes notes;
        std::uint64_t bytes = 0;
        std::uint64_t read = 0;
        bool ended = false;
        std::shared_ptr<SpoolFile> spool;
    };

    [[nodiscard]] Flow pushToFile(std::span<const std::uint8_t> data, std::size_t *done);
    [[nodiscard]] Track &comingIn();
    [[nodiscard]] const Track *goingOut() const;
    [[nodiscard]] bool mayBegin() const;
    void copyIn(std::span<const std::uint8_t> data);
    [[nodiscard]] std::int64_t copyOut(std::span<std::uint8_t> target);

    mutable std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    std::unique_ptr<std::uint8_t[]> ring_;
    std::size_t capacity_ = 0;
    std::size_t prefill_ = 0;
    std::size_t portion_ = 0;    // the reader that has taken all waits for so much,
    std::size_t room_ = 0;       // the writer that has filled all for so much
    std::uint64_t wanted_ = 0;   // bytes in the ring from which on the burner is woken
    std::uint64_t filled_ = 0;   // bytes put into the ring
    std::uint64_t drained_ = 0;  // bytes taken out
    unsigned lowest_ = 100;
    std::deque<Track> tracks_;
    std::size_t current_ = 0;  // index of the track that goes out
    std::uint64_t received_ = 0;
    bool spooling_ = false;
    bool wholeDisc_ = false;
    std::string spoolFolder_;
    int spoolError_ = 0;  // the streaming thread's own
    bool open_ = false;
    bool finished_ = false;
    bool interrupted_ = false;
    bool stopped_ = false;
    bool readInterrupted_ = false;
    bool succeeded_ = false;
    bool taken_ = false;  // a track was given to the burner
};

}  // namespace discsink
