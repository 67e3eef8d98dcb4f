// SPDX-License-Identifier: LGPL-2.1-or-later
// The virtual recorder: a strict MMC drive in software whose disc is a folder of ordinary files.
// It reads CDBs with its own eyes and answers as a drive does; it shares no code with any burn engine.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace virtual_recorder {

struct Options {
    std::string folder;              // the disc
    std::string medium;              // "cd-r-80" …; empty: the disc's own, or cd-r-80 for a new one
    bool empty = false;              // no disc in the drive; folder is not touched
    bool noRaw = false;              // refuses raw writing
    bool discard = false;            // keeps no contents
    double pace = 0;                 // N: takes the time of a drive at N x; 0: none
    std::uint32_t bufferKib = 2048;  // the drive's buffer
    std::string faultsFile;          // JSON, see docs; empty: none
    std::string holder;              // who opens it, for the message to a second opener
    bool hostWaits = false;          // the caller lets the time pass that Answer::takes tells
};

// Where time comes from; the default is the machine's monotonic clock.
using Now = std::function<std::chrono::nanoseconds()>;

enum class Trouble : std::uint8_t {
    None,
    BadOption,
    UnknownMedium,
    NotADisc,
    MediumContradicts,
    InUse,
    NoPermission,
    BadFaults,
    InputOutput,
};

struct Failure {
    Trouble trouble = Trouble::None;
    std::string message;  // a sentence for people
    std::string holder;   // for InUse: who has it open
};

enum class Direction : std::uint8_t { None, FromDevice, ToDevice };

// What became of a command on its way: delivered and answered, never answered within its time, or the drive is gone.
enum class Host : std::uint8_t { Delivered, TimedOut, Gone };

struct Answer {
    Host host = Host::Delivered;
    std::uint8_t status = 0;               // SCSI status byte
    std::size_t transferred = 0;           // bytes moved in the data phase
    std::array<std::uint8_t, 32> sense{};  // fixed format (70h, 71h), 18 bytes where there is any
    std::size_t senseLength = 0;
    std::chrono::nanoseconds takes{0};  // how long a real drive would have let the host wait
};

// What pressing the button of the tray does. HostAsked: the tray is locked, and the host hears of the wish as an event.
// Busy: the drive writes, or does what must not be interrupted.
enum class Button : std::uint8_t { Opened, Closed, HostAsked, Busy };

class Recorder {
public:
    // Opens a disc folder, or makes a blank disc where there is none. Null on failure.
    [[nodiscard]] static std::unique_ptr<Recorder> open(const Options &options, Failure &failure, Now now = {});
    virtual ~Recorder() = default;

    // One command. data is filled for FromDevice and read for ToDevice. Calls must not overlap.
    [[nodiscard]] virtual Answer execute(std::span<const std::uint8_t> cdb, Direction direction,
                                         std::span<std::uint8_t> data, std::chrono::milliseconds timeout) = 0;

    // What hands do at the drive, between two commands.
    [[nodiscard]] virtual Button pressButton() = 0;
    [[nodiscard]] virtual bool trayOpen() const = 0;
    // Puts another disc into the open tray, or none (empty). Of the options only those of the disc count: folder,
    // medium, empty, discard and holder. False where the tray is closed or the disc cannot be opened; it is empty then.
    [[nodiscard]] virtual bool changeDisc(const Options &disc, Failure &failure) = 0;
};

}  // namespace virtual_recorder
