// SPDX-License-Identifier: LGPL-2.1-or-later
// Transport: who carries a command to a drive and its answer back.
#pragma once

#include "base/result.hpp"
#include "mmc/command.hpp"
#include "transport/device_facts.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace burnish {

// What the drive itself answered. A command that never reached it, or whose answer was lost, is an Error.
struct Completion {
    std::uint8_t status = 0;               // SCSI status byte: 00h GOOD, 02h CHECK CONDITION, 08h BUSY …
    std::size_t transferred = 0;           // bytes moved in the data phase (residual taken off)
    std::array<std::uint8_t, 32> sense{};  // as sent, fixed or descriptor format
    std::size_t senseLength = 0;
};

enum class Access : std::uint8_t {
    Inspect,    // shared: others may hold the drive
    Exclusive,  // nobody else mounts or opens it exclusively
};

class Transport {
public:
    virtual ~Transport() = default;

    // data: filled for Direction::FromDevice, sent for ToDevice, ignored for None. One caller at a time.
    // Errors: COMMAND_TIMEOUT, DEV_NOT_EXIST (gone), UNEXPECTED_RESPONSE (bus or adapter failure).
    [[nodiscard]] virtual Result<Completion> execute(const mmc::Command &command, std::span<std::uint8_t> data) = 0;

    // Changes how the device is held; E_RECORDER_LOCKED names the holder where it can be known.
    [[nodiscard]] virtual Result<void> setAccess(Access access, bool force, const std::string &clientName) = 0;

    // Who holds the device exclusively, as far as can be known; empty when nobody does.
    [[nodiscard]] virtual std::string exclusiveOwner() const = 0;

    // The device string without options: "/dev/sr0", "virtual:backup.disc".
    [[nodiscard]] virtual const std::string &device() const = 0;

    // Largest data phase of one command, in bytes.
    [[nodiscard]] virtual std::size_t maximumTransfer() const = 0;

    // Mount points of the disc in the drive; empty where it is not mounted or cannot be.
    [[nodiscard]] virtual std::vector<std::string> mountPoints() const { return {}; }

    // Whether commands that write would be let through to the drive. E_ACCESSDENIED: it may only be read.
    [[nodiscard]] virtual Result<void> checkWritable() const { return {}; }

    // How the drive is connected, as far as is known.
    [[nodiscard]] virtual Adapter adapter() const { return {}; }

    // The name that stays the drive's own when drives come and go.
    [[nodiscard]] virtual std::string lastingName() const { return device(); }

    // Keeps the desktop from noticing discs that come and go, until it is ended or the process is.
    // E_RECORDER_LOCKED: not now, somebody looks at the disc.
    [[nodiscard]] virtual Result<void> suspendMediaEvents() { return {}; }
    virtual void resumeMediaEvents() {}
};

// Opens a device string (see docs/devices.md) with Access::Inspect.
// Errors: DEV_NOT_EXIST, ACCESSDENIED, RECORDER_LOCKED, E_NOT_A_RECORDER, E_NOT_A_DISC_FOLDER,
// E_MEDIUM_CONTRADICTS_DISC, INVALIDARG.
[[nodiscard]] Result<std::unique_ptr<Transport>> openTransport(const std::string &device);

}  // namespace burnish
