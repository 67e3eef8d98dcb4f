// SPDX-License-Identifier: LGPL-2.1-or-later
// The command table. A bit of a CDB that is not in the mask is reserved, or asks for what this drive does not do.
#include "commands.hpp"

#include <algorithm>
#include <cctype>

namespace virtual_recorder {

namespace {

constexpr std::uint8_t F = 0xFF;

constexpr CommandEntry Table[] = {
    {0x00, "TEST UNIT READY", Needs::Disc, false, {F}, testUnitReady},
    {0x03, "REQUEST SENSE", Needs::Nothing, true, {F, 0, 0, 0, F}, requestSense},
    {0x12, "INQUIRY", Needs::Nothing, true, {F, 0, 0, F, F}, inquiry},
    {0x15, "MODE SELECT(6)", Needs::IdleDrive, false, {F, 0x10, 0, 0, F}, modeSelect6},
    {0x1A, "MODE SENSE(6)", Needs::Nothing, false, {F, 0x08, F, F, F}, modeSense6},
    {0x1B, "START STOP UNIT", Needs::IdleDrive, false, {F, 0x01, 0, 0, 0x03}, startStopUnit},
    {0x1E, "PREVENT ALLOW MEDIUM REMOVAL", Needs::Nothing, false, {F, 0, 0, 0, 0x01}, preventAllow},
    {0x23, "READ FORMAT CAPACITIES", Needs::IdleDrive, false, {F, 0, 0, 0, 0, 0, 0, F, F}, readFormatCapacities},
    {0x25, "READ CAPACITY", Needs::IdleDisc, false, {F}, readCapacity},
    {0x28, "READ(10)", Needs::IdleDisc, false, {F, 0x18, F, F, F, F, 0, F, F}, readBlocks},
    {0x2A, "WRITE(10)", Needs::IdleDisc, false, {F, 0x18, F, F, F, F, 0, F, F}, writeBlocks},
    {0x35, "SYNCHRONIZE CACHE", Needs::IdleDisc, false, {F, 0x02, F, F, F, F, 0, F, F}, synchronizeCache},
    {0x42, "READ SUB-CHANNEL", Needs::IdleDisc, false, {F, 0x02, 0x40, F, 0, 0, F, F, F}, readSubChannel},
    {0x43, "READ TOC/PMA/ATIP", Needs::IdleDisc, false, {F, 0x02, 0x0F, 0, 0, 0, F, F, F, 0xC0}, readToc},
    {0x46, "GET CONFIGURATION", Needs::Nothing, true, {F, 0x03, F, F, 0, 0, 0, F, F}, getConfiguration},
    {0x4A, "GET EVENT STATUS NOTIFICATION", Needs::Nothing, true, {F, 0x01, 0, 0, F, 0, 0, F, F}, getEventStatus},
    {0x51, "READ DISC INFORMATION", Needs::IdleDisc, false, {F, 0, 0, 0, 0, 0, 0, F, F}, readDiscInformation},
    {0x52, "READ TRACK INFORMATION", Needs::IdleDisc, false, {F, 0x03, F, F, F, F, 0, F, F}, readTrackInformation},
    {0x54, "SEND OPC INFORMATION", Needs::IdleDisc, false, {F, 0x01}, sendOpcInformation},
    {0x55, "MODE SELECT(10)", Needs::IdleDrive, false, {F, 0x10, 0, 0, 0, 0, 0, F, F}, modeSelect10},
    {0x5A, "MODE SENSE(10)", Needs::Nothing, false, {F, 0x18, F, F, 0, 0, 0, F, F}, modeSense10},
    {0x5B, "CLOSE TRACK SESSION", Needs::IdleDisc, false, {F, 0x01, 0x07, 0, F, F}, closeTrackSession},
    {0x5C, "READ BUFFER CAPACITY", Needs::Disc, false, {F, 0, 0, 0, 0, 0, 0, F, F}, readBufferCapacity},
    {0x5D, "SEND CUE SHEET", Needs::IdleDisc, false, {F, 0, 0, 0, 0, 0, F, F, F}, sendCueSheet},
    {0xA1, "BLANK", Needs::IdleDisc, false, {F, 0x17, F, F, F, F}, blankDisc},
    {0xA8, "READ(12)", Needs::IdleDisc, false, {F, 0x18, F, F, F, F, F, F, F, F}, readBlocks},
    {0xAA, "WRITE(12)", Needs::IdleDisc, false, {F, 0x18, F, F, F, F, F, F, F, F}, writeBlocks},
    {0xAC, "GET PERFORMANCE", Needs::Nothing, false, {F, 0x1F, F, F, F, F, 0, 0, F, F, F}, getPerformance},
    {0xAD, "READ DISC STRUCTURE", Needs::IdleDisc, false, {F, 0, F, F, F, F, F, F, F, F, 0xC0}, readDiscStructure},
    {0xB6, "SET STREAMING", Needs::IdleDrive, false, {F, 0, 0, 0, 0, 0, 0, 0, 0, F, F}, setStreaming},
    {0xB9, "READ CD MSF", Needs::IdleDisc, false, {F, 0x1C, 0, F, F, F, F, F, F, 0xFE, 0x07}, readCd},
    {0xBB, "SET CD SPEED", Needs::IdleDrive, false, {F, 0x03, F, F, F, F}, setCdSpeed},
    {0xBE, "READ CD", Needs::IdleDisc, false, {F, 0x1C, F, F, F, F, F, F, F, 0xFE, 0x07}, readCd},
};

bool sameName(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) {
        return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b));
    });
}

}  // namespace

std::span<const CommandEntry> commandTable() {
    return Table;
}

const CommandEntry *findCommand(std::uint8_t code) {
    const auto found = std::find_if(std::begin(Table), std::end(Table), [&](const auto &e) { return e.code == code; });
    return found == std::end(Table) ? nullptr : found;
}

const CommandEntry *findCommand(std::string_view name) {
    const auto found =
        std::find_if(std::begin(Table), std::end(Table), [&](const auto &e) { return sameName(e.name, name); });
    return found == std::end(Table) ? nullptr : found;
}

}  // namespace virtual_recorder
