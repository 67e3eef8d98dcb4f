// SPDX-License-Identifier: LGPL-2.1-or-later
// DriveState: everything that a command can find and change in the drive.
#pragma once

#include "buffer_model.hpp"
#include "disc.hpp"
#include "disc_store.hpp"
#include "long_operation.hpp"
#include "mode_pages.hpp"
#include "request.hpp"
#include "session_writer.hpp"
#include "tray.hpp"
#include "virtual_recorder/recorder.hpp"

#include <memory>
#include <optional>

namespace virtual_recorder {

// What the first WRITE of a track found in the mode page and holds until the track ends.
struct Writing {
    bool rehearsal = false;  // test write
    bool underrunProtection = true;
    std::int32_t blockSize = 2048;
};

struct DriveState {
    DriveState(const Options &options, std::unique_ptr<DiscStore> store, Now now);

    [[nodiscard]] Disc &disc() { return rehearsal ? *rehearsal : *loaded; }
    [[nodiscard]] bool discPresent() const { return tray.discPresent(); }
    [[nodiscard]] const MediumType *medium() const;  // null without a disc
    [[nodiscard]] Instant time() const { return now() + delay; }

    // Speeds. Without a disc those of the default medium.
    [[nodiscard]] const MediumType &speedType() const;
    // The fastest that is no faster. cav: at a constant number of turns, where the medium has such speeds.
    void selectWriteSpeed(std::uint32_t kilobytes, bool cav);
    void selectDefaultSpeed();
    [[nodiscard]] double writeSpeed() const;       // selected, in x
    [[nodiscard]] double blocksPerSecond() const;  // of the laser; only where paced

    // Work that the drive does by itself. immed: the host does not wait for it.
    [[nodiscard]] Reply work(double seconds, bool immed);
    // The host waits until that work is done.
    [[nodiscard]] Reply waitForOperation();

    // Ends blanking where its time is over. Called before anything else looks at the disc.
    void settleBlanking();
    // The same for closing a session. False where the disc cannot be saved: the session stays damaged.
    [[nodiscard]] bool settleClosing();

    // Both. Without pace, blanking and closing take no time and have ended; with it, they may be cut off.
    [[nodiscard]] bool settle();
    // The disc says how far a track that is still open has got.
    void saveOpenTrack();

    // Ends the track that is being written: pads it and, where the disc is really written, saves it.
    [[nodiscard]] bool endTrack(bool damaged = false);
    [[nodiscard]] bool padTrack(std::int32_t blocks);

    // Opens the tray. Only where nothing is being written.
    void openTray();
    // Into the open tray; null: no disc.
    void putDisc(std::unique_ptr<DiscStore> newStore);

    Options options;
    std::unique_ptr<DiscStore> store;  // null without a disc
    Now now;
    Duration delay{};  // by which the drive is ahead of the clock
    std::optional<Disc> loaded;
    std::optional<Disc> rehearsal;  // what a test write makes of it
    std::optional<Writing> writing;
    std::unique_ptr<SessionWriter> session;  // a cue sheet was sent, or a session is being written at once or raw
    ModePages modes;
    Tray tray;
    BufferModel buffer;
    LongOperation operation;
    std::int32_t lastRead = 0;    // the block where the pickup came to rest
    bool blanking = false;        // the disc is being blanked now
    std::optional<Disc> closing;  // what the disc will be when its session is closed
    std::optional<double> selectedSpeed;
    bool selectedCav = false;
    bool poweredOn = true;  // and nobody was told yet
    std::optional<Sense> deferred;
};

}  // namespace virtual_recorder
