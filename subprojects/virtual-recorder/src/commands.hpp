// SPDX-License-Identifier: LGPL-2.1-or-later
// The commands: a table from operation code to name, permitted CDB bits and handler.
#pragma once

#include "drive_state.hpp"
#include "request.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace virtual_recorder {

using Handler = Reply (*)(DriveState &drive, const Request &request);

// What must be so before a handler is called.
enum class Needs : std::uint8_t {
    Nothing,
    Disc,       // a disc that is ready; the drive may be busy
    IdleDrive,  // no long operation running; a disc is not needed
    IdleDisc,   // both
};

struct CommandEntry {
    std::uint8_t code = 0;
    std::string_view name;  // as MMC spells it
    Needs needs = Needs::Nothing;
    bool passesAttention = false;         // answered without regard to unit attentions and deferred errors
    std::array<std::uint8_t, 12> mask{};  // bits of the CDB that may be set
    Handler handler = nullptr;
};

[[nodiscard]] std::span<const CommandEntry> commandTable();
[[nodiscard]] const CommandEntry *findCommand(std::uint8_t code);
[[nodiscard]] const CommandEntry *findCommand(std::string_view name);

// identity_commands.cpp
Reply testUnitReady(DriveState &drive, const Request &request);
Reply requestSense(DriveState &drive, const Request &request);
Reply inquiry(DriveState &drive, const Request &request);
Reply getConfiguration(DriveState &drive, const Request &request);
// tray_commands.cpp
Reply startStopUnit(DriveState &drive, const Request &request);
Reply preventAllow(DriveState &drive, const Request &request);
Reply getEventStatus(DriveState &drive, const Request &request);
// mode_commands.cpp
Reply modeSelect6(DriveState &drive, const Request &request);
Reply modeSense6(DriveState &drive, const Request &request);
Reply modeSelect10(DriveState &drive, const Request &request);
Reply modeSense10(DriveState &drive, const Request &request);
// disc_commands.cpp
Reply readDiscInformation(DriveState &drive, const Request &request);
Reply readTrackInformation(DriveState &drive, const Request &request);
Reply readFormatCapacities(DriveState &drive, const Request &request);
Reply readCapacity(DriveState &drive, const Request &request);
// toc_commands.cpp
Reply readToc(DriveState &drive, const Request &request);
// speed_commands.cpp
Reply getPerformance(DriveState &drive, const Request &request);
Reply setStreaming(DriveState &drive, const Request &request);
Reply setCdSpeed(DriveState &drive, const Request &request);
// read_commands.cpp
Reply readBlocks(DriveState &drive, const Request &request);
// read_cd_commands.cpp
Reply readCd(DriveState &drive, const Request &request);
// sub_channel_command.cpp
Reply readSubChannel(DriveState &drive, const Request &request);
// write_commands.cpp
Reply writeBlocks(DriveState &drive, const Request &request);
Reply synchronizeCache(DriveState &drive, const Request &request);
Reply readBufferCapacity(DriveState &drive, const Request &request);
Reply sendOpcInformation(DriveState &drive, const Request &request);
// session_commands.cpp
Reply sendCueSheet(DriveState &drive, const Request &request);
Reply writeSession(DriveState &drive, const Request &request, const BlockRange &range);
Reply synchronizeSession(DriveState &drive, const Request &request);
// close_commands.cpp
Reply closeTrackSession(DriveState &drive, const Request &request);
// structure_commands.cpp
Reply readDiscStructure(DriveState &drive, const Request &request);
// blank_command.cpp
Reply blankDisc(DriveState &drive, const Request &request);

}  // namespace virtual_recorder
